"""`./run test`: the demo's settings with cheap password hashing; the database is made by tests/conftest.py."""

from config.settings.demo import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
