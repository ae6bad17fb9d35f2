"""Errors of the rooms below, translated only here, where they are shown."""

from django.utils.translation import gettext

from digisoc.kernel.errors import UserFacingError


def sentence(error: UserFacingError) -> str:
    """What went wrong, in the reader's language."""
    return _fill(error.message, error)


def hint(error: UserFacingError) -> str:
    """What to do next, in the reader's language; empty when the error gives none."""
    return _fill(error.hint, error) if error.hint else ""


def _fill(template: str, error: UserFacingError) -> str:
    text = gettext(template)
    return text % error.params if error.params else text
