"""python -m demo.national fit|calibrate: how near the synthetic country is to the published one, and its take-up."""

import argparse
import csv
import sys
from pathlib import Path

import yaml

from demo.national.calibration import calibrate
from demo.national.country import Country, cached_country, make_country, total_households
from demo.national.fit import MONTH, Fit, report

CACHE = Path(__file__).resolve().parents[2] / "var" / "national"


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; exit status 1 when a figure of the fit is outside its band, 2 for a wrong argument."""
    options = _parser().parse_args(arguments)
    if not 1 <= options.households <= total_households():
        print(f"--households: the country has 1 to {total_households()} households", file=sys.stderr)
        return 2
    country = _country(options)
    if options.command == "calibrate":
        print(yaml.safe_dump([calibrate(country, MONTH)], sort_keys=False, allow_unicode=True), end="")
        return 0
    lines = report(country)
    if options.csv:
        write_csv(options.csv, lines)
    print_report(lines)
    return 0 if all(line.fits for line in lines) else 1


def print_report(lines: list[Fit]) -> None:
    """The report as a table, a line that is outside its band marked."""
    print(f"{'measure':<38}{'published':>12}{'ours':>12}{'difference':>12}  band, source")
    for line in lines:
        mark = "" if line.fits else "  OUTSIDE"
        figures = f"{line.published:>12,.6g}{line.ours:>12,.6g}{line.difference:>+11.1f}%"
        print(f"{line.measure:<38}{figures}  ±{line.within:g} %, {line.unit}; {line.source} ({line.status}){mark}")


def write_csv(path: Path, lines: list[Fit]) -> None:
    """The report as a file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["measure", "unit", "published", "ours", "difference_percent", "band_percent", "source", "status"])
        for line in lines:
            figures = (line.published, round(line.ours, 3), round(line.difference, 2), line.within)
            out.writerow([line.measure, line.unit, *figures, line.source, line.status])


def _country(options: argparse.Namespace) -> Country:
    if options.households == total_households() and options.cache:
        return cached_country(options.seed, CACHE)
    return make_country(options.seed, options.households)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demo.national", description=__doc__)
    parser.add_argument("command", choices=("fit", "calibrate"))
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--households", type=int, default=total_households(), help="a sample of so many households")
    parser.add_argument("--csv", type=Path, help="write the report of fit to this file too")
    parser.add_argument("--cache", action="store_true", help="keep the whole country under var/national")
    return parser


if __name__ == "__main__":
    sys.exit(main())
