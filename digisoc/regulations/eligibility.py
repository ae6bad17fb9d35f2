"""Who may have a benefit, and when: checks in reading order, each with the one reason it gives."""

from collections.abc import Iterator
from datetime import date

from digisoc.kernel.clock import age_on
from digisoc.kernel.errors import N_
from digisoc.kernel.money import divide_half_up, format_euro, format_plain
from digisoc.kernel.months import Month
from digisoc.regulations import enums as terms
from digisoc.regulations.enums import BenefitHousehold as Kind
from digisoc.regulations.terms_of_time import last_day, period_around
from digisoc.regulations.types import Benefit, Facts, Granted, IncomeCap, LawOfDay, PersonFacts, Refusal

ADULT_FROM_MONTHS = 18 * 12


def first_refusal(benefit: Benefit, excluded: frozenset[str], facts: Facts, law: LawOfDay) -> Refusal | None:
    """The first condition on the household, the papers or the day that fails; None when all hold."""
    return next(_refusals(benefit, excluded, facts, law), None)


def eligible_persons(benefit: Benefit, facts: Facts, law: LawOfDay) -> tuple[PersonFacts, ...]:
    """The persons who meet every condition on a person, income cap of one's own included."""
    return tuple(person for person in facts.persons if _fits(benefit, person, facts, law))


def household_kinds(persons: tuple[PersonFacts, ...], law: LawOfDay) -> frozenset[Kind]:
    """Every household type that fits; ages are those on the first day of the month, as in `rules`."""
    children = [person for person in persons if is_child(person, law)]
    adults = len(persons) - len(children)
    protected = [person for person in persons if of_pension_age(person, law) or disabled(person)]
    others = [person for person in persons if person not in children and person not in protected]
    working_age = any(not is_child(person, law) and not of_pension_age(person, law) for person in persons)
    fits = {
        Kind.LONE_PENSIONER_OR_DISABLED: len(persons) == len(protected) == 1,
        Kind.ALL_PENSION_AGE_OR_DISABLED: not others,
        Kind.SINGLE_PARENT: adults == 1 and bool(children),
        Kind.WORKING_AGE_ADULT_PRESENT: working_age,
        Kind.NO_WORKING_AGE_ADULT: not working_age,
        Kind.WITH_CHILDREN: bool(children),
        Kind.GUARDIANSHIP_FAMILY: any(terms.Circumstance.IN_GUARDIANSHIP in one.circumstances for one in children),
        Kind.CHILD_WITH_DISABILITY: any(disabled(child) for child in children),
    }
    return frozenset(kind for kind, fit in fits.items() if fit)


def is_child(person: PersonFacts, law: LawOfDay) -> bool:
    """Younger than 18 on the first day of the month."""
    return _months_of_age(person, law.day) < ADULT_FROM_MONTHS


def of_pension_age(person: PersonFacts, law: LawOfDay) -> bool:
    """Has reached this year's pension age, or had reached last year's by its end."""
    born = person.birth_date.year * 12 + person.birth_date.month - 1
    last_december = (law.day.year - 1) * 12 + 11
    reached = _months_of_age(person, law.day) >= law.pension_age_months
    return reached or born <= last_december - law.earlier_pension_age_months


def disabled(person: PersonFacts) -> bool:
    """Group I, II or III, or a child with a disability."""
    return person.disability != terms.Disability.NONE


def counted_grants(benefit: Benefit, facts: Facts) -> tuple[Granted, ...]:
    """Earlier grants that fall into the period of this application, of whatever benefit.

    A one-off benefit stands once for each event: since the day of the event when that is known, else ever.
    """
    period = period_around(benefit.period, facts.applied_on)
    if period is None:
        return tuple(one for one in facts.granted if facts.occasion_on is None or one.day >= facts.occasion_on)
    return tuple(one for one in facts.granted if period[0] <= one.day <= period[1])


def _months_of_age(person: PersonFacts, day: date) -> int:
    born, first = person.birth_date, Month.of(day).first_day
    return (first.year - born.year) * 12 + first.month - born.month - (born.day > 1)


