"""Which key seals an institution's letters: the demonstration's own, else the one that the operator has placed.

A production key lies in `DIGISOC_SEAL_KEYS`/<short code>/ as seal.key.pem, seal.crt.pem and authority.crt.pem.
"""

from pathlib import Path

from django.conf import settings

from digisoc.accounts.api import institution
from digisoc.documents.api import SealKey, ensure_demo_certificate
from digisoc.kernel.errors import N_, UserFacingError

_FILES = ("seal.key.pem", "seal.crt.pem", "authority.crt.pem")


def sealing_key(institution_id: int) -> SealKey:
    """The key of an institution; code "seal.key" when the operator has placed none."""
    if settings.DIGISOC_DEMO:
        return ensure_demo_certificate(Path(settings.DIGISOC_KEYS))
    folder = Path(settings.DIGISOC_SEAL_KEYS) / institution(institution_id).short_code
    try:
        return SealKey(*((folder / name).read_bytes() for name in _FILES))
    except OSError as error:
        raise UserFacingError(
            N_("The sealing certificate of the institution can't be read, so letters can't be sealed."),
            code="seal.key", hint=N_("Tell the administrator; the decision is kept and sealed once it can be."),
        ) from error
