"""Base classes of all tables, and the stored file.

Every concrete model says in a nested `Keeping` what it holds: `personal` (does it hold personal data) and `retention`
(the class that says how long; `core.retention`). Append-only tables set `append_only = True`: the web role gets no
UPDATE or DELETE on them.
"""

import uuid
from typing import ClassVar

from django.db import models


class TenantRow(models.Model):
    """A row of one institution, for rooms below `accounts`, which can't hold a foreign key to it."""

    institution_id = models.BigIntegerField(db_index=True)
    append_only: ClassVar[bool] = False

    class Meta:
        abstract = True


class TenantModel(models.Model):
    """A row of one institution. The database fences it by row-level security on `institution_id`."""

    institution = models.ForeignKey("accounts.Institution", on_delete=models.PROTECT, related_name="+")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    append_only: ClassVar[bool] = False

    class Meta:
        abstract = True


class StoredFile(TenantRow):
    """A file kept outside the web root, named by its content. Never changed: a new content is a new row."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by_id = models.BigIntegerField()
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    append_only = True

    class Keeping:
        personal = True
        retention = "case_file"

    def __str__(self) -> str:
        return self.name
