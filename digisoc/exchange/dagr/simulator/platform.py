"""What the simulated platform answers to a question, without HTTP: permissions, records, change lists."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from digisoc.exchange.dagr.catalogue import Service, catalogue
from digisoc.exchange.dagr.register_file import RegisterFile
from digisoc.exchange.dagr.simulator.errors import Refusal
from digisoc.exchange.dagr.simulator.faults import FaultPlan
from digisoc.exchange.dagr.simulator.permissions import PermissionBook, demo_permissions, granted
from digisoc.exchange.dagr.simulator.tokens import TokenOffice

_LARGEST_PAGE = 1000


@dataclass
class Platform:
    """State of one simulated DAGR."""

    registers: RegisterFile
    tokens: TokenOffice
    permissions: PermissionBook = field(default_factory=lambda: PermissionBook(demo_permissions()))
    faults: FaultPlan = field(default_factory=FaultPlan)

    def service_list(self) -> list[dict[str, Any]]:
        """All data sets with their structure."""
        return [
            {
                "service_name": service.name, "giver": service.giver, "title": service.title, "key": service.key,
                "fields": service.fields,
            }
            for service in catalogue().values()
        ]

    def record(self, name: str, key: str, permission_number: str, query: Mapping[str, str]) -> dict[str, Any]:
        """The granted fields of the records of one key; Refusal(404) when there are none."""
        service = _service(name)
        permission = self.permissions.use(permission_number, name)
        body = self.registers.find(name, key)
        if body is None:
            raise Refusal(404, "not_found", "no record with this key")
        return {"service": name, "records": [granted(permission.tree, _narrowed(service, body, query))]}

    def changes(self, name: str, permission_number: str, query: Mapping[str, str]) -> dict[str, Any]:
        """One page of changed keys and the cursor of the next page."""
        _service(name)
        after, limit = _position(name, query.get("since", "")), _limit(query.get("limit", "100"))
        self.permissions.use(permission_number, name)
        found = self.registers.changes(name, after, limit + 1)
        page = found[:limit]
        return {
            "service": name,
            "changes": [{"key": change.key} for change in page],
            "next": _cursor(name, page[-1].seq if page else after),
            "more": len(found) > limit,
        }


def _service(name: str) -> Service:
    for service in catalogue().values():
        if service.name == name:
            return service
    raise Refusal(404, "service_unknown", "no such data set")


def _narrowed(service: Service, body: dict[str, Any], query: Mapping[str, str]) -> dict[str, Any]:
    if not service.monthly:
        return body
    first, last = query.get("from", ""), query.get("to", "9999-12")
    return body | {service.monthly: [item for item in body[service.monthly] if first <= item["Month"] <= last]}


def _limit(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _LARGEST_PAGE:
        raise Refusal(400, "bad_limit", f"limit is a number from 1 to {_LARGEST_PAGE}")
    return int(text)


def _cursor(service: str, seq: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([service, seq]).encode()).decode()


def _position(service: str, cursor: str) -> int:
    """The place that a cursor stands for; callers must not read anything into it."""
    if not cursor:
        return 0
    try:
        of_service, seq = json.loads(base64.urlsafe_b64decode(cursor))
    except (binascii.Error, ValueError, TypeError):
        of_service, seq = "", 0
    if of_service != service or not isinstance(seq, int):
        raise Refusal(400, "bad_cursor", "the cursor is not one of this data set")
    return seq
