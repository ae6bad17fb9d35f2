"""What the law leaves to a municipality: thresholds from needy to the state maximum, coefficients from the state's up.

A set is held against the law of its first day and of every later day inside it from which the law is known to change.
"""

from datetime import date

from digisoc.kernel.errors import N_
from digisoc.kernel.money import divide_half_up, format_euro
from digisoc.regulations.enums import ThresholdUnit
from digisoc.regulations.law import COEFFICIENT, MAXIMUM, MEDIAN, NEEDY, days_of_change, first_day_known, number_on
from digisoc.regulations.types import Content, RegulationError, ThresholdPair, Thresholds

#: Parts of the law that bound a pair, and the percentage of the median above which no municipality may go (SPSP 33(4)).
PARTS = ("first", "other")
HIGHEST_PERCENT = 80_000
_OTHER_PERSON = (7, 10)


def check_against_law(content: Content, valid_from: date, valid_to: date | None) -> None:
    """Raise `RegulationError` at the first threshold or coefficient that the law does not allow."""
    if content.thresholds is not None:
        _check_thresholds(content.thresholds, valid_from, valid_to)
    if content.coefficients is not None:
        _check_coefficients(content, valid_from, valid_to)


def amounts_on(thresholds: Thresholds, pair: ThresholdPair, day: date) -> tuple[int, int | None]:
    """A pair in cents on a day.

    Percentages are taken of the day's median and rounded to whole euro (SPSP 33(1)); where only the first person has
    one, each other person has 0.7 of that amount, rounded alike. Raises `RegulationError` where the law has no median.
    """
    if thresholds.unit == ThresholdUnit.EURO:
        return pair.first, pair.other
    median = number_on(MEDIAN, day)
    if median is None:
        raise RegulationError(
            "thresholds.unit", N_("%(path)s: the law of %(day)s knows no median; write the amounts in euro."),
            code="bounds.median", day=shown(day),
        )
    first = _whole_euro(median * pair.first, 100_000)
    if pair.other is None:
        return first, _whole_euro(first * _OTHER_PERSON[0], _OTHER_PERSON[1])
    return first, _whole_euro(median * pair.other, 100_000)


def shown(day: date) -> str:
    """"01.03.2026", as acts write it."""
    return f"{day:%d.%m.%Y}"


def _whole_euro(numerator: int, denominator: int) -> int:
    return divide_half_up(numerator, denominator * 100) * 100


def _check_thresholds(thresholds: Thresholds, valid_from: date, valid_to: date | None) -> None:
    names = [MEDIAN, *(name % part for name in (NEEDY, MAXIMUM) for part in PARTS)]
    _check_known(valid_from, NEEDY % "first", "thresholds")
    for number, pair in enumerate(thresholds.pairs):
        if thresholds.unit == ThresholdUnit.MEDIAN_PERCENT:
            _check_percent(pair, f"thresholds.pairs[{number}]")
    for day in days_of_change(names, valid_from, valid_to):
        for number, pair in enumerate(thresholds.pairs):
            for part, cents in zip(PARTS, amounts_on(thresholds, pair, day), strict=True):
                _check_between(f"thresholds.pairs[{number}].{part}", part, cents, day)


def _check_percent(pair: ThresholdPair, path: str) -> None:
    for part, value in zip(PARTS, (pair.first, pair.other), strict=True):
        if value is not None and value > HIGHEST_PERCENT:
            raise RegulationError(
                f"{path}.{part}", N_("%(path)s: %(percent)s %% of the median is above the %(limit)s %% that the law "
                                     "allows (SPSP 33(4))."),
                code="bounds.percent", percent=_plain(value), limit=_plain(HIGHEST_PERCENT),
            )


def _check_between(path: str, part: str, cents: int | None, day: date) -> None:
    lowest, highest = number_on(NEEDY % part, day), number_on(MAXIMUM % part, day)
    if cents is None or lowest is None or highest is None:
        return
    facts = {"amount": format_euro(cents), "day": shown(day)}
    if cents < lowest:
        raise RegulationError(
            path, N_("%(path)s: %(amount)s is below the needy threshold %(limit)s of %(day)s (SPSP 33(4))."),
            code="bounds.below", hint=N_("Raise the amount, or let the set end before that day."),
            limit=format_euro(lowest), **facts,
        )
    if cents > highest:
        raise RegulationError(
            path, N_("%(path)s: %(amount)s is above the state's highest threshold %(limit)s of %(day)s (SPSP 33(4))."),
            code="bounds.above", hint=N_("Lower the amount, or let the set begin later."),
            limit=format_euro(highest), **facts,
        )


def _check_coefficients(content: Content, valid_from: date, valid_to: date | None) -> None:
    groups = content.coefficients.groups if content.coefficients else ()
    _check_known(valid_from, COEFFICIENT % "lone", "coefficients")
    for group, value in groups:
        name = COEFFICIENT % group
        for day in days_of_change([name], valid_from, valid_to):
            state = number_on(name, day)
            if state is not None and value < state:
                raise RegulationError(
                    f"coefficients.groups.{group}",
                    N_("%(path)s: %(own)s is below the state's coefficient %(state)s of %(day)s (SPSP 35(5))."),
                    code="bounds.coefficient", hint=N_("Raise it, or let the set end before that day."),
                    own=_plain(value), state=_plain(state), day=shown(day),
                )


def _check_known(valid_from: date, name: str, path: str) -> None:
    first = first_day_known(name)
    if valid_from < first:
        raise RegulationError(
            path, N_("%(path)s: the law before %(day)s is not in this system, so this can't be checked."),
            code="bounds.early", hint=N_("Let the set begin on that day or later."), day=shown(first),
        )


def _plain(thousandths: int) -> str:
    whole, rest = divmod(thousandths, 1000)
    return f"{whole},{rest:03d}".rstrip("0").rstrip(",")
