"""Django's view of the room."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files, template tags."""

    name = "digisoc.web"
