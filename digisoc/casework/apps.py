"""Django's view of the room."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The tables of `digisoc.casework`."""

    name = "digisoc.casework"
