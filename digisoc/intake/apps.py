"""Django's view of the room."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The tables of `digisoc.intake`."""

    name = "digisoc.intake"
