"""The door of the room."""

from digisoc.core.files import MAX_UPLOAD_BYTES, check_upload, path_of, read, store
from digisoc.core.jobs import announce, defer, tenant_task
from digisoc.core.models import StoredFile, TenantModel, TenantRow
from digisoc.core.tenancy import acting, acting_institution_id, current_institution_id

__all__ = [
    "MAX_UPLOAD_BYTES",
    "StoredFile",
    "TenantModel",
    "TenantRow",
    "acting",
    "acting_institution_id",
    "announce",
    "check_upload",
    "current_institution_id",
    "defer",
    "path_of",
    "read",
    "store",
    "tenant_task",
]
