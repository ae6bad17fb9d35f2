"""What a change of past facts, or of the law itself, makes of benefits already decided: by month, and owed to whom.

A supplement is owed to the household, an overpayment to the institution. When only the law changed afterwards (the law
of 26.02.2026 raised the housing coefficients from January), months for which a benefit had been granted are calculated
anew and the difference is paid; a month that was never assessed, or was refused, is not opened again by it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from digisoc.kernel.errors import N_
from digisoc.kernel.money import format_plain
from digisoc.kernel.months import Month
from digisoc.rules.assessment import Assessment
from digisoc.rules.types import CaseError

type Benefit = Literal["gmi", "housing"]
type Cause = Literal["facts", "law", "both", "none"]

BENEFITS: tuple[Benefit, ...] = ("gmi", "housing")


@dataclass(frozen=True, slots=True)
class MonthDifference:
    """One benefit in one month, in cents. `before` is None when the month had not been assessed.

    `owed` is what there is to pay: above zero to the household, below zero from it. It is 0 although the amounts differ
    when the month is not opened again; `reason` then says why ("not_assessed" or "refused").
    """

    month: Month
    benefit: Benefit
    before: int | None
    after: int
    owed: int
    cause: Cause
    reason: str = ""

    @property
    def owed_to(self) -> str:
        """ "household", "institution" or "nobody"."""
        return "household" if self.owed > 0 else "institution" if self.owed < 0 else "nobody"

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; amounts as in the contract."""
        return {
            "month": str(self.month),
            "benefit": self.benefit,
            "before": None if self.before is None else format_plain(self.before),
            "after": format_plain(self.after),
            "owed": format_plain(self.owed),
            "owed_to": self.owed_to,
            "cause": self.cause,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class StatusDifference:
    """The status of one month; `before` is None when the month had not been assessed."""

    month: Month
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs, months in order. Sums in cents, neither is negative.

    `unconfirmed` names what the result rests on that is not confirmed: the numbers of both sides and, when something
    was overpaid, the procedure of its recovery.
    """

    months: tuple[MonthDifference, ...]
    statuses: tuple[StatusDifference, ...]
    unconfirmed: tuple[str, ...]

    @property
    def supplement(self) -> int:
        """What is owed to the household."""
        return sum(row.owed for row in self.months if row.owed > 0)

    @property
    def overpayment(self) -> int:
        """What the household received without being entitled to it."""
        return -sum(row.owed for row in self.months if row.owed < 0)

    @property
    def balance(self) -> int:
        """Supplement minus overpayment; whether the two may be set off is for the decision to say."""
        return self.supplement - self.overpayment

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; amounts as in the contract."""
        return {
            "months": [row.as_dict() for row in self.months],
            "statuses": [{"month": str(row.month), "before": row.before, "after": row.after} for row in self.statuses],
            "supplement": format_plain(self.supplement),
            "overpayment": format_plain(self.overpayment),
            "balance": format_plain(self.balance),
            "unconfirmed": list(self.unconfirmed),
        }


def difference(before: Iterable[Assessment], after: Iterable[Assessment]) -> Difference:
    """One household's assessments as they were decided and as they are now, any months in any order.

    The sides may differ in facts (another case), in law (`assess(case, known_on=…)`) or in both. Every month decided
    before must be assessed again, or `CaseError` names it; so does a month given twice.
    """
    old, new = _by_month(before, "before"), _by_month(after, "after")
    for month in old:
        if month not in new:
            raise CaseError(
                f"after[{month}]",
                N_("The month %(month)s was decided before and is missing among the new calculations."),
                code="difference.missing_month",
                month=str(month),
            )
    rows = [row for month in sorted(new) for row in _of_month(old.get(month), new[month])]
    return Difference(tuple(rows), tuple(_statuses(old, new)), _unconfirmed(old, new, rows))


def amount_owed(before: int | None, after: int, cause: Cause) -> tuple[int, str]:
    """What is to be paid for one month and benefit, and why nothing is although the amounts differ."""
    if before is None:
        return 0, "not_assessed" if after else ""
    if cause == "law" and before == 0 and after > 0:
        return 0, "refused"
    return after - before, ""


def _by_month(assessments: Iterable[Assessment], side: str) -> dict[Month, Assessment]:
    found: dict[Month, Assessment] = {}
    for item in assessments:
        month = item.case.benefit_month
        if month in found:
            raise CaseError(
                f"{side}[{month}]",
                N_("The month %(month)s is given twice."),
                code="case.month_twice",
                month=str(month),
            )
        found[month] = item
    return found


def _of_month(old: Assessment | None, new: Assessment) -> Iterator[MonthDifference]:
    cause = _cause(old, new)
    for benefit in BENEFITS:
        before = None if old is None else amount_of(old, benefit)
        after = amount_of(new, benefit)
        owed, reason = amount_owed(before, after, cause)
        if before != after and (before is not None or after):
            yield MonthDifference(new.case.benefit_month, benefit, before, after, owed, cause, reason)


def amount_of(assessment: Assessment, benefit: Benefit) -> int:
    """The month's amount of a benefit, in cents."""
    return assessment.gmi_benefit if benefit == "gmi" else assessment.housing_benefit


def _cause(old: Assessment | None, new: Assessment) -> Cause:
    if old is None:
        return "none"
    facts, law = old.case != new.case, old.edition != new.edition
    return "both" if facts and law else "facts" if facts else "law" if law else "none"


def _statuses(old: Mapping[Month, Assessment], new: Mapping[Month, Assessment]) -> Iterator[StatusDifference]:
    for month in sorted(new):
        before = old[month].status if month in old else None
        if before != new[month].status:
            yield StatusDifference(month, before, new[month].status)


def _unconfirmed(
    old: Mapping[Month, Assessment], new: Mapping[Month, Assessment], rows: Iterable[MonthDifference]
) -> tuple[str, ...]:
    names = [name for side in (old, new) for month in sorted(side) for name in side[month].unconfirmed]
    names += ["overpayment_recovery" for row in rows if row.owed < 0]
    return tuple(dict.fromkeys(names))
