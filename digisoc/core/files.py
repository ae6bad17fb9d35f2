"""Stored files: content-addressed, outside the web root, one folder per institution.

The type of an upload is what its bytes say, never what its name or the browser says.
"""

import hashlib
import io
import os
import tempfile
from pathlib import Path

import puremagic
from django.conf import settings
from PIL import Image
from pypdf import PdfReader

from digisoc.core.models import StoredFile
from digisoc.kernel.errors import N_, InvalidValue

#: Ten megabytes, the limit for one attachment (a choice of ours; e-address carries 4 MB at a time in parts).
MAX_UPLOAD_BYTES = 10 * 1024 * 1024
UPLOAD_TYPES = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}
_HINT = N_("Choose a PDF, JPEG or PNG file of at most 10 MB. Everything else you typed is kept.")


def check_upload(name: str, content: bytes) -> str:
    """The media type of an upload, or `InvalidValue` with a sentence: empty, too large, not what it says, broken."""
    if not content:
        raise InvalidValue(N_("The file “%(name)s” is empty."), code="file.empty", field="file", hint=_HINT, name=name)
    if len(content) > MAX_UPLOAD_BYTES:
        raise InvalidValue(
            N_("The file “%(name)s” is larger than 10 MB."), code="file.too_large", field="file", hint=_HINT, name=name
        )
    media_type = _sniff(content)
    if media_type not in UPLOAD_TYPES or not _extension_fits(name, media_type) or not _opens(content, media_type):
        raise InvalidValue(
            N_("“%(name)s” is not a readable PDF, JPEG or PNG file, whatever its name says."),
            code="file.type", field="file", hint=_HINT, name=name,
        )
    return media_type


def store(content: bytes, *, name: str, media_type: str, institution_id: int, user_id: int) -> StoredFile:
    """Write the bytes (once per content and institution) and the row that names them."""
    digest = hashlib.sha256(content).hexdigest()
    path = _path(institution_id, digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
        os.replace(part.name, path)
    return StoredFile.objects.create(
        institution_id=institution_id, created_by_id=user_id, name=Path(name).name[:200], media_type=media_type,
        size=len(content), sha256=digest,
    )


def read(file: StoredFile) -> bytes:
    """The bytes of a stored file; a changed or missing file is an internal fault, never shown as if it were right."""
    content = _path(file.institution_id, file.sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise RuntimeError(f"stored file {file.uid} was changed on disk")
    return content


def path_of(file: StoredFile) -> Path:
    """Where the bytes are, for tools that print a path."""
    return _path(file.institution_id, file.sha256)


def _path(institution_id: int, digest: str) -> Path:
    return Path(settings.DIGISOC_FILES) / str(institution_id) / digest[:2] / digest


def _sniff(content: bytes) -> str:
    try:
        return str(puremagic.from_string(content, mime=True))
    except (puremagic.PureError, ValueError):
        return ""


def _extension_fits(name: str, media_type: str) -> bool:
    endings = {"application/pdf": (".pdf",), "image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",)}
    suffix = Path(name).suffix.lower()
    return not suffix or suffix in endings[media_type]


def _opens(content: bytes, media_type: str) -> bool:
    try:
        if media_type == "application/pdf":
            return len(PdfReader(io.BytesIO(content)).pages) > 0
        with Image.open(io.BytesIO(content)) as image:
            image.verify()
    except Exception:  # noqa: BLE001  any failure of a foreign parser means the same: it doesn't open
        return False
    return True
