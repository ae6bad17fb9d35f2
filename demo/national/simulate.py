"""./run simulate --scenario FILE: what a change of the law would cost, and who would win and lose.

Exit status 0; 2 for a scenario or argument at fault; 130 when interrupted. Files appear complete or not at all.
"""

import argparse
import signal
import sys
import time
from pathlib import Path

from demo.national.compare import compare
from demo.national.country import Country, cached_country, make_country, pay_level, total_households
from demo.national.data import table
from demo.national.output import print_tables, say, write_result
from demo.national.reform import ScenarioLaw
from demo.national.scenario import Scenario, ScenarioError, checked_month, read_scenario
from digisoc.kernel.clock import today
from digisoc.kernel.months import Month
from digisoc.rules.api import MUNICIPALITY_CODES, municipalities, parameters_by_name
from digisoc.rules.provenance import shown

CACHE = Path(__file__).resolve().parents[2] / "var" / "national"


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        if options.parameters:
            return list_parameters()
        if options.scenario is None:
            raise ScenarioError("--scenario", "name a file with a scenario.")
        return run(options)
    except ScenarioError as error:
        say(f"simulate: {error}")
        return 2
    except OSError as error:
        say(f"simulate: {error.filename or options.out}: can't be written ({error.strerror}); nothing was kept.")
        return 2
    except KeyboardInterrupt:
        say("simulate: interrupted; no files were left.")
        return 130


def run(options: argparse.Namespace) -> int:
    """Checks everything first, then computes, prints, and writes at the very end."""
    scenario = read_scenario(options.scenario)
    month = _month(options, scenario)
    _check_population(options)
    law = ScenarioLaw(scenario, month)
    begun = time.monotonic()
    country = _country(options)
    if not country.households:
        raise ScenarioError("--households", "the sample holds no household of this municipality; take a larger one.")
    say(f"comparing two laws on {country.households:,} households, {country.persons:,} persons")
    tables = compare(country, law, month, everybody=options.everybody)
    about = _about(options, scenario, month, country)
    for name, text in about:
        print(f"{name}: {text}")
    print_tables(tables)
    if options.out:
        for path in write_result(options.out, tables, about):
            say(f"written: {path}")
    say(f"{time.monotonic() - begun:.1f} s")
    return 0


def list_parameters() -> int:
    """Every parameter by its name with the newest value, for writing a scenario."""
    for name, parameter in parameters_by_name().items():
        newest = parameter.values_list[0]
        value = shown(newest.value, parameter.metadata["unit"]) or "none"
        print(f"{name}: {value} {parameter.metadata['unit']} since {newest.instant_str}")
    return 0


def _month(options: argparse.Namespace, scenario: Scenario) -> Month:
    place = "--month" if options.month else "month"
    month = checked_month(options.month, place) if options.month else scenario.month or Month.of(today())
    try:
        pay_level(month)
    except ValueError:
        raise ScenarioError(place, f"no level of pay is known for {month}; take an earlier month.") from None
    return month


def _check_population(options: argparse.Namespace) -> None:
    if options.municipality is not None and options.municipality not in MUNICIPALITY_CODES:
        raise ScenarioError("--municipality", f"“{options.municipality}” is not the ATVK code of a municipality.")
    if not 1 <= options.households <= total_households():
        raise ScenarioError("--households", f"the country has 1 to {total_households()} households.")
    if options.seed < 0:
        raise ScenarioError("--seed", "a seed is a whole number from 0 on.")
    if options.out and options.out.exists() and not options.out.is_dir():
        raise ScenarioError("--out", f"{options.out} is a file; name a directory.")


def _country(options: argparse.Namespace) -> Country:
    if options.cache and options.municipality is None and options.households == total_households():
        return cached_country(options.seed, CACHE)
    return make_country(options.seed, options.households, municipality=options.municipality)


def _about(
    options: argparse.Namespace, scenario: Scenario, month: Month, country: Country
) -> list[tuple[str, str]]:
    where = municipalities()[options.municipality] if options.municipality else "the whole country"
    people = f"synthetic, seed {options.seed}: {country.households:,} households, {country.persons:,} persons"
    if country.share < 1:
        people += f"; a sample, multiply by {1 / country.share:.4g}"
    applying = "everybody who is entitled" if options.everybody else "the calibrated share of the entitled"
    lines = [
        ("scenario", f"{scenario.title} ({scenario.source})"), ("month", str(month)), ("where", where),
        ("people", people), ("who applies", applying),
    ]
    lines += [("change", f"{change.parameter} from {change.first}: {_shown(change.parameter, change.value)}")
              for change in scenario.changes]
    if scenario.low_income:
        codes = scenario.low_income.municipalities
        lines.append(("change", f"low-income threshold {scenario.low_income.percent} % of the median in "
                                f"{', '.join(codes) if codes else 'every municipality'}"))
    limit = table("law")["small_cell"]
    return [*lines, ("protected", f"“..” hides fewer than {limit} households, and what would give them away")]


def _shown(name: str, value: int | None) -> str:
    unit = parameters_by_name()[name].metadata["unit"]
    return "none" if value is None else f"{shown(value, unit)} {unit}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./run simulate", description="What a change of the law would cost, and who would win and lose."
    )
    parser.add_argument("--scenario", type=Path, metavar="FILE", help="the changes, as YAML (docs/simulation.md)")
    parser.add_argument("--municipality", metavar="ATVK", help="only the households of one municipality")
    parser.add_argument("--month", help="the benefit month, e.g. 2026-11; default: the scenario's, else this month")
    parser.add_argument("--seed", type=int, default=2026, help="another country (default: 2026)")
    parser.add_argument("--households", type=int, default=total_households(), help="a sample of so many households")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write simulation.xlsx and CSV files there")
    parser.add_argument("--everybody", action="store_true", help="as if all who are entitled applied")
    parser.add_argument("--cache", action="store_true", help="keep the whole country under var/national")
    parser.add_argument("--parameters", action="store_true", help="list the parameters a scenario may name")
    return parser


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main())
