"""What the tests of the exchange hold in their hands."""

from typing import NamedTuple

import httpx

from digisoc.exchange.dagr.api import DagrConnection
from digisoc.exchange.dagr.simulator.platform import Platform
from digisoc.exchange.dagr.simulator.server import Simulator


class Bench(NamedTuple):
    """A running simulator and the connection that it accepts."""

    simulator: Simulator
    connection: DagrConnection

    @property
    def platform(self) -> Platform:
        return self.simulator.platform

    def fault(self, **fault: object) -> None:
        answer = httpx.post(f"{self.simulator.base_url}/_simulator/faults", json=fault, trust_env=False)
        assert answer.status_code == 200, answer.text
