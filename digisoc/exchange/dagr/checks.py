"""Self-check of a connection for the operator: token, services, permissions and quota, one line each."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from digisoc.exchange.dagr.client import DagrClient, DagrFailure
from digisoc.exchange.dagr.enums import Register
from digisoc.exchange.dagr.types import CheckResult, DagrConnection
from digisoc.kernel import clock
from digisoc.kernel.errors import N_

#: Below this share of the quota the operator is warned in time to ask for more.
_LOW_QUOTA_SHARE = 0.05


def check_connection(connection: DagrConnection) -> list[CheckResult]:
    """What works and what doesn't, without reading any person. Never raises."""
    with DagrClient(connection) as client:
        try:
            client.check_token()
            listed = _by_name(client.services().body, "service_name")
            granted = _by_number(client.permissions().body)
        except DagrFailure as failure:
            return [CheckResult("connection", False, N_("DAGR can't be used: %(reason)s."), {"reason": failure.reason})]
        results = [CheckResult("connection", True, N_("DAGR accepts the connection and gives it a token."))]
        for register, number in connection.permissions.items():
            results.extend(_check_register(client.names[register], register, number, listed, granted))
        return results


def _by_name(body: Any, field: str) -> set[str]:
    return {str(item.get(field)) for item in body if isinstance(item, dict)} if isinstance(body, list) else set()


def _by_number(body: Any) -> dict[str, Mapping[str, Any]]:
    items = body if isinstance(body, list) else []
    return {str(item.get("permission_number")): item for item in items if isinstance(item, dict)}


def _check_register(
    service: str, register: Register, number: str, listed: set[str], granted: dict[str, Mapping[str, Any]]
) -> Iterator[CheckResult]:
    name, params = str(register), {"service": service, "number": number}
    yield CheckResult(
        f"{name}.listed", service in listed,
        N_("The data set %(service)s is on the platform's list.") if service in listed
        else N_("The data set %(service)s is not on the platform's list."), params,
    )
    permission = granted.get(number)
    if permission is None or permission.get("service_name") != service or not _in_force(permission):
        yield CheckResult(
            f"{name}.permission", False, N_("The permission %(number)s for %(service)s isn't in force."), params
        )
        return
    yield CheckResult(f"{name}.permission", True, N_("The permission %(number)s for %(service)s is in force."), params)
    yield _quota(name, permission, params)


def _quota(name: str, permission: Mapping[str, Any], params: Mapping[str, str]) -> CheckResult:
    quota, used = permission.get("use_count_quota"), permission.get("use_count") or 0
    if quota is None:
        return CheckResult(f"{name}.quota", True, N_("The permission %(number)s has no quota."), params)
    left = int(quota) - int(used)
    return CheckResult(
        f"{name}.quota", left > int(quota) * _LOW_QUOTA_SHARE,
        N_("%(left)s of %(quota)s requests under permission %(number)s are left."),
        {**params, "left": left, "quota": quota},
    )


def _in_force(permission: Mapping[str, Any]) -> bool:
    today = clock.today()
    start, end = permission.get("valid_from"), permission.get("valid_to")
    try:
        return (not start or date.fromisoformat(start[:10]) <= today) and (
            not end or today <= date.fromisoformat(end[:10])
        )
    except (TypeError, ValueError):
        return False
