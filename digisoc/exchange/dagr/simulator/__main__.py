"""python -m digisoc.exchange.dagr.simulator --data FILE.sqlite --port N [--certificate client.pem]."""

import argparse
import signal
import sys
from pathlib import Path

from digisoc.exchange.dagr.demo_connection import DEMO_CLIENT_ID, make_connection_files
from digisoc.exchange.dagr.register_file import RegisterFile
from digisoc.exchange.dagr.simulator.platform import Platform
from digisoc.exchange.dagr.simulator.server import Simulator
from digisoc.exchange.dagr.simulator.tokens import RegisteredConnection, TokenOffice


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted; 2 when the register file is missing."""
    options = _options(arguments)
    if not options.data.is_file():
        hint = f"Make one: python -m demo.population --out {options.data}"
        print(f"No register file {options.data}. {hint}", file=sys.stderr)
        return 2
    certificate = options.certificate or make_connection_files(options.data.parent / "connection").certificate
    connection = RegisteredConnection(options.client_id, certificate, options.token_lifetime)
    simulator = Simulator(Platform(RegisterFile(options.data), TokenOffice(connection)), options.port, options.host)
    signal.signal(signal.SIGTERM, _interrupt)
    print(f"ready: {simulator.base_url}", flush=True)
    try:
        simulator.serve_forever()
    except KeyboardInterrupt:
        simulator.closing.set()
    finally:
        simulator.server_close()
    return 0


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m digisoc.exchange.dagr.simulator", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="register file made by demo.population")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument(
        "--certificate", type=Path, help="the connection's certificate; default: connection/client.pem beside the data"
    )
    parser.add_argument("--client-id", default=DEMO_CLIENT_ID)
    parser.add_argument("--token-lifetime", type=float, default=300.0, help="seconds")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
