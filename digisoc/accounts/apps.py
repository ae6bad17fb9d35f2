"""Django's view of the room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Institutions, users, mandates."""

    name = "digisoc.accounts"
