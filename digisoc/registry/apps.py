"""Django's view of the room."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The tables of `digisoc.registry`."""

    name = "digisoc.registry"
