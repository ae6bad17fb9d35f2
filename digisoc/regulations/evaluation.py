"""One additional benefit decided for one household: the amount and what remains, or the one reason why not.

Pure whole-number arithmetic on plain facts: the order of persons, receipts and events never matters, nothing is ever
negative, and what is granted in a period never exceeds its ceiling.
"""

from collections.abc import Callable, Iterable

from digisoc.kernel.errors import N_, InvalidValue
from digisoc.kernel.money import MAX_CENTS, divide_half_up, format_euro, format_plain
from digisoc.regulations import enums as terms
from digisoc.regulations.eligibility import counted_grants, eligible_persons, first_refusal, person_refusal
from digisoc.regulations.terms_of_time import oldest_day
from digisoc.regulations.types import (
    Amount,
    Benefit,
    Content,
    Event,
    Facts,
    Granted,
    LawOfDay,
    Outcome,
    Receipt,
    Refusal,
    SetAside,
    Share,
)

#: No household is larger; more is a typing error.
MOST_PERSONS = 40
HUNDRED_PERCENT = 100_000
_ON_RECEIPTS = (terms.AmountKind.CEILING_WITH_RECEIPTS, terms.AmountKind.SHARE_OF_BILL)

type Answer = Share | Refusal


def evaluate(content: Content, code: str, facts: Facts, law: LawOfDay) -> Outcome:
    """Decide one benefit of a set. `law` is that of the day of the application.

    Raises `InvalidValue` for a benefit that the set does not have ("benefit.unknown") and for facts that can't be
    ("facts.persons", "facts.amount", "facts.twice").
    """
    benefit = content.benefit(code)
    if benefit is None:
        raise InvalidValue(
            N_("The regulations of that day have no benefit “%(name)s”."), code="benefit.unknown", field="benefit",
            name=code,
        )
    _check_facts(facts)
    excluded = benefit.excludes | {other.code for other in content.benefits if code in other.excludes}
    refusal = first_refusal(benefit, excluded, facts, law)
    if refusal is None and not eligible_persons(benefit, facts, law):
        refusal = person_refusal(benefit, facts, law)
    unconfirmed = not benefit.source.confirmed_on(facts.applied_on) or bool(law.unconfirmed)
    if refusal is not None:
        return Outcome(code, refusal=refusal, unconfirmed=unconfirmed)
    return _decide(benefit, facts, law, unconfirmed)


def ceiling_cents(amount: Amount, law: LawOfDay) -> int | None:
    """The sum or the ceiling in cents on the day; None when there is none. Half a cent is rounded up."""
    if amount.value is None or amount.unit == terms.AmountUnit.EURO:
        return amount.value
    return divide_half_up(amount.value * law.minimum_wage, 1000)


def _decide(benefit: Benefit, facts: Facts, law: LawOfDay, unconfirmed: bool) -> Outcome:
    persons = frozenset(person.id for person in eligible_persons(benefit, facts, law))
    receipts, aside = _counted_receipts(benefit, facts, persons)
    if benefit.amount.kind in _ON_RECEIPTS and not receipts:
        reason = aside[-1].refusal if aside else Refusal("no_receipts", N_("There is no receipt or bill."))
        return Outcome(benefit.code, refusal=reason, set_aside=aside, unconfirmed=unconfirmed)
    holders = sorted(persons) if benefit.scope == terms.Scope.PERSON else [""]
    answers = [_answer(benefit, holder, receipts, persons, facts, law) for holder in holders]
    shares = tuple(answer for answer in answers if isinstance(answer, Share))
    total = sum(share.cents for share in shares)
    if total == 0:
        reason = next((answer for answer in answers if isinstance(answer, Refusal)), _nothing_to_pay())
        return Outcome(benefit.code, refusal=reason, set_aside=aside, unconfirmed=unconfirmed)
    left = [share.remaining for share in shares if share.remaining is not None]
    used = [reference for share in shares for reference in _used(benefit, share, receipts)]
    return Outcome(
        benefit.code, total, sum(left) if left else None, tuple(share for share in shares if share.cents),
        frozenset(used), aside, None, unconfirmed,
    )


