"""From a set's JSON to its frozen content.

What contradicts itself is refused here, what contradicts the law in `bounds`.
"""

from typing import Any

from digisoc.kernel.errors import N_
from digisoc.regulations import enums as terms
from digisoc.regulations.reading import Place
from digisoc.regulations.types import (
    Amount,
    Benefit,
    Coefficients,
    Content,
    Eligibility,
    EventRate,
    IncomeCap,
    RegulationError,
    Source,
    Term,
    ThresholdPair,
    Thresholds,
    TimeRules,
    Window,
)

#: No municipal multiple of the minimum wage or coefficient is larger; a larger one is a typing error.
LARGEST_MULTIPLE = 50_000
LARGEST_COEFFICIENT = 10_000
HUNDRED_PERCENT = 100_000
LARGEST_WAGE_PERCENT = 1_000_000
MOST_BENEFITS = 200

_WHO = (
    "statuses", "households", "not_households", "children_from", "children_to", "persons", "age_from", "age_to",
    "disability", "education", "circumstances", "without", "proofs", "occasions", "income_cap",
)
_BENEFIT = (
    "code", "name_lv", "name_en", "kind", "scope", "who", "amount", "period", "time", "payee", "form", "excludes",
    "paid", "source",
)


def parse_content(raw: Any) -> Content:
    """The content of a set; raises `RegulationError` at the first place that can't be accepted."""
    place = Place(raw).mapping("thresholds", "coefficients", "benefits")
    content = Content(
        _thresholds(place.at("thresholds")), _coefficients(place.at("coefficients")), _benefits(place.at("benefits"))
    )
    if content == Content():
        raise RegulationError(
            "content", N_("The set says nothing yet."), code="regulation.empty",
            hint=N_("Add a threshold, a coefficient or a benefit."),
        )
    return content


def _source(place: Place) -> Source:
    place.mapping("act", "link", "status", "known_until", "note")
    link = place.need("link").text(400)
    if not link.startswith(("https://", "http://")):
        raise RegulationError(
            f"{place.path}.link", N_("%(path)s: a link starts with https://."), code="regulation.link"
        )
    known, note = place.at("known_until"), place.at("note")
    return Source(
        place.need("act").text(300), link, place.need("status").term(terms.Certainty),
        None if known.empty else known.month(), "" if note.empty else note.text(500),
    )


def _thresholds(place: Place) -> Thresholds | None:
    if place.empty:
        return None
    place.mapping("unit", "pairs", "source")
    unit = place.need("unit").term(terms.ThresholdUnit)
    pairs = tuple(_pair(item, unit) for item in place.need("pairs").items())
    _once(place.path + ".pairs", [pair.household_type for pair in pairs])
    if not pairs:
        raise RegulationError(
            f"{place.path}.pairs", N_("%(path)s: at least one pair of amounts is needed."), code="regulation.missing"
        )
    return Thresholds(unit, pairs, _source(place.need("source")))


def _pair(place: Place, unit: terms.ThresholdUnit) -> ThresholdPair:
    place.mapping("household_type", "first", "other")
    other = place.at("other")

    def value(part: Place) -> int:
        return part.euro() if unit == terms.ThresholdUnit.EURO else part.scaled(1000, largest=HUNDRED_PERCENT)

    kind = place.need("household_type").term(terms.HouseholdType)
    alone = kind == terms.HouseholdType.LONE_PENSIONER_OR_DISABLED
    if unit == terms.ThresholdUnit.EURO and other.empty and not alone:
        raise RegulationError(
            other.path, N_("%(path)s: the amount for each other person is missing."), code="regulation.missing"
        )
    return ThresholdPair(kind, value(place.need("first")), None if other.empty else value(other))


def _coefficients(place: Place) -> Coefficients | None:
    if place.empty:
        return None
    groups = place.mapping("groups", "source").need("groups").mapping(*(group.value for group in terms.HousingGroup))
    values = tuple(
        (group, groups.at(group).scaled(1000, largest=LARGEST_COEFFICIENT))
        for group in terms.HousingGroup if not groups.at(group).empty
    )
    return Coefficients(values, _source(place.need("source")))


