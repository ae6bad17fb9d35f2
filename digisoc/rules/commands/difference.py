"""`./run rules difference`: what a change of facts, or of the law announced later, makes of months already decided."""

import argparse
import json
from dataclasses import replace
from pathlib import Path

from digisoc.kernel.errors import N_
from digisoc.kernel.months import Month
from digisoc.rules.assessing import assess_many
from digisoc.rules.commands.arguments import day, month
from digisoc.rules.difference import difference
from digisoc.rules.files import read_yaml_case
from digisoc.rules.reading import parse_case
from digisoc.rules.types import Case, CaseError


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command's arguments."""
    parser = commands.add_parser("difference", help="what is owed to whom after facts or the law changed afterwards")
    parser.add_argument("before", metavar="BEFORE", help="the case as it was decided (YAML)")
    parser.add_argument("after", metavar="AFTER", nargs="?", help="the case as it is now (default: the same facts)")
    parser.add_argument("--from", dest="first", type=month, metavar="MONTH", help="first month (default: the case's)")
    parser.add_argument("--to", dest="last", type=month, metavar="MONTH", help="last month (default: the first)")
    parser.add_argument("--known-before", type=day, metavar="DAY", help="the law as known when it was decided")
    parser.add_argument("--known-after", type=day, metavar="DAY", help="the law as known now (default: all of it)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints the difference as JSON."""
    before = parse_case(read_yaml_case(Path(options.before)))
    after = parse_case(read_yaml_case(Path(options.after))) if options.after else before
    first = options.first or before.benefit_month
    last = options.last or first
    if last < first:
        raise CaseError(
            "--to",
            N_("The last month %(last)s is before the first month %(first)s."),
            code="difference.order",
            last=str(last),
            first=str(first),
        )
    months = list(first.until(last))
    old = assess_many(_for(before, months), known_on=options.known_before)
    new = assess_many(_for(after, months), known_on=options.known_after)
    print(json.dumps(difference(old, new).as_dict(), ensure_ascii=False, indent=2))
    return 0


def _for(case: Case, months: list[Month]) -> list[Case]:
    return [replace(case, benefit_month=one) for one in months]
