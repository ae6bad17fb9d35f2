"""Where and how DAGR is asked: the one module to change when the platform's OpenAPI description is at hand.

Verified by the platform's pages: the `Authorization` and `X-DAGR-Permission` headers, `/current_user_permissions`,
`/service_list`. Not yet confirmed, so assumed here: the token call, the record and change paths, narrowing by month,
the envelope `{"records": [...]}` and the error codes.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from digisoc.kernel.months import Month

TOKEN = "/token"  # noqa: S105 - a path
PERMISSIONS = "/current_user_permissions"
SERVICE_LIST = "/service_list"

REQUEST_NUMBER_HEADER = "X-Request-Id"
PERMISSION_HEADER = "X-DAGR-Permission"

#: `error` of a refusal that means "no more reads under this permission in this period".
QUOTA_ERROR = "quota_exhausted"


def record(service: str, key: str) -> str:
    """Path of the records of one key."""
    return f"/{quote(service, safe='')}/{quote(key, safe='')}"


def changes(service: str) -> str:
    """Path of the list of changed records."""
    return f"/{quote(service, safe='')}/changes"


def month_parameters(months: Sequence[Month]) -> dict[str, str]:
    """Query that narrows a monthly record to what is needed; nothing when no months are given."""
    return {"from": str(min(months)), "to": str(max(months))} if months else {}


def headers(token: str, permission: str = "") -> dict[str, str]:
    """Headers of a data request."""
    wanted = {"Authorization": f"Bearer {token}"}
    return wanted | {PERMISSION_HEADER: permission} if permission else wanted


def records_of(body: Any) -> list[Mapping[str, Any]]:
    """The records in an answer; ValueError when the envelope is another."""
    records = body.get("records") if isinstance(body, dict) else None
    if not isinstance(records, list) or not all(isinstance(item, dict) for item in records):
        raise ValueError("no list of records")
    return records
