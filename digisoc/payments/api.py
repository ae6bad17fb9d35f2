"""The door of the room."""

from digisoc.payments.models import Due, FileDownload, PaymentRun, RunLine

__all__ = ["Due", "FileDownload", "PaymentRun", "RunLine"]
