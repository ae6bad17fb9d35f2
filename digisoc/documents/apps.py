"""Django's view of the room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The tables of `digisoc.documents`."""

    name = "digisoc.documents"
