"""Is a sealed letter still what was sealed, and by whom?"""

import logging
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from asn1crypto import cms, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from digisoc.documents.types import SealCheck

log = logging.getLogger(__name__)


def verify(pdf: bytes, trust_roots: Iterable[bytes]) -> SealCheck:
    """What the seal of `pdf` proves against the given roots (PEM); never raises for a bad file.

    A file that can't be read as a PDF any more counts as not intact. No network is used, so revocation isn't asked.
    """
    try:
        signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
        if not signatures:
            return _broken("no seal", sealed=False)
        if len(signatures) > 1:
            return _broken("more than one signature")
        return _check(pdf, signatures[0], [x509.Certificate.load(pem.unarmor(root)[2]) for root in trust_roots])
    except Exception as error:  # noqa: BLE001 - a damaged file breaks the parsers in any way; that is the finding
        log.info("unreadable sealed file: %r", error)
        return _broken(f"unreadable: {type(error).__name__}")


def _check(pdf: bytes, signature: Any, roots: list[x509.Certificate]) -> SealCheck:
    context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
    # Any addition at all is refused below, so the costly look at what was added isn't needed.
    status = validate_pdf_signature(signature, context, skip_diff=True)
    covers = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    intact = bool(status.intact and status.valid) and covers and _is_canonical(pdf, signature)
    trusted = intact and bool(status.trusted)
    return SealCheck(
        sealed=True, intact=intact, trusted=trusted, covers_whole_document=covers,
        signer=status.signing_cert.subject.native.get("common_name", ""), time=signature.self_reported_timestamp,
        problem="" if trusted else status.summary(),
    )


def _is_canonical(pdf: bytes, signature: Any) -> bool:
    """Nothing hides in the gap that a PDF signature can't cover: it holds the signature, then zeros, and no more."""
    start, length, after, _ = (int(number) for number in signature.byte_range)
    gap = pdf[start + length : after]
    signed: bytes = cms.ContentInfo.load(signature.pkcs7_content).dump()
    return bool(gap == b"<" + signed.hex().upper().encode().ljust(len(gap) - 2, b"0") + b">")


def _broken(problem: str, *, sealed: bool = True) -> SealCheck:
    return SealCheck(sealed=sealed, intact=False, trusted=False, covers_whole_document=False, problem=problem)
