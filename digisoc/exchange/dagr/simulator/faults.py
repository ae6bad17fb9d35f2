"""Faults on order, so that every way a register can fail can be shown and tested."""

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from digisoc.exchange.dagr.simulator.errors import Refusal

ANY = "*"
TOKEN = "token"  # noqa: S105 - the name of the token service in a fault plan


class Mode(StrEnum):
    """`slow` answers late but rightly; `timeout` lets the caller wait in vain; `stale_token` refuses a living token."""

    DOWN = "down"
    SLOW = "slow"
    TIMEOUT = "timeout"
    UNKNOWN = "unknown"
    QUOTA = "quota"
    DENIED = "denied"
    GARBAGE = "garbage"
    STALE_TOKEN = "stale_token"  # noqa: S105 - the name of a fault


_DEFAULT_SECONDS = {Mode.SLOW: 2.0, Mode.TIMEOUT: 60.0}


@dataclass(slots=True)
class Fault:
    """`service` is a data set, "token" or "*"; `person` a key without hyphen; `times` None until taken away."""

    service: str
    mode: Mode
    person: str = ""
    times: int | None = None
    seconds: float = 0.0


class FaultPlan:
    """Faults in the order they were ordered; the first that fits is used."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def add(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Order a fault from its JSON; Refusal(400) when it makes no sense."""
        try:
            mode = Mode(raw["mode"])
            fault = Fault(
                service=str(raw["service"]), mode=mode, person=str(raw.get("person") or "").replace("-", ""),
                times=int(raw["times"]) if raw.get("times") is not None else None,
                seconds=float(raw.get("seconds") or _DEFAULT_SECONDS.get(mode, 0.0)),
            )
        except (KeyError, TypeError, ValueError):
            modes = ", ".join(Mode)
            raise Refusal(400, "bad_fault", f"expected service, mode ({modes}), person?, times?, seconds?") from None
        with self._lock:
            self._faults.append(fault)
        return asdict(fault)

    def shown(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(fault) for fault in self._faults]

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def take(self, service: str, key: str = "") -> Fault | None:
        """The fault to play now, used up by one time; None when all is well."""
        with self._lock:
            for fault in self._faults:
                if fault.service in {service, ANY} and fault.person in {"", key}:
                    self._use_up(fault)
                    return fault
        return None

    def _use_up(self, fault: Fault) -> None:
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self._faults.remove(fault)