def _benefits(place: Place) -> tuple[Benefit, ...]:
    benefits = tuple(_benefit(item) for item in place.items())
    if len(benefits) > MOST_BENEFITS:
        raise RegulationError(
            place.path, N_("%(path)s: more than %(limit)s benefits in one set."), code="regulation.many",
            limit=MOST_BENEFITS,
        )
    _once(place.path, [benefit.code for benefit in benefits])
    known = {benefit.code for benefit in benefits} | {item.value for item in terms.OtherSupport}
    for number, benefit in enumerate(benefits):
        for code in sorted(benefit.excludes):
            if code not in known or code == benefit.code:
                raise Place._unknown(f"{place.path}[{number}].excludes", code, sorted(known - {benefit.code}))
    return benefits


def _benefit(place: Place) -> Benefit:
    place.mapping(*_BENEFIT)
    paid, time = place.at("paid"), place.at("time")
    kind, who = place.need("kind").term(terms.BenefitKind), _eligibility(place.at("who"))
    benefit = Benefit(
        code=place.need("code").code(), name_lv=place.need("name_lv").text(), name_en=place.need("name_en").text(),
        kind=kind, scope=place.need("scope").term(terms.Scope), eligibility=who,
        amount=_amount(place.need("amount")), period=place.need("period").term(terms.Period),
        time=TimeRules() if time.empty else _time(time),
        payee=place.need("payee").term(terms.Payee), form=place.need("form").term(terms.Form),
        excludes=frozenset(item.code() for item in place.at("excludes").items()),
        paid=None if paid.empty else paid.term(terms.Period), source=_source(place.need("source")),
    )
    _check_family(place.path, benefit)
    if benefit.amount.kind == terms.AmountKind.UP_TO_NEED and benefit.scope == terms.Scope.PERSON:
        raise RegulationError(
            f"{place.path}.scope", N_("%(path)s: what the household needs is one sum, so it has one ceiling."),
            code="regulation.scope", hint=N_("Choose the household, or a ceiling with receipts per person."),
        )
    return benefit


def _check_family(path: str, benefit: Benefit) -> None:
    """A crisis benefit asks no means; one for specific expenses is for needy or low-income households (SPSP 35(2))."""
    who = benefit.eligibility
    tested = bool(who.statuses - {terms.Status.NONE}) and terms.Status.NONE not in who.statuses
    if benefit.kind == terms.BenefitKind.CRISIS and (tested or who.income_cap):
        raise RegulationError(
            f"{path}.who", N_("%(path)s: a crisis benefit is granted without a means test."), code="regulation.crisis",
            hint=N_("Remove the status and the income limit, or choose another kind of benefit."),
        )
    if benefit.kind == terms.BenefitKind.SPECIFIC_EXPENSE and not tested:
        raise RegulationError(
            f"{path}.who.statuses", N_("%(path)s: a benefit for specific expenses names the needy or the low-income "
                                       "household."),
            code="regulation.status", hint=N_("Choose a status, or call the benefit voluntary."),
        )


def _eligibility(place: Place) -> Eligibility:
    if place.empty:
        return Eligibility()
    place.mapping(*_WHO)
    cap = place.at("income_cap")
    who = Eligibility(
        place.at("statuses").terms(terms.Status), place.at("households").terms(terms.BenefitHousehold),
        place.at("not_households").terms(terms.BenefitHousehold), _count(place.at("children_from")),
        _count(place.at("children_to")), place.at("persons").terms(terms.PersonGroup), _count(place.at("age_from")),
        _count(place.at("age_to")), place.at("disability").terms(terms.Disability),
        place.at("education").terms(terms.Education), place.at("circumstances").terms(terms.Circumstance),
        place.at("without").terms(terms.Circumstance), place.at("proofs").terms(terms.Proof),
        place.at("occasions").terms(terms.Occasion), None if cap.empty else _income_cap(cap),
    )
    for first, last, low, high in (
        ("children_from", "children_to", who.children_from, who.children_to),
        ("age_from", "age_to", who.age_from, who.age_to),
    ):
        if low is not None and high is not None and low > high:
            raise RegulationError(
                f"{place.path}.{first}", N_("%(path)s: %(low)s is more than %(other)s, %(high)s."),
                code="regulation.order", low=low, other=last, high=high,
            )
    return who


