"""Permissions as VIRSIS grants them: number, data set, quota, validity, and the tree of fields that may be read."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from digisoc.exchange.dagr.catalogue import catalogue
from digisoc.exchange.dagr.demo_connection import DEMO_PERMISSIONS
from digisoc.exchange.dagr.enums import Register
from digisoc.exchange.dagr.simulator.errors import Refusal
from digisoc.kernel import clock

#: Fields that the demonstration's permissions leave out, as a means test has no use for them.
_NOT_GRANTED = {Register.PERSON: {"BirthPlace", "Citizenship", "IdentityDocuments"}, Register.INCOME: {"Gross"}}
_PURPOSE = "Mājsaimniecības materiālās situācijas izvērtēšana (MK 17.12.2020. noteikumi Nr. 809)"


@dataclass(slots=True)
class Permission:
    """`tree` is the platform's `access_control_tree`; `use_count` rises with every read that is let through."""

    number: str
    service: str
    tree: dict[str, Any]
    quota: int | None = 100_000
    use_count: int = 0
    valid_from: date | None = None
    valid_to: date | None = None
    purpose: str = _PURPOSE

    def shown(self) -> dict[str, Any]:
        """In the shape of the platform's sample."""
        return {
            "service_name": self.service,
            "permission_number": self.number,
            "purpose_of_use": self.purpose,
            "use_count": self.use_count,
            "use_count_quota": self.quota,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "access_control_tree": self.tree,
        }


@dataclass
class PermissionBook:
    """All permissions of the connection."""

    permissions: Sequence[Permission]
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def use(self, number: str, service: str) -> Permission:
        """Count one read under a permission, or refuse it."""
        if not number:
            raise Refusal(400, "permission_missing", "the header X-DAGR-Permission is missing")
        with self._lock:
            permission = next((item for item in self.permissions if item.number == number), None)
            if permission is None:
                raise Refusal(403, "permission_unknown", "no such permission")
            _check(permission, service)
            permission.use_count += 1
            return permission


def _check(permission: Permission, service: str) -> None:
    today = clock.today()
    if permission.service != service:
        raise Refusal(403, "permission_other_service", "the permission is for another data set")
    if (permission.valid_from and today < permission.valid_from) or (
        permission.valid_to and today > permission.valid_to
    ):
        raise Refusal(403, "permission_not_in_force", "the permission isn't in force today")
    if permission.quota is not None and permission.use_count >= permission.quota:
        raise Refusal(429, "quota_exhausted", "the quota of the permission is used up")


def granted(tree: Mapping[str, Any], value: Any) -> Any:
    """The value with every field that the tree doesn't grant taken out, at any depth."""
    if tree["read_access"] == "full":
        return value
    if isinstance(value, list):
        return [granted(tree, item) for item in value]
    if not isinstance(value, dict):
        return value
    children = {child["name"]: child for child in tree["properties"] or ()}
    return {
        name: granted(children[name], nested)
        for name, nested in value.items()
        if name in children and children[name]["read_access"] != "none"
    }


def demo_permissions() -> list[Permission]:
    """One permission for each register, numbered as the demonstration's connection expects."""
    return [
        Permission(DEMO_PERMISSIONS[register], service.name, _tree(service.name, service.fields, register))
        for register, service in catalogue().items()
    ]


def _tree(name: str, fields: Mapping[str, Any], register: Register) -> dict[str, Any]:
    withheld = _NOT_GRANTED.get(register, set())
    if not withheld or not fields:
        access = "none" if name in withheld else "full"
        return {"name": name, "read_access": access, "properties": None}
    properties = [_tree(child, nested, register) for child, nested in fields.items()]
    if name in withheld:
        return {"name": name, "read_access": "none", "properties": None}
    return {"name": name, "read_access": "partial", "properties": properties}
