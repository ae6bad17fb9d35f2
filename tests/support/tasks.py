"""Tasks that only the tests' worker knows."""

import time
from pathlib import Path
from uuid import UUID

from digisoc.core.api import tenant_task
from digisoc.trail.api import record_access
from digisoc.trail.enums import Purpose


@tenant_task("tests.look")
def look(*, institution_id: int, user_id: int, subject: str, gate: str) -> None:
    """Writes a line into the access log, but only after the file `gate` is there."""
    Path(gate + ".reached").touch()
    while not Path(gate).exists():
        time.sleep(0.05)
    record_access(user_id=user_id, subjects=[UUID(subject)], purpose=Purpose.SYSTEM, what="tests")
