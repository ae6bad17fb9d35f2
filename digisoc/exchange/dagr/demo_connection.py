"""The connection of the demonstration and the tests: a key, a self-signed certificate, permission numbers.

In production the key is made by the operator and the numbers come from VIRSIS.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from digisoc.exchange.dagr.enums import Register
from digisoc.exchange.dagr.types import DagrConnection
from digisoc.kernel import clock

DEMO_CLIENT_ID = "digisoc-demo"

#: Strings, as the platform sends them.
DEMO_PERMISSIONS = {register: str(22791 + 7 * index) for index, register in enumerate(Register)}


class ConnectionFiles(NamedTuple):
    private_key: Path
    certificate: Path


def make_connection_files(directory: Path) -> ConnectionFiles:
    """`client.key` (owner may read) and `client.pem` in the directory; made once, kept afterwards."""
    directory.mkdir(parents=True, exist_ok=True)
    files = ConnectionFiles(directory / "client.key", directory / "client.pem")
    if not (files.private_key.exists() and files.certificate.exists()):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        _write_private(files.private_key, _key_bytes(key))
        files.certificate.write_bytes(_self_signed(key))
    return files


def demo_connection(base_url: str, directory: Path) -> DagrConnection:
    """The connection that a simulator started with `directory/client.pem` accepts."""
    key = make_connection_files(directory).private_key
    return DagrConnection(base_url, DEMO_CLIENT_ID, key, DEMO_PERMISSIONS)


def _write_private(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def _key_bytes(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _self_signed(key: rsa.RSAPrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DEMO_CLIENT_ID)])
    start = datetime.now(clock.RIGA) - timedelta(days=1)  # real time: the pinned day is for law, not for keys
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(start).not_valid_after(start + timedelta(days=3650))
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
