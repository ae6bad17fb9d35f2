"""`./run demo`: everything on one machine, one-click accounts, simulated registers, no second factor demanded."""

import os

from config.secret import local_secret
from config.settings.base import *  # noqa: F403
from config.settings.base import VAR
from digisoc.exchange.dagr.demo_connection import DEMO_CLIENT_ID, DEMO_PERMISSIONS

SECRET_KEY = os.environ.get("DIGISOC_SECRET_KEY") or local_secret(VAR / "keys" / "django-secret")
DIGISOC_DEMO = True
DIGISOC_REQUIRE_MFA = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
WHITENOISE_USE_FINDERS = True
DAGR_CLIENT_ID = DEMO_CLIENT_ID
DAGR_PERMISSIONS = {str(register): number for register, number in DEMO_PERMISSIONS.items()}
