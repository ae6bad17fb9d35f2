"""The test settings made strict: an undefined variable in a template and an inline script or style are errors."""

from config.settings.test import *  # noqa: F403
from config.settings.test import MIDDLEWARE, TEMPLATES
from tests.support.strict import Undefined

MIDDLEWARE = ["tests.support.strict.InlineCodeMiddleware", *MIDDLEWARE]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined()
PROCRASTINATE_IMPORT_PATHS = ["tests.support.tasks"]
