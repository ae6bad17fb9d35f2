"""Django's view of the room."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers stored files and the `secure_database` command."""

    name = "digisoc.core"
