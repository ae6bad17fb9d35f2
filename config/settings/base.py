"""What every environment shares. Values that differ come from the environment, secrets always do."""

import os
from pathlib import Path

from django.utils.csp import CSP

from config.database import django_database

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("DIGISOC_VAR", ROOT / "var"))

DEBUG = False
SECRET_KEY = os.environ.get("DIGISOC_SECRET_KEY", "")
ALLOWED_HOSTS = os.environ.get("DIGISOC_HOSTS", "127.0.0.1,localhost").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "digisoc.core",
    "digisoc.trail",
    "digisoc.accounts",
    "digisoc.regulations",
    "digisoc.registry",
    "digisoc.documents",
    "digisoc.casework",
    "digisoc.intake",
    "digisoc.decisions",
    "digisoc.payments",
    "digisoc.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "digisoc.web.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "digisoc.web.ui.middleware.ActorMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
DATABASES = {"default": django_database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "digisoc.accounts.adapter.ClosedSignupAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "DigiSoc"
#: Staff must have a second factor; only the demonstration switches this off.
DIGISOC_REQUIRE_MFA = True
DIGISOC_DEMO = False

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "digisoc.web.ui.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "digisoc/web/templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django_cotton.templatetags.cotton",
                "digisoc.web.templatetags.digisoc",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "digisoc.web.ui.context.page",
            ],
        },
    }
]
COTTON_DIR = "ui"

LANGUAGE_CODE = "lv"
LANGUAGES = [("lv", "Latviešu"), ("en", "English")]
LOCALE_PATHS = [ROOT / "digisoc/locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Riga"
FORMAT_MODULE_PATH = ["config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "digisoc/web/static"]
#: Uploaded and produced files; never below a folder that a web server serves.
DIGISOC_FILES = VAR / "files"
DIGISOC_KEYS = VAR / "keys"
#: Outside the demonstration: one folder per institution, named by its short code, with its qualified seal's
#: seal.key.pem, seal.crt.pem and authority.crt.pem, readable by the worker process alone.
DIGISOC_SEAL_KEYS = Path(os.environ.get("DIGISOC_SEAL_KEYS", VAR / "keys" / "seals"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

PROCRASTINATE_ON_APP_READY = "digisoc.core.jobs.on_app_ready"
PGTRIGGER_INSTALL_ON_MIGRATE = False

#: The connection to the data distribution platform; its paths and service names are in `exchange.dagr`.
DAGR_URL = os.environ.get("DAGR_URL", "")
DAGR_CLIENT_ID = os.environ.get("DAGR_CLIENT_ID", "digisoc")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("DIGISOC_LOG", "WARNING")},
}
DAGR_PRIVATE_KEY = Path(os.environ.get("DAGR_PRIVATE_KEY", VAR / "keys" / "dagr" / "client.key"))
DAGR_TIMEOUT = float(os.environ.get("DAGR_TIMEOUT", "4"))
#: Register -> VIRSIS permission number; a register without one is not asked.
DAGR_PERMISSIONS: dict[str, str] = dict(
    pair.split("=", 1) for pair in os.environ.get("DAGR_PERMISSIONS", "").split(",") if "=" in pair
)