def _refusals(benefit: Benefit, excluded: frozenset[str], facts: Facts, law: LawOfDay) -> Iterator[Refusal]:
    if not benefit.payable:
        yield Refusal("amount_unknown", N_("The amount of this benefit is not entered yet, so it can't be paid."))
    yield from _household(benefit, facts, law)
    yield from _income(benefit, facts, law)
    yield from _papers(benefit, facts)
    yield from _days(benefit, facts)
    yield from _exclusions(benefit, excluded, facts)


def _household(benefit: Benefit, facts: Facts, law: LawOfDay) -> Iterator[Refusal]:
    who, kinds = benefit.eligibility, household_kinds(facts.persons, law)
    if who.statuses and terms.Status.NONE not in who.statuses and facts.status not in who.statuses:
        yield Refusal(
            "status", N_("The household does not have the status that this benefit asks for."),
            limit=_words(who.statuses), actual=facts.status.value,
        )
    if who.households and not who.households & kinds:
        yield Refusal(
            "household_type", N_("The household is not of the type that this benefit is for."),
            limit=_words(who.households), actual=_words(kinds),
        )
    if unwanted := who.not_households & kinds:
        yield Refusal(
            "household_type", N_("This benefit is not for households of this type."),
            limit=_words(who.not_households), actual=_words(unwanted),
        )
    children = sum(is_child(person, law) for person in facts.persons)
    if who.children_from is not None and children < who.children_from:
        yield Refusal(
            "children", N_("The benefit is for households with %(limit)s or more children; here there are %(actual)s."),
            {"limit": who.children_from, "actual": children}, str(who.children_from), str(children),
        )
    if who.children_to is not None and children > who.children_to:
        yield Refusal(
            "children", N_("The benefit is for households with at most %(limit)s children; here there are %(actual)s."),
            {"limit": who.children_to, "actual": children}, str(who.children_to), str(children),
        )


def _income(benefit: Benefit, facts: Facts, law: LawOfDay) -> Iterator[Refusal]:
    cap = benefit.eligibility.income_cap
    if cap is None or cap.scope == terms.CapScope.PERSON:
        return
    limit, total = cap_cents(cap, law), sum(_income_of(person, cap) for person in facts.persons)
    heads = len(facts.persons) if cap.scope == terms.CapScope.PER_HEAD else 1
    if total > limit * heads:
        yield income_refusal(divide_half_up(total, heads), limit)


def income_refusal(actual: int, limit: int) -> Refusal:
    """Income above a cap, both in cents."""
    return Refusal(
        "income_cap", N_("The income is %(actual)s a month; for this benefit it may be at most %(limit)s."),
        {"actual": format_euro(actual), "limit": format_euro(limit)}, format_plain(limit), format_plain(actual),
    )


def cap_cents(cap: IncomeCap, law: LawOfDay) -> int:
    """The cap in cents on the day; a percentage of the minimum wage rounded half up to a cent."""
    if cap.unit == terms.CapUnit.EURO:
        return cap.value
    return divide_half_up(law.minimum_wage * cap.value, 100_000)


def _income_of(person: PersonFacts, cap: IncomeCap) -> int:
    return person.income_gross if cap.basis == terms.CapBasis.GROSS else person.income_net


def _papers(benefit: Benefit, facts: Facts) -> Iterator[Refusal]:
    if missing := benefit.eligibility.proofs - facts.proofs:
        yield Refusal(
            "proof", N_("A paper or an assessment that this benefit asks for is missing."),
            limit=_words(benefit.eligibility.proofs), actual=_words(missing),
        )
    if benefit.kind == terms.BenefitKind.CRISIS and not facts.reason.strip():
        yield Refusal("reason", N_("A crisis benefit needs a reason in words: what happened and what is needed."))


