"""Errors that a user reads.

A message is an English template, marked with `N_` where it is written so that the translation tool finds it, and is
translated only where it is shown (`web.ui`). Parameters stay apart from the template for the same reason.
"""

from typing import Any


def N_(message: str) -> str:
    """Mark a message for translation without translating it (the kernel knows no locale)."""
    return message


class UserFacingError(Exception):
    """Something the user can understand and act on; never an internal fault.

    `message` is a %-template, `params` fill it, `field` names the input at fault, `hint` (also a template, same
    params) says what to do next, `code` is stable for tests and logs.
    """

    def __init__(
        self, message: str, *, code: str = "", field: str = "", hint: str = "", **params: Any
    ) -> None:
        super().__init__(message % params if params else message)
        self.message = message
        self.code = code
        self.field = field
        self.hint = hint
        self.params = params


class InvalidValue(UserFacingError):
    """The typed value has no meaning: wrong form, wrong check digit, out of range."""


class NotAllowedNow(UserFacingError):
    """Right person, wrong moment: the state or the dates forbid it (raised by `policies`)."""


class NotAllowedForYou(UserFacingError):
    """Right moment, wrong person (raised by `permissions`); the web answers 403 with the sentence."""


class NotVisible(UserFacingError):
    """The thing does not exist for this institution and purpose; the web answers 404 and the trail keeps it."""


class StaleVersion(UserFacingError):
    """Someone else changed the row since the form was opened; both versions are shown."""
