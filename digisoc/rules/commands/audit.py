"""`./run rules audit` and `./run rules parameters`: the numbers of the law, their sources, and what needs a look."""

import argparse
from datetime import date
from itertools import groupby

from digisoc.kernel import clock
from digisoc.rules.audit import COLUMNS, Drift, Provenance, Warning, provenance, warnings
from digisoc.rules.commands.arguments import day, whole, write_csv

HEADINGS: dict[Drift, str] = {
    "announced": "Announced lately for months already begun: decided months are to be calculated anew",
    "starts": "Starts within %(within)s months",
    "ends": "Ends within %(within)s months",
    "temporary": "Rests on a temporary law whose last month is not known",
    "review": "To be checked again: not confirmed beyond the month named",
    "unconfirmed": "In force and not confirmed in its source",
}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The two commands' arguments."""
    audit = commands.add_parser("audit", help="every number with its source; what is unconfirmed, starts, ends")
    audit.add_argument("--as-of", type=day, metavar="DAY", help="as it was known on a past day (2025-12-01)")
    audit.add_argument("--within", type=whole, default=3, metavar="N", help="months to look ahead (default: 3)")
    audit.add_argument("--csv", metavar="FILE", help="also write every dated value into a CSV file")
    audit.add_argument("--warnings", action="store_true", help="only what needs a look, not the whole list")
    audit.set_defaults(run=run_audit)
    table = commands.add_parser("parameters", help="every dated number of the law as one CSV")
    table.add_argument("--csv", metavar="FILE", help="the file to write (default: standard output)")
    table.add_argument("--as-of", type=day, metavar="DAY", help="as it was known on a past day (2025-12-01)")
    table.set_defaults(run=run_parameters)


def run_parameters(options: argparse.Namespace) -> int:
    """Writes the table."""
    write_csv(COLUMNS, (row.as_dict() for row in provenance(options.as_of)), options.csv)
    return 0


def run_audit(options: argparse.Namespace) -> int:
    """Prints the list and the warnings; writes the table when asked."""
    on = options.as_of or clock.today()
    rows, found = provenance(options.as_of), warnings(options.as_of, options.within)
    if options.csv:
        write_csv(COLUMNS, (row.as_dict() for row in rows), options.csv)
    if not options.warnings:
        for row in rows:
            print(_line(row))
        print()
    _print_warnings(found, options.within)
    print(_summary(rows, found, on))
    return 0


def _line(row: Provenance) -> str:
    value = f"{row.value} {row.unit}" if row.value else "no value"
    mark = "•" if row.in_force else " "
    sure = f"confirmed {row.last_confirmed}".strip() if row.status == "confirmed" else "UNCONFIRMED"
    law = row.article if row.article.startswith("SPSP") else f"{row.act}, {row.article}"
    return f"{mark} {row.name}  {value}  from {row.valid_from}  {sure}  {law}  {row.link}"


def _print_warnings(found: list[Warning], within: int) -> None:
    order = list(HEADINGS)
    for drift, group in groupby(sorted(found, key=lambda item: order.index(item.drift)), lambda item: item.drift):
        print(HEADINGS[drift] % {"within": within} + ":")
        for item in group:
            source = f" ({item.row.announced_by})" if drift == "announced" and item.row.announced_by else ""
            print(f"  {item.row.name}  {item.row.value or 'no value'}  {item.when}{source}")
        print()


def _summary(rows: list[Provenance], found: list[Warning], on: date) -> str:
    names = {row.name for row in rows}
    unconfirmed = sum(row.status == "unconfirmed" for row in rows)
    return (
        f"As of {on}: {len(rows)} dated values of {len(names)} numbers, {unconfirmed} of them unconfirmed; "
        f"{len(found)} need a look."
    )