def _days(benefit: Benefit, facts: Facts) -> Iterator[Refusal]:
    occasions, time = benefit.eligibility.occasions, benefit.time
    if occasions and facts.occasion not in occasions:
        yield Refusal(
            "occasion", N_("What happened is not what this benefit is for."), limit=_words(occasions),
            actual=facts.occasion.value if facts.occasion else "",
        )
    if time.application_window and not time.application_window.holds(facts.applied_on):
        yield Refusal(
            "application_window", N_("One can apply for this benefit %(limit)s; the application is of %(actual)s."),
            {"limit": str(time.application_window), "actual": _shown(facts.applied_on)},
            str(time.application_window), facts.applied_on.isoformat(),
        )
    happened = facts.occasion_on
    if happened and happened > facts.applied_on:
        yield Refusal(
            "occasion_later", N_("The event of %(actual)s lies after the application of %(limit)s."),
            {"actual": _shown(happened), "limit": _shown(facts.applied_on)}, facts.applied_on.isoformat(),
            happened.isoformat(),
        )
    if time.apply_within:
        yield from _too_late(last_day(happened, time.apply_within) if happened else None, facts.applied_on)


def _too_late(last: date | None, applied_on: date) -> Iterator[Refusal]:
    if last is None:
        yield Refusal("occasion_day", N_("The day of the event is not known, so the term to apply can't be checked."))
    elif applied_on > last:
        yield Refusal(
            "too_late", N_("The last day to apply was %(limit)s; the application is of %(actual)s."),
            {"limit": _shown(last), "actual": _shown(applied_on)}, last.isoformat(), applied_on.isoformat(),
        )


def _exclusions(benefit: Benefit, excluded: frozenset[str], facts: Facts) -> Iterator[Refusal]:
    held = {support.value for support in facts.other_support} | {one.code for one in counted_grants(benefit, facts)}
    if found := sorted(excluded & held):
        yield Refusal(
            "excluded", N_("This benefit is not given together with another that the household has."),
            limit=_words(excluded), actual=", ".join(found),
        )


def _fits(benefit: Benefit, person: PersonFacts, facts: Facts, law: LawOfDay) -> bool:
    who = benefit.eligibility
    age = age_on(person.birth_date, facts.applied_on)
    cap = who.income_cap
    return all((
        not who.persons or bool(who.persons & _groups(person, law)),
        who.age_from is None or age >= who.age_from,
        who.age_to is None or age <= who.age_to,
        not who.disability or person.disability in who.disability,
        not who.education or person.education in who.education,
        not who.circumstances or bool(who.circumstances & person.circumstances),
        not who.without & person.circumstances,
        cap is None or cap.scope != terms.CapScope.PERSON or _income_of(person, cap) <= cap_cents(cap, law),
    ))


def person_refusal(benefit: Benefit, facts: Facts, law: LawOfDay) -> Refusal:
    """Why no person of the household can have it; names the income when that alone stands in the way."""
    cap = benefit.eligibility.income_cap
    if cap is not None and cap.scope == terms.CapScope.PERSON:
        others = [one for one in facts.persons if _fits_but_for_income(benefit, one, facts, law)]
        if others:
            return income_refusal(min(_income_of(one, cap) for one in others), cap_cents(cap, law))
    return Refusal("person", N_("Nobody in the household meets the conditions that this benefit sets for a person."))


def _fits_but_for_income(benefit: Benefit, person: PersonFacts, facts: Facts, law: LawOfDay) -> bool:
    poor = PersonFacts(person.id, person.birth_date, person.disability, person.education, person.circumstances)
    return _fits(benefit, poor, facts, law)


def _groups(person: PersonFacts, law: LawOfDay) -> frozenset[terms.PersonGroup]:
    group = terms.PersonGroup
    found = {group.CHILD if is_child(person, law) else group.ADULT}
    if of_pension_age(person, law):
        found.add(group.PENSION_AGE)
    if disabled(person):
        found.add(group.DISABLED)
    return frozenset(found)


def _words(terms_: frozenset[str] | frozenset[terms.Status]) -> str:
    return ", ".join(sorted(str(term) for term in terms_))


def _shown(day: date) -> str:
    return f"{day:%d.%m.%Y}"
