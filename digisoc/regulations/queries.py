"""Reads of sets. Rows of other institutions don't exist here: the database hides them."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from digisoc.core.api import acting_institution_id
from digisoc.kernel.errors import N_, InvalidValue, NotVisible
from digisoc.regulations.bounds import PARTS, amounts_on
from digisoc.regulations.enums import SetState
from digisoc.regulations.evaluation import evaluate
from digisoc.regulations.law import COEFFICIENT, MAXIMUM, NEEDY, law_of_day, number_on
from digisoc.regulations.models import RegulationSet
from digisoc.regulations.types import (
    Benefit,
    Coefficients,
    Facts,
    MunicipalInputs,
    Outcome,
    ResolvedCoefficient,
    ResolvedPair,
    ThresholdPair,
    Thresholds,
)


def set_in_force(institution_id: int, day: date) -> RegulationSet | None:
    """The published set of an institution on a day; None where nothing is published."""
    begun = published_sets(institution_id).filter(valid_from__lte=day)
    return begun.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day)).first()


def published_sets(institution_id: int) -> QuerySet[RegulationSet]:
    """All published sets of an institution, oldest first."""
    return RegulationSet.objects.filter(institution_id=institution_id, state=SetState.PUBLISHED).order_by("valid_from")


def history() -> QuerySet[RegulationSet]:
    """Every set of the acting institution in whatever state, the latest validity first."""
    people = ("drafted_by", "submitted_by", "returned_by", "approved_by", "published_by", "follows")
    return RegulationSet.objects.select_related(*people).order_by("-valid_from", "-id")


def regulation_set(uid: UUID) -> RegulationSet:
    """One set of the acting institution; `NotVisible` (code "regulation_set") for another's."""
    found = history().filter(uid=uid).first()
    if found is None:
        raise NotVisible(
            N_("These regulations are not in your institution's register."), code="regulation_set",
            hint=N_("Check the address, or open the list of regulations."),
        )
    return found


def benefits_in_force(day: date) -> tuple[Benefit, ...]:
    """The additional benefits of the acting institution on a day, in the order of its act."""
    current = set_in_force(acting_institution_id(), day)
    return current.parsed().benefits if current else ()


def decide_benefit(code: str, facts: Facts) -> Outcome:
    """Decide one benefit by the acting institution's set and the law of the day of the application.

    Raises `InvalidValue`: "regulations.none" without a published set on that day, and what `evaluate` raises.
    """
    current = set_in_force(acting_institution_id(), facts.applied_on)
    if current is None:
        raise InvalidValue(
            N_("No regulations of your institution are published for %(day)s."), code="regulations.none",
            hint=N_("Publish regulations that hold on that day first."), day=f"{facts.applied_on:%d.%m.%Y}",
        )
    return evaluate(current.parsed(), code, facts, law_of_day(facts.applied_on))


def resolve_for_rules(day: date) -> MunicipalInputs:
    """The acting institution's own thresholds and housing coefficients of a day, for the assessment.

    A threshold that a later change of the law has left behind is brought inside the bounds of SPSP 33(4), unconfirmed,
    and says so; a coefficient below the state's is left out, because the state's then holds.
    """
    current = set_in_force(acting_institution_id(), day)
    if current is None:
        return MunicipalInputs()
    content = current.parsed()
    thresholds, coefficients = content.thresholds, content.coefficients
    since = current.valid_from.isoformat()
    return MunicipalInputs(
        tuple(_pair(thresholds, pair, day, since) for pair in thresholds.pairs) if thresholds else (),
        _coefficients(coefficients, day, since) if coefficients else (),
    )


def _pair(thresholds: Thresholds, pair: ThresholdPair, day: date, since: str) -> ResolvedPair:
    written = amounts_on(thresholds, pair, day)
    lawful = tuple(_within_law(part, cents, day) for part, cents in zip(PARTS, written, strict=True))
    sure, source = thresholds.source.confirmed_on(day), thresholds.source
    note = source.note
    if lawful != written:
        note = f"brought inside the bounds of SPSP 33(4); {note}"
    first_sure, other_sure = (sure and before == after for before, after in zip(written, lawful, strict=True))
    return ResolvedPair(
        pair.household_type.value, lawful[0] or 0, lawful[1] or 0, first_sure, other_sure, since, source.act,
        source.link, note,
    )


def _within_law(part: str, cents: int | None, day: date) -> int | None:
    lowest, highest = number_on(NEEDY % part, day), number_on(MAXIMUM % part, day)
    if cents is None or lowest is None or highest is None:
        return cents
    return min(max(cents, lowest), highest)


def _coefficients(coefficients: Coefficients, day: date, since: str) -> tuple[ResolvedCoefficient, ...]:
    source = coefficients.source
    return tuple(
        ResolvedCoefficient(group.value, value, since, source.link, source.note, source.confirmed_on(day))
        for group, value in coefficients.groups if value >= (number_on(COEFFICIENT % group, day) or 0)
    )
