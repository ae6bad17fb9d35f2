"""Django's view of the room."""

from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    """The tables of `digisoc.regulations`."""

    name = "digisoc.regulations"
