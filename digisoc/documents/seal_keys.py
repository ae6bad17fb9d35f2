"""The demonstration's own sealing certificate: made once on the machine, never part of the repository.

A production seal is the institution's qualified one (eParaksts); this one proves only that a file hasn't changed
since this installation sealed it. The authority's key is thrown away after it has signed the one certificate.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from digisoc.kernel.errors import N_, UserFacingError

FOLDER = "demo-seal"
KEY, CERTIFICATE, AUTHORITY = "seal.key.pem", "seal.crt.pem", "authority.crt.pem"
# Wide on purpose: a demonstration may pin its day anywhere in the years whose law digisoc knows.
VALID_FROM, VALID_UNTIL = datetime(2021, 1, 1, tzinfo=UTC), datetime(2041, 1, 1, tzinfo=UTC)
SIGNATURE_USES = {"digital_signature", "content_commitment"}
AUTHORITY_USES = {"key_cert_sign", "crl_sign"}


@dataclass(frozen=True, slots=True)
class SealKey:
    """A sealing key with its certificate and the root that vouches for it, all PEM; keep `private` out of logs."""

    private: bytes
    certificate: bytes
    authority: bytes

    def __repr__(self) -> str:
        return "SealKey(…)"


def ensure_demo_certificate(directory: Path) -> SealKey:
    """The demonstration seal in `directory`/demo-seal, made on the first call; only the owner can read its files.

    Two processes may call at once: the folder appears whole by one rename, the slower one takes what the faster made.
    """
    folder = Path(directory) / FOLDER
    if not folder.exists():
        Path(directory).mkdir(parents=True, exist_ok=True, mode=0o700)
        _place(_make(), folder)
    try:
        return SealKey(*((folder / name).read_bytes() for name in (KEY, CERTIFICATE, AUTHORITY)))
    except OSError as error:
        raise UserFacingError(
            N_("The sealing certificate can't be read, so letters can't be sealed."), code="seal.key",
            hint=N_("Tell the administrator; the decision is kept and can be sealed later."),
        ) from error


def _place(key: SealKey, folder: Path) -> None:
    made = Path(tempfile.mkdtemp(prefix=".seal-", dir=folder.parent))  # readable by its owner only
    try:
        for name, content in ((KEY, key.private), (CERTIFICATE, key.certificate), (AUTHORITY, key.authority)):
            descriptor = os.open(made / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
        try:
            made.rename(folder)
        except OSError:
            if not folder.exists():
                raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _make() -> SealKey:
    authority_key, key = _new_key(), _new_key()
    root_name, name = _name("DigiSoc Demo Root"), _name("DigiSoc Demo Seal")
    root = _builder(root_name, root_name, authority_key, authority_key, ca=True).sign(authority_key, hashes.SHA256())
    certificate = _builder(name, root_name, key, authority_key, ca=False).sign(authority_key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem = serialization.Encoding.PEM
    return SealKey(private, certificate.public_bytes(pem), root.public_bytes(pem))


def _new_key() -> rsa.RSAPrivateKey:
    """RSA, because an elliptic curve would make pyHanko declare the file PDF 2.0, which PDF/A-2 (PDF 1.7) is not."""
    return rsa.generate_private_key(public_exponent=65537, key_size=3072)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, signer: rsa.RSAPrivateKey, *, ca: bool
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(
        issuer_name=issuer, subject_name=subject, public_key=key.public_key(),
        serial_number=x509.random_serial_number(), not_valid_before=VALID_FROM, not_valid_after=VALID_UNTIL,
    )
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    return (
        builder.add_extension(x509.BasicConstraints(ca=ca, path_length=0 if ca else None), critical=True)
        .add_extension(_key_usage(AUTHORITY_USES if ca else SIGNATURE_USES), critical=True)
        .add_extension(identifier, critical=False)
        .add_extension(issuer_key, critical=False)
    )


def _key_usage(uses: set[str]) -> x509.KeyUsage:
    every = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )
    return x509.KeyUsage(**{use: use in uses for use in every})


def _name(common_name: str) -> x509.Name:
    parts = ((NameOID.COUNTRY_NAME, "LV"), (NameOID.ORGANIZATION_NAME, "DigiSoc"), (NameOID.COMMON_NAME, common_name))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])