def _count(place: Place) -> int | None:
    return None if place.empty else place.whole(0, 150)


def _income_cap(place: Place) -> IncomeCap:
    place.mapping("basis", "scope", "unit", "value")
    unit, value = place.need("unit").term(terms.CapUnit), place.need("value")
    return IncomeCap(
        place.need("basis").term(terms.CapBasis), place.need("scope").term(terms.CapScope), unit,
        value.euro() if unit == terms.CapUnit.EURO else value.scaled(1000, largest=LARGEST_WAGE_PERCENT),
    )


def _amount(place: Place) -> Amount:
    place.mapping("kind", "unit", "value", "share", "rates", "max_count")
    kind, unit = place.need("kind").term(terms.AmountKind), place.at("unit")
    amount = Amount(
        kind, terms.AmountUnit.EURO if unit.empty else unit.term(terms.AmountUnit),
        rates=tuple(_rate(item) for item in place.at("rates").items()),
        share=None if place.at("share").empty else _share(place.at("share")),
        max_count=None if place.at("max_count").empty else place.at("max_count").whole(1, 366),
    )
    for name, owner in (("share", terms.AmountKind.SHARE_OF_BILL), ("rates", terms.AmountKind.PER_EVENT)):
        if getattr(amount, name) and kind != owner:
            raise RegulationError(
                f"{place.path}.{name}", N_("%(path)s: this does not belong to an amount of the kind “%(kind)s”."),
                code="regulation.amount", kind=kind.value,
            )
    _once(f"{place.path}.rates", [rate.kind for rate in amount.rates])
    value = place.at("value")
    return amount if value.empty else _with_value(amount, value)


def _with_value(amount: Amount, place: Place) -> Amount:
    euro = amount.unit == terms.AmountUnit.EURO
    value = place.euro() if euro else place.scaled(1000, largest=LARGEST_MULTIPLE)
    if value == 0:
        raise RegulationError(
            place.path, N_("%(path)s: the amount is nought; leave it out while it is not known."),
            code="regulation.nought",
        )
    return Amount(amount.kind, amount.unit, value, amount.share, amount.rates, amount.max_count)


def _share(place: Place) -> int:
    share = place.scaled(1000, largest=LARGEST_WAGE_PERCENT)
    if not 0 < share <= HUNDRED_PERCENT:
        raise RegulationError(
            place.path, N_("%(path)s: %(value)s %% of a bill is not possible; it is more than 0 and at most 100 %%."),
            code="regulation.percent", value=place.value,
        )
    return share


def _rate(place: Place) -> EventRate:
    place.mapping("event", "value", "from_number")
    start = place.at("from_number")
    return EventRate(
        place.need("event").term(terms.EventKind), place.need("value").euro(),
        1 if start.empty else start.whole(1, 366),
    )


def _time(place: Place) -> TimeRules:
    place.mapping("application_window", "apply_within", "receipt_age", "decide_within")
    window = place.at("application_window")
    return TimeRules(
        None if window.empty else _window(window),
        *(_term(place.at(name)) for name in ("apply_within", "receipt_age", "decide_within")),
    )


def _window(place: Place) -> Window:
    place.mapping("from", "to")
    return Window(place.need("from").month_day(), place.need("to").month_day())


def _term(place: Place) -> Term | None:
    if place.empty:
        return None
    place.mapping(*(unit.value for unit in terms.DayCount))
    given = [unit for unit in terms.DayCount if not place.at(unit).empty]
    if len(given) != 1:
        raise RegulationError(
            place.path, N_("%(path)s: give the term once: in days, working days or months."), code="regulation.term"
        )
    return Term(place.at(given[0]).whole(1, 1000), given[0])


def _once(path: str, names: list[Any]) -> None:
    for number, name in enumerate(names):
        if name in names[:number]:
            raise RegulationError(
                f"{path}[{number}]", N_("%(path)s: “%(name)s” stands here a second time."), code="regulation.twice",
                name=str(name),
            )
