"""Django's view of the room."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """The tables of `digisoc.payments`."""

    name = "digisoc.payments"