def _used(benefit: Benefit, share: Share, receipts: tuple[Receipt, ...]) -> list[str]:
    """The receipts, oldest first, that it took to reach the sum; what is left over may be used again later."""
    if benefit.amount.kind not in _ON_RECEIPTS:
        return []
    part, total, found = benefit.amount.share or HUNDRED_PERCENT, 0, []
    for receipt in receipts:
        if (share.person and receipt.person != share.person) or total >= share.cents * HUNDRED_PERCENT:
            continue
        total += receipt.cents * part
        found.append(receipt.reference)
    return found


def _answer(
    benefit: Benefit, holder: str, receipts: tuple[Receipt, ...], persons: frozenset[str], facts: Facts, law: LawOfDay
) -> Answer:
    """What one holder (a person, or "" for the household) gets."""
    earlier = tuple(
        one for one in counted_grants(benefit, facts)
        if one.code == benefit.code and (not holder or one.person in ("", holder))
    )
    ceiling = ceiling_cents(benefit.amount, law)
    if earlier and benefit.amount.kind == terms.AmountKind.FIXED:
        return _granted_already(ceiling or 0, earlier)
    left = None if ceiling is None else max(ceiling - sum(one.cents for one in earlier), 0)
    if ceiling is not None and left == 0:
        return Refusal(
            "used_up", N_("The ceiling of %(limit)s for this period is used up."), {"limit": format_euro(ceiling)},
            format_plain(ceiling), format_plain(sum(one.cents for one in earlier)),
        )
    amount = benefit.amount
    mine = tuple(receipt for receipt in receipts if not holder or receipt.person == holder)
    computations: dict[terms.AmountKind, Callable[[], Answer]] = {
        terms.AmountKind.FIXED: lambda: Share(holder, ceiling or 0, None),
        terms.AmountKind.CEILING_WITH_RECEIPTS: lambda: Share(holder, sum(one.cents for one in mine), None),
        terms.AmountKind.UP_TO_NEED: lambda: Share(holder, facts.need, None),
        terms.AmountKind.SHARE_OF_BILL: lambda: _share_of_bill(amount, mine, earlier),
        terms.AmountKind.PER_EVENT: lambda: _per_event(amount, _events_of(facts, holder, persons), earlier),
    }
    answer = computations[amount.kind]()
    if isinstance(answer, Refusal):
        return answer
    cents = answer.cents if left is None else min(answer.cents, left)
    return Share(holder, cents, None if left is None else left - cents, answer.count)


def _granted_already(cents: int, earlier: tuple[Granted, ...]) -> Refusal:
    latest = max(one.day for one in earlier)
    return Refusal(
        "granted_already", N_("This benefit was already granted for this period on %(actual)s."),
        {"actual": f"{latest:%d.%m.%Y}"}, format_plain(cents), latest.isoformat(),
    )


def _share_of_bill(amount: Amount, bills: tuple[Receipt, ...], earlier: tuple[Granted, ...]) -> Answer:
    """A share of all bills together; with a limit of days, the earliest days first, a bill cut in proportion."""
    left, cents, days = _count_left(amount, earlier), 0, 0
    for bill in bills:
        counted = bill.days if left is None else min(bill.days, left - days)
        cents += bill.cents if counted == bill.days else bill.cents * counted // bill.days
        days += counted
    if left == 0:
        return _count_used_up(amount)
    return Share("", divide_half_up(cents * (amount.share or 0), HUNDRED_PERCENT), None, days)


def _per_event(amount: Amount, events: tuple[Event, ...], earlier: tuple[Granted, ...]) -> Answer:
    """Each event at its rate, the earliest first when their number is limited."""
    rates = {rate.kind: rate for rate in amount.rates}
    left, cents, number = _count_left(amount, earlier), 0, 0
    for event in events:
        rate = rates.get(event.kind)
        if rate is None:
            continue
        paid = max(event.count - rate.from_number + 1, 0)
        paid = paid if left is None else min(paid, left - number)
        cents, number = cents + paid * rate.cents, number + paid
    if left == 0:
        return _count_used_up(amount)
    if number == 0:
        return Refusal("no_events", N_("Nothing that this benefit pays for has happened."))
    return Share("", cents, None, number)


def _count_left(amount: Amount, earlier: tuple[Granted, ...]) -> int | None:
    return None if amount.max_count is None else max(amount.max_count - sum(one.count for one in earlier), 0)


