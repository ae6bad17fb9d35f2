"""`./run demo`: everything on one machine, one-click accounts, simulated registers, no second factor demanded."""

import os

from config.settings.base import *  # noqa: F403
from config.settings.base import VAR
from config.secret import local_secret

SECRET_KEY = os.environ.get("DIGISOC_SECRET_KEY") or local_secret(VAR / "keys" / "django-secret")
DIGISOC_DEMO = True
DIGISOC_REQUIRE_MFA = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
WHITENOISE_USE_FINDERS = True
