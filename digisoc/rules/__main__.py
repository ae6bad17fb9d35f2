"""`./run rules COMMAND`: read, check, change and try the law from the command line. Needs no database.

Exit status 0; 1 when a check found something; 2 when the question itself can't be read, with one sentence why.
"""

import argparse
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from digisoc.rules.commands import audit, cliffs, difference, serve
from digisoc.rules.texts import error_sentence
from digisoc.rules.types import CaseError

#: Commands that live beside the tests; the front door starts them.
BESIDE_THE_TESTS = """
also: compare        the system against a second opinion, every output, to the cent
      openfisca-test the worked cases, run by OpenFisca's own test runner
      explain-check  every explanation computed anew from the numbers it quotes
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="./run rules",
        description="Read, check and try the law.",
        epilog=BESIDE_THE_TESTS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for module in (audit, difference, cliffs, serve):
        module.add(commands)
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        return int(options.run(options))
    except CaseError as error:
        place = f"{error.path}: " if error.path else ""
        print(f"./run rules: {place}{error_sentence(error, 'en')}", file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        print(f"./run rules: {error.filename or ''}: {error.strerror}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