def _count_used_up(amount: Amount) -> Refusal:
    return Refusal(
        "count_used_up", N_("The number of %(limit)s for this period is used up."), {"limit": amount.max_count},
        str(amount.max_count), str(amount.max_count),
    )


def _nothing_to_pay() -> Refusal:
    return Refusal("nothing_to_pay", N_("The sum that could be granted is nought."), limit="0.01", actual="0.00")


def _counted_receipts(
    benefit: Benefit, facts: Facts, persons: frozenset[str]
) -> tuple[tuple[Receipt, ...], tuple[SetAside, ...]]:
    """The receipts that count, oldest first, and those that don't with the reason; each reference once."""
    counted: list[Receipt] = []
    aside: list[SetAside] = []
    seen: set[str] = set()
    used = {reference for one in facts.granted for reference in one.references}
    for receipt in sorted(facts.receipts, key=lambda one: (one.day, one.reference, one.cents, one.person, one.days)):
        reason = _why_not(benefit, receipt, facts, persons)
        if receipt.reference in used:
            reason = Refusal("receipt_used", N_("A benefit was already granted on this receipt."))
        elif receipt.reference in seen:
            reason = Refusal("receipt_twice", N_("This receipt stands in the application twice; it counts once."))
        seen.add(receipt.reference)
        if reason is None:
            counted.append(receipt)
        else:
            aside.append(SetAside(receipt.reference, reason))
    return tuple(counted), tuple(aside)


def _why_not(benefit: Benefit, receipt: Receipt, facts: Facts, persons: frozenset[str]) -> Refusal | None:
    term = benefit.time.receipt_age
    oldest = oldest_day(facts.applied_on, term) if term else None
    if receipt.day > facts.applied_on:
        return Refusal(
            "receipt_later", N_("The receipt of %(actual)s is later than the application of %(limit)s."),
            {"actual": f"{receipt.day:%d.%m.%Y}", "limit": f"{facts.applied_on:%d.%m.%Y}"},
            facts.applied_on.isoformat(), receipt.day.isoformat(),
        )
    if oldest and receipt.day < oldest:
        return Refusal(
            "receipt_too_old", N_("The receipt of %(actual)s is too old; it may be of %(limit)s at the earliest."),
            {"actual": f"{receipt.day:%d.%m.%Y}", "limit": f"{oldest:%d.%m.%Y}"}, oldest.isoformat(),
            receipt.day.isoformat(),
        )
    if benefit.amount.max_count is not None and benefit.amount.share is not None and receipt.days == 0:
        return Refusal("receipt_days", N_("The bill does not say for how many days it is."))
    whose_unknown = benefit.scope == terms.Scope.PERSON and not receipt.person
    if whose_unknown or (receipt.person and receipt.person not in persons):
        return Refusal("receipt_person", N_("The receipt is not for a person who can have this benefit."))
    return None


def _events_of(facts: Facts, holder: str, persons: frozenset[str]) -> tuple[Event, ...]:
    mine = [
        event for event in facts.events
        if event.day <= facts.applied_on
        and (event.person == holder if holder else not event.person or event.person in persons)
    ]
    return tuple(sorted(mine, key=lambda one: (one.day, one.kind.value, one.person, one.count)))


def _check_facts(facts: Facts) -> None:
    if not 1 <= len(facts.persons) <= MOST_PERSONS:
        raise InvalidValue(
            N_("A household has 1 to %(limit)s persons, not %(actual)s."), code="facts.persons", field="persons",
            limit=MOST_PERSONS, actual=len(facts.persons),
        )
    ids = [person.id for person in facts.persons]
    if len(set(ids)) != len(ids) or "" in ids:
        raise InvalidValue(N_("Two persons of the household have the same name."), code="facts.twice", field="persons")
    numbers: Iterable[int] = [
        facts.need, *(one.cents for one in facts.receipts), *(one.days for one in facts.receipts),
        *(one.count for one in facts.events), *(one.cents for one in facts.granted),
        *(one.count for one in facts.granted),
    ]
    if any(not 0 <= number <= MAX_CENTS for number in numbers):
        raise InvalidValue(
            N_("An amount or a number in the application is negative or too large to be true."), code="facts.amount",
        )
