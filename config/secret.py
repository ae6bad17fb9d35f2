"""Secrets of a local installation: made once, kept in a file that only its owner may read, never in the repository."""

import os
import secrets
from pathlib import Path


def local_secret(path: Path) -> str:
    """The secret in `path`, made at the first call; two processes that start together get the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text()
