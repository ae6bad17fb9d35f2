"""The calculation of an application as the pages show it: frozen when it was assessed, live while facts can change."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from digisoc.decisions.api import Assessment as FrozenAssessment
from digisoc.decisions.api import facts_are_fresh, latest_assessment, live_decision_of
from digisoc.intake.api import Application, case_facts, income_rows, months_of, property_rows
from digisoc.intake.enums import ApplicationState, Request
from digisoc.kernel.money import parse_euro
from digisoc.kernel.months import Month
from digisoc.rules.api import Assessment, assess, explain, parse_case
from digisoc.web.desk import declaration_tables as tables
from digisoc.web.desk.decisions import insights, words


@dataclass(frozen=True, slots=True)
class Calculation:
    """The law's answer for an application: the steps, and the result by which the insights ask again.

    `frozen` is the stored assessment, None for a live preview. `steps` have the form of `rules.api.Step.as_dict`.
    """

    application: Application
    frozen: FrozenAssessment | None
    now: Assessment
    steps: list[dict[str, Any]]

    @property
    def titled_steps(self) -> list[tuple[str, dict[str, Any]]]:
        """Each step but the result with its title, which says from when on a later month's step holds."""
        last = self.last_step
        return [(words.step_title(step), step) for step in self.steps if step is not last]

    @property
    def last_step(self) -> dict[str, Any] | None:
        """The step that is the result, when exactly one benefit is given; it stands at the end."""
        given = [name for name, cents in self.benefits.items() if cents]
        if len(given) != 1:
            return None
        return next((step for step in self.steps if step["step"] == f"{given[0]}_benefit"), None)

    @property
    def first_day(self) -> date:
        """The first day of the period that would be granted."""
        return self.now.case.benefit_month.first_day

    @property
    def last_day(self) -> date:
        """The last day of the period that would be granted."""
        return (self.now.case.benefit_month + max(self.months - 1, 0)).last_day

    @property
    def months(self) -> int:
        """How many months would be granted."""
        return self.now.granting_months

    @property
    def status(self) -> str:
        """needy, low_income or none."""
        return self.now.status

    @property
    def grants(self) -> bool:
        """Is anything given for which there is a period?"""
        return self.now.status != "none" or bool(self.total)

    @property
    def benefits(self) -> dict[str, int]:
        """Cents a month of each benefit that was asked for, in the first month."""
        due = {Request.GMI: self.now.gmi_benefit, Request.HOUSING: self.now.housing_benefit}
        return {request.value: cents for request, cents in due.items() if request in self.application.requests}

    @property
    def not_asked_for(self) -> dict[str, int]:
        """Benefits that would be due and that the application doesn't ask for."""
        due = {Request.GMI: self.now.gmi_benefit, Request.HOUSING: self.now.housing_benefit}
        return {
            request.value: cents for request, cents in due.items()
            if cents and request not in self.application.requests
        }

    @property
    def total(self) -> int:
        """All benefits asked for together, in cents in the first month."""
        return sum(self.benefits.values())

    @property
    def rises_or_falls(self) -> bool:
        """Does a later month bring another amount?"""
        later = self.frozen.later_months if self.frozen else []
        names = ("gmi_benefit", "housing_benefit")
        return any(
            parse_euro(month[name]) != getattr(self.now, name) for month in later for name in names
        )


@dataclass(frozen=True, slots=True)
class Attention:
    """One difference between sources in words; `settled` when a correction with a reason stands behind it."""

    title: str
    values: str
    effect: str
    settled: bool


def calculate(application: Application) -> Calculation:
    """The frozen assessment while its facts are those of the declaration, else a live one; `CaseError` when neither."""
    frozen = frozen_for(application)
    if frozen:
        return from_frozen(application, frozen)
    now = assess(parse_case(case_facts(application)))
    return Calculation(application, None, now, [step.as_dict() for step in explain(now, words.reader_language())])


def from_frozen(application: Application, frozen: FrozenAssessment) -> Calculation:
    """A stored assessment as it was frozen; only the insights ask the law again, about the frozen facts."""
    now = assess(parse_case(frozen.facts))
    return Calculation(application, frozen, now, frozen.steps(words.reader_language()))


def frozen_for(application: Application) -> FrozenAssessment | None:
    """The assessment that stands for the application: the decided one, or the newest if nothing changed since."""
    if application.state == ApplicationState.DECIDED:
        decision = live_decision_of(application)
        return decision.assessment if decision else latest_assessment(application)
    newest = latest_assessment(application)
    return newest if newest and facts_are_fresh(newest) else None


def facts_context(application: Application) -> dict[str, Any]:
    """The declaration's tables with the source of each value: `months`, `incomes`, `properties`, `costs`."""
    months = months_of(application)
    return {
        "months": months,
        "incomes": tables.income_table(application),
        "properties": tables.property_table(application),
        "costs": tables.cost_table(application),
    }


def insights_context(calculation: Calculation) -> dict[str, Any]:
    """Beside the calculation, in words: `attention`, `not_asked_for`, `failed`, `unconfirmed`, `changes`."""
    application, now = calculation.application, calculation.now
    requests = application.requests
    found = insights.doubts(now, income_rows(application), property_rows(application), months_of(application))
    within = insights.if_property_fitted(now)
    enough = [one for one in insights.what_would_be_enough(now) if _asked(one.gain, requests)]
    sentences = [words.enough_in_words(one, now) for one in enough]
    return {
        "attention": [
            Attention(
                words.doubt_title(one), words.doubt_values(one), words.doubt_effect(one, requests), one.settled
            )
            for one in found
        ],
        "not_asked_for": [words.not_asked_for(name, cents) for name, cents in calculation.not_asked_for.items()],
        "failed": [
            {"text": item.message(words.reader_language()), "law": item.law, "link": item.link}
            for item in now.failed_conditions
        ],
        "unconfirmed": words.unconfirmed_in_words(
            calculation.frozen.unconfirmed if calculation.frozen else now.unconfirmed
        ),
        "changes": [*sentences, *filter(None, [words.within_limits_in_words(within, requests) if within else ""])],
    }


def result_context(calculation: Calculation) -> dict[str, Any]:
    """The last step: what comes out, in one line, with what it consists of."""
    given = {name: cents for name, cents in calculation.benefits.items() if cents}
    last = calculation.last_step or {}
    return {
        "title": words.result_title(list(given)),
        "cents": calculation.total,
        "parts": words.result_parts(given) if len(given) > 1 else last.get("calculation", ""),
        "law": last.get("law", ""), "law_url": last.get("source", ""), "unconfirmed": last.get("unconfirmed", False),
        "period": Month.of(calculation.first_day).shown if calculation.grants else "",
        "until": Month.of(calculation.last_day).shown if calculation.grants else "",
    }


def _asked(gain: str, requests: list[str]) -> bool:
    return gain in ("needy", "low_income") or gain in requests
