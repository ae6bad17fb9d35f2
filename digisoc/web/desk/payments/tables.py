"""Payments as the pages show them: the months of a case, the lines of a run."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from digisoc.accounts.api import Actor
from digisoc.documents.api import mask_iban
from digisoc.kernel.months import Month
from digisoc.payments.api import Due, RunLine, can_fetch_file, live_lines
from digisoc.payments.enums import DueState, RunState

#: Colours of the states' tags; the word beside them carries the meaning.
DUE_COLOURS = {
    DueState.PLANNED: "neutral", DueState.COLLECTED: "info", DueState.RELEASED: "success", DueState.RETURNED: "danger",
}
RUN_COLOURS = {RunState.COLLECTED: "info", RunState.RELEASED: "success", RunState.DISCARDED: "neutral"}


@dataclass(frozen=True, slots=True)
class DueLine:
    """One benefit of one month: what, how much, where to, where it is now; `line` is its place in a run."""

    due: Due
    benefit: str
    account: str
    colour: str
    line: RunLine | None

    @property
    def is_planned(self) -> bool:
        """Can its account still be changed?"""
        return self.due.state == DueState.PLANNED


@dataclass(frozen=True, slots=True)
class MonthOfCase:
    """What a case gets in one month."""

    month: Month
    lines: list[DueLine]

    @property
    def cents(self) -> int:
        """All of the month together."""
        return sum(line.due.cents for line in self.lines)


@dataclass(frozen=True, slots=True)
class Transfer:
    """One line of a run."""

    line: RunLine
    account: str


def months_of_case(dues: list[Due], by: Actor) -> list[MonthOfCase]:
    """The schedule, the first month first; one query for the runs."""
    lines = live_lines(dues)
    rows = [
        DueLine(
            due, due.item.get_benefit_display(), shown_account(due.iban, by), DUE_COLOURS[DueState(due.state)],
            lines.get(due.pk),
        )
        for due in dues
    ]
    return [MonthOfCase(Month.of(day), list(found)) for day, found in groupby(rows, key=lambda row: row.due.month)]


def transfers(lines: Iterable[RunLine], by: Actor) -> list[Transfer]:
    """The lines in their order, accounts as this person may see them."""
    return [Transfer(line, shown_account(line.iban, by)) for line in lines]


def shown_account(iban: str, by: Actor) -> str:
    """The whole account for those who send the money, masked for everybody else."""
    return iban if can_fetch_file(by) else mask_iban(iban)
