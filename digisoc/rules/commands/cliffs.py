"""`./run rules cliffs`: prints every step at which a little more costs a household more than it brings."""

import argparse

from digisoc.kernel import clock
from digisoc.kernel.errors import N_
from digisoc.kernel.money import format_euro, format_number
from digisoc.kernel.months import Month
from digisoc.rules.cliffs import Cliff, cliffs
from digisoc.rules.commands.arguments import month
from digisoc.rules.municipal import municipalities
from digisoc.rules.provenance import hectares_text
from digisoc.rules.reading import FIRST_MONTH
from digisoc.rules.types import CaseError


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command's arguments."""
    parser = commands.add_parser("cliffs", help="where a little more income or property costs more than it brings")
    parser.add_argument("--month", type=month, metavar="MONTH", help="by the law of this month (default: now)")
    parser.add_argument("--municipality", metavar="ATVK", help="also its low-income threshold (0040000)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints the list, those that cost money first."""
    when = options.month or Month.of(clock.today())
    if when < FIRST_MONTH:
        raise CaseError(
            "--month",
            N_("Months before %(first)s follow the law before the household reform and are not computed."),
            code="case.month_too_early",
            first=str(FIRST_MONTH),
        )
    if options.municipality not in (None, *municipalities()):
        raise CaseError(
            "--municipality",
            N_('“%(atvk)s” is not the ATVK code of a municipality; write it in quotes, as "0040000".'),
            code="case.municipality",
            atvk=options.municipality[:40],
        )
    found = cliffs(when, options.municipality)
    money = [item for item in found if item.costs_money]
    _print(f"Benefits of {when} fall by more than the income rises:", money)
    _print("Only the status falls, the benefits of the month do not:", [one for one in found if not one.costs_money])
    by_income = sum(item.fact == "income" for item in money)
    print(f"{len(money)} steps cost money, {by_income} of them by income; {len(found) - len(money)} only the status.")
    return 0


def _print(heading: str, found: list[Cliff]) -> None:
    print(heading if found else f"{heading} nowhere.")
    for item in found:
        print(f"  {_line(item)}")
    print()


def _line(item: Cliff) -> str:
    facts = "" if item.fact == "income" else f", income {format_euro(item.income)}"
    parts = [f"GMI {_signed(item.gmi)}", f"housing {_signed(item.housing)}"]
    if item.status_before != item.status_after:
        parts.insert(0, f"{item.status_before} → {item.status_after}")
    return (
        f"{item.household}, bills {format_euro(item.bills)}{facts}: "
        f"{item.fact} above {_value(item.fact, item.at)}: {', '.join(parts)}"
    )


def _value(fact: str, value: int) -> str:
    if fact == "land_m2":
        return f"{hectares_text(value)} ha"
    return str(value) if fact in ("homes", "motor_vehicles") else format_euro(value)


def _signed(cents: int) -> str:
    return f"+{format_number(cents)}" if cents > 0 else format_number(cents)
