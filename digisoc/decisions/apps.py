"""Django's view of the room."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """The tables of `digisoc.decisions`."""

    name = "digisoc.decisions"
