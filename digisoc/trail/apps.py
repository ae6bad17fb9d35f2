"""Django's view of the room."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """The access log."""

    name = "digisoc.trail"
