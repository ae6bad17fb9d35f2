"""The law's answer for one household: amounts, status, what failed, what is unconfirmed, and how it came about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from digisoc.kernel.money import format_plain
from digisoc.kernel.months import Month
from digisoc.rules.conditions import PROPERTY_LIMITS, failed_conditions
from digisoc.rules.counted import is_capped
from digisoc.rules.municipal import OwnCoefficient, Pair, own_coefficients, threshold_pairs
from digisoc.rules.provenance import coefficient_text, is_confirmed, parameter_used
from digisoc.rules.tracing import Run, trace_of
from digisoc.rules.types import Case, FailedCondition, Language, ParameterUsed
from digisoc.rules.vocabulary import HOUSEHOLD_TYPES, HOUSING_GROUPS, Status

STATUSES = tuple(item.name for item in Status)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the law gives one household in one month; all amounts in whole cents.

    `low_income_threshold` is None without a municipality, `housing_coefficient` (thousandths) is None while there is no
    state-wide housing benefit. `low_income_pair` is the municipality's pair that was applied. `edition` is the day of
    the last announcement that was known to this answer; None: everything that is known today.
    """

    case: Case
    household_size: int
    income_of_three_months: int
    irregular_income: int
    household_income: int
    gmi_threshold: int
    needy_threshold: int
    low_income_threshold: int | None
    low_income_pair: Pair | None
    property_test_passed: bool
    motor_vehicles_limit: int
    status: str
    gmi_benefit: int
    recognised_housing_costs: int
    housing_group: str
    housing_coefficient: int | None
    own_coefficient: OwnCoefficient | None
    housing_need: int
    housing_benefit: int
    working_age_adults: int
    granting_months: int
    failed_conditions: tuple[FailedCondition, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    edition: date | None = None
    _run: Run | None = field(default=None, compare=False, repr=False)
    _index: int = field(default=0, compare=False, repr=False)

    @classmethod
    def from_run(cls, case: Case, run: Run, index: int) -> Self:
        """Picks one household out of a pass and adds what follows: failed conditions and what is unconfirmed."""
        out = {name: values[index].item() for name, values in run.outputs.items()}
        month = case.benefit_month
        group = HOUSING_GROUPS[out["housing_group"]]
        own = _own_coefficient(case, group, out["housing_coefficient"], run.edition)
        pair = _pair(case, out["low_income_pair"], run.edition)
        named = out | {
            "status": STATUSES[out["status"]],
            "housing_group": group,
            "low_income_pair": pair,
            "own_coefficient": own,
            "low_income_threshold": out["low_income_threshold"] if pair else None,
            "housing_coefficient": out["housing_coefficient"] or None,
        }
        return cls(
            case=case,
            **named,
            failed_conditions=failed_conditions(case, named, run.edition),
            unconfirmed=tuple(_unconfirmed(case, named, month, run.edition)),
            edition=run.edition,
            _run=run,
            _index=index,
        )

    @property
    def parameters_used(self) -> tuple[ParameterUsed, ...]:
        """Every dated number that took part, with its source; what a decision freezes."""
        month = self.case.benefit_month
        names = [
            name
            for name in self._parameter_names()
            if not (name.startswith("spsp.housing_coefficient") and self.own_coefficient)
        ]
        used = [parameter_used(name, month, self.edition) for name in names]
        used += [
            parameter_used("labour_law.minimum_monthly_wage", paid_in, self.edition)
            for paid_in in _capped_months(self.case)
        ]
        return (*dict.fromkeys(used), *self._municipal_parameters())

    @property
    def trace(self) -> list[dict[str, Any]]:
        """Every variable computed for this household, in order, with its value and what it asked for; JSON-ready."""
        return list(trace_of(self._run, self._index, self.case)) if self._run else []

    def as_contract(self, lang: Language = "lv") -> dict[str, Any]:
        """The result exactly as the contract of `./run assess` states it."""
        return {
            "benefit_month": str(self.case.benefit_month),
            "household_income": format_plain(self.household_income),
            "gmi_threshold": format_plain(self.gmi_threshold),
            "needy_threshold": format_plain(self.needy_threshold),
            "low_income_threshold": None
            if self.low_income_threshold is None
            else format_plain(self.low_income_threshold),
            "status": self.status,
            "gmi_benefit": format_plain(self.gmi_benefit),
            "housing_coefficient": None
            if self.housing_coefficient is None
            else coefficient_text(self.housing_coefficient),
            "housing_group": self.housing_group,
            "recognised_housing_costs": format_plain(self.recognised_housing_costs),
            "housing_benefit": format_plain(self.housing_benefit),
            "granting_months": self.granting_months,
            "failed_conditions": [
                {
                    "code": item.code,
                    "message": item.message(lang),
                    "law": item.law,
                    "limit": item.limit,
                    "actual": item.actual,
                }
                for item in self.failed_conditions
            ],
            "unconfirmed": list(self.unconfirmed),
        }

    def _parameter_names(self) -> Iterator[str]:
        vehicles = "motor_vehicles_limit_with_children" if self.motor_vehicles_limit > 1 else "motor_vehicles_limit"
        for threshold in ("gmi_threshold", "needy_threshold"):
            yield f"spsp.{threshold}.first_person"
            if self.household_size > 1:
                yield f"spsp.{threshold}.other_person"
        yield from (f"spsp.property.{name}" for name in ("savings_limit", "homes_limit", "land_limit", vehicles))
        if self.housing_coefficient is not None:
            yield f"spsp.housing_coefficient.{self.housing_group}"
        yield from (f"mk_809.housing_norm.{position}" for position, cents in self.case.housing_costs if cents)
        yield "pensions_law.pension_age_months"
        working = {6: "no_working_age", 3: "working_age_present", 1: "other_criterion_fails"}
        yield f"mk_809.granting_months.{working.get(self.granting_months, 'working_age_present')}"

    def _municipal_parameters(self) -> Iterator[ParameterUsed]:
        pair, own, code = self.low_income_pair, self.own_coefficient, self.case.municipality
        if pair:
            parts = [("first", pair.first, pair.first_confirmed), ("other", pair.other, pair.other_confirmed)]
            for part, cents, sure in parts[: 2 if self.household_size > 1 else 1]:
                yield ParameterUsed(
                    f"municipal.{code}.low_income_threshold.{pair.household_type}.{part}_person",
                    format_plain(cents),
                    "euro",
                    pair.valid_from,
                    pair.act,
                    "SPSP 33(4)",
                    pair.link,
                    "confirmed" if sure else "unconfirmed",
                    "",
                    pair.note,
                )
        if own:
            yield ParameterUsed(
                f"municipal.{code}.housing_coefficient.{own.group}",
                coefficient_text(own.thousandths),
                "coefficient",
                own.valid_from,
                "binding regulations of the municipality",
                "SPSP 35(5)",
                own.link,
                "confirmed" if own.confirmed else "unconfirmed",
                "",
                own.note,
            )


def _pair(case: Case, bit: int, edition: date | None) -> Pair | None:
    if case.municipality is None or bit < 0:
        return None
    applying = threshold_pairs(case.municipality, case.benefit_month, edition)
    pairs = {pair.household_type: pair for pair in applying}
    return pairs[HOUSEHOLD_TYPES[bit]]


def _own_coefficient(case: Case, group: str, thousandths: int, edition: date | None) -> OwnCoefficient | None:
    """The municipality's coefficient where it is what was applied and differs from the state's."""
    if case.municipality is None or not thousandths:
        return None
    state = parameter_used(f"spsp.housing_coefficient.{group}", case.benefit_month, edition)
    for own in own_coefficients(case.municipality, case.benefit_month, edition):
        if own.group == group and own.thousandths == thousandths and coefficient_text(thousandths) != state.value:
            return own
    return None


def _capped_months(case: Case) -> list[Month]:
    """Months in which the minimum monthly wage capped somebody's disregarded income."""
    months = (
        month
        for person in case.persons
        for income in person.incomes
        for month, cents in income.months
        if cents and is_capped(person, income, month)
    )
    return sorted(set(months))


def _unconfirmed(case: Case, out: Mapping[str, Any], month: Month, law: date | None) -> Iterator[str]:
    """Codes of the unconfirmed numbers that took part in this very result."""
    for threshold in ("gmi_threshold", "needy_threshold"):
        people = ("first_person", "other_person")[: min(out["household_size"], 2)]
        if not all(is_confirmed(f"spsp.{threshold}.{name}", month, law) for name in people):
            yield threshold
    pair = out["low_income_pair"]
    if pair and not (pair.first_confirmed and (pair.other_confirmed or out["household_size"] == 1)):
        yield f"low_income_threshold.{case.municipality}"
    failed = {item.code for item in failed_conditions(case, out, law)}
    for code, name in PROPERTY_LIMITS.items():
        if code in failed and not is_confirmed(f"spsp.property.{name}", month, law):
            yield name
    if not all(is_confirmed("labour_law.minimum_monthly_wage", paid_in, law) for paid_in in _capped_months(case)):
        yield "minimum_monthly_wage"
    state_applies = out["housing_coefficient"] and not out["own_coefficient"]
    if state_applies and not is_confirmed(f"spsp.housing_coefficient.{out['housing_group']}", month, law):
        yield "housing_coefficient"
    for position, cents in case.housing_costs:
        if cents and not is_confirmed(f"mk_809.housing_norm.{position}", month, law):
            yield f"housing_norm.{position}"
