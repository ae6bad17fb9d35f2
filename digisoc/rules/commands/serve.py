"""`./run rules serve`: the OpenFisca Web API for this system (/calculate, /trace, /parameters, /variables, /spec)."""

import argparse
import sys
from typing import Any


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command's arguments."""
    parser = commands.add_parser("serve", help="the OpenFisca Web API for this system")
    parser.add_argument("--port", type=_port, default=5000, help="port on this machine (default: 5000)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serves until interrupted, for this machine only; put it behind a proxy to offer it to others."""
    # Loaded here alone: no other process of the product needs a second web framework.
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", options.port, application(), threaded=True)
    print(f"OpenFisca Web API of digisoc: http://127.0.0.1:{server.port}/spec", file=sys.stderr, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
    return 0


def application() -> Any:
    """The WSGI application, for any server."""
    from openfisca_web_api.app import create_app

    from digisoc.rules.country import CountryTaxBenefitSystem

    return create_app(CountryTaxBenefitSystem())


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 <= int(text[:6]) <= 65535:
        raise argparse.ArgumentTypeError(f"“{text}” is not a port; write a number from 0 to 65535")
    return int(text)
