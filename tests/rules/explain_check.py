"""`./run rules explain-check --n N`: every explanation computed anew from nothing but the numbers that it quotes.

The steps' inputs must give the steps' values and those the result, in both languages the same; each "enough" must hold
when the law is asked again at its edge, and must fail one unit above it. Exit status 1 when anything does not.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from digisoc.rules.api import Assessment, Enough, Need, Step, assess_many, enough, explain, parse_case
from digisoc.rules.enough import HAS, with_income
from tests.rules.generator import one_case

CENT = Decimal("0.01")
CHUNK = 500


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the check; returns the exit status."""
    parser = argparse.ArgumentParser(prog="./run rules explain-check", description=__doc__.split("\n")[0])
    parser.add_argument("--n", type=int, default=10_000, help="households (default: 10000)")
    parser.add_argument("--seed", type=int, default=1, help="which random households (default: 1)")
    options = parser.parse_args(arguments)
    begun, done, counts, wrong = time.monotonic(), 0, {"steps": 0, "enough": 0}, 0
    for problems, size in check(options.n, options.seed, counts):
        done += size
        wrong += len(problems)
        for problem in problems[:5]:
            print(problem)
        print(f"\r{done:,} of {options.n:,} households · {done / (time.monotonic() - begun):.0f} a second ", end="",
              file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f"{done:,} households (seed {options.seed}): {counts['steps']:,} steps and {counts['enough']:,} times "
          f"“enough” evaluated anew, {wrong} differ")
    return 1 if wrong else 0


def check(count: int, seed: int, counts: dict[str, int]) -> Iterator[tuple[list[str], int]]:
    """The problems of each chunk of random households, and its size; adds up in `counts` what was evaluated."""
    chance = random.Random(seed)
    for first in range(0, count, CHUNK):
        size = min(CHUNK, count - first)
        cases = [parse_case(one_case(chance)) for _ in range(size)]
        problems = []
        for assessment in assess_many(cases):
            steps, found = explain(assessment, "lv"), enough(assessment, "lv")
            counts["steps"] += len(steps)
            counts["enough"] += len(found)
            problems += [*problems_of_steps(assessment, steps), *problems_of_enough(assessment, found)]
        yield problems, size


def problems_of_steps(assessment: Assessment, steps: Sequence[Step]) -> Iterator[str]:
    """Where a step's value does not follow from what it quotes, or the result not from the steps."""
    values = {step.step: step.value for step in steps}
    result = assessment.as_contract()
    result["housing_need"] = f"{Decimal(assessment.housing_need) / 100:.2f}"
    result["property_test"] = "passed" if assessment.property_test_passed else "failed"
    for step in steps:
        expected = RECOMPUTED[step.step](dict(step.inputs), values)
        if not expected == step.value == str(result[step.step]):
            yield f"{step.step}: quoted {dict(step.inputs)} give {expected}, said {step.value}, {assessment.case}"
    if [step.as_dict() | SAID for step in explain(assessment, "en")] != [step.as_dict() | SAID for step in steps]:
        yield f"the two languages quote different numbers: {assessment.case}"


#: What is words, not numbers, and differs between the languages.
SAID = dict.fromkeys(("text", "title", "shown", "calculation", "consequence"), "")


def _threshold(quoted: dict[str, str], _: dict[str, str]) -> str:
    others = int(quoted["persons"]) - 1
    return f"{Decimal(quoted['first_person']) + others * Decimal(quoted['other_person']):.2f}"


def _income(quoted: dict[str, str], _: dict[str, str]) -> str:
    twelfths = 4 * Decimal(quoted["income_of_three_months"]) + Decimal(quoted["irregular_income"])
    return f"{(twelfths / 12).quantize(CENT, ROUND_HALF_UP):f}"


def _property(quoted: dict[str, str], _: dict[str, str]) -> str:
    names = ("savings", "homes", "land_m2", "motor_vehicles")
    return "passed" if all(Decimal(quoted[name]) <= Decimal(quoted[f"{name}_limit"]) for name in names) else "failed"


def _status(quoted: dict[str, str], values: dict[str, str]) -> str:
    income = Decimal(quoted["household_income"])
    if quoted["property_test_passed"] != "true":
        return "none"
    if income <= Decimal(values["needy_threshold"]):
        return "needy"
    return "low_income" if income <= Decimal(values.get("low_income_threshold", -1)) else "none"


def _need(quoted: dict[str, str], _: dict[str, str]) -> str:
    product = Decimal(quoted["gmi_threshold"]) * Decimal(quoted["coefficient"])
    return f"{product.quantize(CENT, ROUND_HALF_UP):f}"


def _housing(quoted: dict[str, str], values: dict[str, str]) -> str:
    numbers = {name: Decimal(text) for name, text in quoted.items()}
    left = numbers["housing_need"] + numbers["recognised_housing_costs"]
    left -= numbers["household_income"] + numbers["gmi_benefit"]
    return f"{max(Decimal(0), left) if 'housing_need' in values else Decimal(0):.2f}"


def _granting(quoted: dict[str, str], values: dict[str, str]) -> str:
    income = Decimal(values["household_income"])
    fits = income <= max(Decimal(values["needy_threshold"]), Decimal(values.get("low_income_threshold", 0)))
    if fits and values["property_test"] == "failed":
        return "1"
    return "3" if int(quoted["working_age_adults"]) else "6"


RECOMPUTED: dict[str, Any] = {
    "household_income": _income,
    "needy_threshold": _threshold,
    "low_income_threshold": _threshold,
    "property_test": _property,
    "status": _status,
    "gmi_threshold": _threshold,
    "gmi_benefit": lambda quoted, _: f"{Decimal(quoted['gmi_threshold']) - Decimal(quoted['household_income']):.2f}",
    "housing_need": _need,
    "recognised_housing_costs": lambda quoted, _: f"{sum(map(Decimal, quoted.values()), Decimal(0)):.2f}",
    "housing_benefit": _housing,
    "granting_months": _granting,
}


def problems_of_enough(assessment: Assessment, found: Sequence[Enough]) -> Iterator[str]:
    """Where "enough" is not enough, or more than needed, or a missed gain has no word."""
    asked = [(one, need, _met(assessment, _raised(one.needs, need))) for one in found for need in (None, *one.needs)]
    answers = assess_many(case for _, _, case in asked)
    for (one, need, _), answer in zip(asked, answers, strict=True):
        if HAS[one.gain](assessment) or not one.needs:
            yield f"{one.gain} is not missed: {assessment.case}"
        if need is None and not HAS[one.gain](answer):
            yield f"{one.text} is not enough: {assessment.case}"
        if need is not None and HAS[one.gain](answer):
            yield f"{one.text} is not the edge of {need.fact}: {assessment.case}"


def _raised(needs: Sequence[Need], by_one: Need | None) -> list[Need]:
    return [replace(need, at_most=need.at_most + (need == by_one)) for need in needs]


def _met(assessment: Assessment, needs: Sequence[Need]) -> Any:
    case = assessment.case
    for need in needs:
        if need.fact == "income":
            case = with_income(case, need.at_most)
        else:
            case = replace(case, **{need.fact: need.at_most})  # type: ignore[arg-type]
    return case


if __name__ == "__main__":
    raise SystemExit(main())
