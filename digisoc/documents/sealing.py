"""The institution's electronic seal on a letter: PAdES baseline B-B, and its check.

The seal is added behind the letter (incremental update), so every byte of the letter stays, with its PDF/A and
accessibility marks. A time stamp authority can be plugged in; without one the time is what this machine claims.
"""

from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from asn1crypto import pem, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import CertificateRegistry

from digisoc.documents.letter_data import DRAFT_MARK
from digisoc.documents.seal_check import verify
from digisoc.documents.seal_keys import SealKey, ensure_demo_certificate
from digisoc.documents.types import SealCheck
from digisoc.kernel.errors import N_, NotAllowedNow

__all__ = ["SealCheck", "SealKey", "ensure_demo_certificate", "seal", "verify"]

FIELD = "Zimogs"
DIGEST = "sha256"


def seal(
    pdf: bytes, key: SealKey, reason: str, location: str, at: datetime, *, timestamper: TimeStamper | None = None
) -> bytes:
    """The letter with an invisible seal (ETSI.CAdES.detached) that covers all of it.

    `at` (aware) is written as the moment of sealing. Raises `NotAllowedNow` for a draft, an already sealed file and
    a file that is no PDF. Not for a thread in which an asyncio loop runs: pyHanko starts its own.
    """
    if at.tzinfo is None:
        raise ValueError("the moment of sealing must be aware")
    writer = _open(pdf)
    _check_can_seal(writer)
    signer = _SealSigner(
        PdfSignatureMetadata(
            field_name=FIELD, md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES, reason=reason,
            location=location, tight_size_estimates=timestamper is None,
        ),
        signer=_signer(key),
        timestamper=timestamper,
        new_field_spec=SigFieldSpec(
            FIELD, readable_field_name="Iestādes elektroniskais zīmogs",
            # Outside the page, as PDF/UA wants of a field that nobody sees and no reader should stop at.
            invis_sig_settings=InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True),
        ),
    )
    signer.at = at
    sealed: BytesIO = signer.sign_pdf(writer)
    return sealed.getvalue()


class _LetterWriter(IncrementalPdfFileWriter):
    """Adds a seal and leaves the letter's own metadata alone.

    pyHanko would write them anew, with the machine's present moment and in a form of the extension schemas that PDF/A
    doesn't know: the sealed letter would no longer be archival.
    """

    def _update_meta(self) -> None:
        pass


class _SealSigner(PdfSigner):
    """pyHanko takes the moment of signing from the machine's clock; a seal's moment comes from the caller."""

    at: datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self.at
        return session


def _open(pdf: bytes) -> IncrementalPdfFileWriter:
    try:
        return _LetterWriter(BytesIO(pdf))
    except (PdfError, ValueError, KeyError, TypeError, IndexError) as error:
        raise NotAllowedNow(
            N_("The file is not a PDF, so it can't be sealed."), code="seal.not_pdf",
            hint=N_("Make the letter again."),
        ) from error


def _check_can_seal(writer: IncrementalPdfFileWriter) -> None:
    if any(writer.prev.embedded_signatures):
        raise NotAllowedNow(
            N_("The letter is already sealed."), code="seal.twice",
            hint=N_("To change what was decided, make another decision."),
        )
    if _is_draft(writer):
        raise NotAllowedNow(
            N_("A draft can't be sealed."), code="seal.draft",
            hint=N_("Approve the decision first; the letter is then made without the mark “PROJEKTS”."),
        )


def _is_draft(writer: IncrementalPdfFileWriter) -> bool:
    trailer = writer.prev.trailer_view
    return "/Info" in trailer and DRAFT_MARK in str(trailer["/Info"].get("/Keywords", ""))


def _signer(key: SealKey) -> Signer:
    return _CachedKeySigner(
        signing_cert=x509.Certificate.load(pem.unarmor(key.certificate)[2]),
        cert_registry=CertificateRegistry.build(),
        # The root stays out of the file: whoever checks must have it already, and nothing unsigned is carried along.
        embed_roots=False,
        private=_load_private(key.private),
    )


class _CachedKeySigner(Signer):
    """Signs with a key read once: reading and checking an RSA key takes fifty times as long as using it."""

    def __init__(self, *, private: rsa.RSAPrivateKey, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._private = private

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if dry_run:
            return bytes(self._private.key_size // 8)
        assert digest_algorithm == DIGEST
        return self._private.sign(data, padding.PKCS1v15(), hashes.SHA256())


@lru_cache(maxsize=8)
def _load_private(private: bytes) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(private, password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("a sealing key is RSA, see seal_keys")
    return key
