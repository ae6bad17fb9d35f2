"""What the pages about a decision show: its items in words, the household, who did what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext

from digisoc.accounts.api import Actor, Role, user_names
from digisoc.decisions.api import (
    Decision,
    DecisionItem,
    can_draft,
    check_can_approve,
    facts_are_fresh,
    letter_of,
)
from digisoc.decisions.enums import Benefit, DecisionState, Result
from digisoc.documents.api import mask_iban
from digisoc.intake.api import Application
from digisoc.kernel import clock
from digisoc.kernel.errors import UserFacingError
from digisoc.kernel.months import Month
from digisoc.payments.api import can_fetch_file
from digisoc.registry.api import Person, members_on
from digisoc.trail.api import changes_of
from digisoc.web.desk.access import WRITERS
from digisoc.web.desk.decisions.calculating import (
    facts_context,
    from_frozen,
    insights_context,
    result_context,
)
from digisoc.web.ui.sentences import hint, sentence

#: Who sees the household's income and how the result comes about; who only pays sees what was decided.
CALCULATION_READERS = (*WRITERS, Role.HEAD, Role.AUDITOR)
_OPEN = (DecisionState.DRAFTED, DecisionState.RETURNED)
#: Colour of the state's tag; the word beside it carries the meaning.
STATE_COLOURS = {
    DecisionState.DRAFTED: "neutral", DecisionState.SUBMITTED: "info", DecisionState.RETURNED: "warning",
    DecisionState.APPROVED: "success", DecisionState.WITHDRAWN: "neutral",
}


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One thing decided: granted with cents a month and its days, or refused with the reason."""

    benefit: str
    granted: bool
    cents: int
    first_month: date | None
    last_day: date | None
    months: int
    total_cents: int
    reason: str

    @property
    def is_status(self) -> bool:
        """A status has no amount."""
        return self.benefit == Benefit.STATUS

    @property
    def name(self) -> str:
        """The benefit in words."""
        return str(Benefit(self.benefit).label)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One person of the household on the day of the application."""

    person: Person
    role: str
    age: int
    remarks: str


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to the decision."""

    at: datetime
    who: str
    what: str
    note: str


@dataclass(frozen=True, slots=True)
class Possible:
    """What this person may do with the decision now; `why_not` says why the head can't approve it."""

    submit: bool
    withdraw: bool
    approve: bool
    send_back: bool
    why_not: str
    what_to_do: str


def item_lines(decision: Decision) -> list[ItemLine]:
    """The items in their order; uses the prefetched ones."""
    return [_line(item) for item in sorted(decision.items.all(), key=lambda item: item.pk)]


def monthly_cents(decision: Decision) -> int:
    """All benefits together in the first month."""
    return sum(item.monthly_cents for item in decision.items.all() if item.first_month == decision.first_month)


def decision_context(decision: Decision, by: Actor) -> dict[str, Any]:
    """Everything the head must see to decide, beside the frame of the case; for who only pays, what was decided."""
    application = decision.application
    fresh = decision.state not in (*_OPEN, DecisionState.SUBMITTED) or facts_are_fresh(decision.assessment)
    return {
        "decision": decision,
        "colour": STATE_COLOURS[DecisionState(decision.state)],
        "items": item_lines(decision),
        "monthly": monthly_cents(decision),
        "last_day": Month.of(decision.last_month).last_day,
        "letter": letter_of(decision),
        "events": events(decision),
        "account": shown_account(decision.iban or application.iban, by),
        "stale_facts": not fresh,
        "may": possible(decision, by, fresh),
        **(_grounds(decision) if by.has(*CALCULATION_READERS) else {"calculation": None}),
    }


def _grounds(decision: Decision) -> dict[str, Any]:
    """Household, facts, steps and what needs attention."""
    application = decision.application
    calculation = from_frozen(application, decision.assessment)
    return {
        "members": member_lines(application),
        "calculation": calculation,
        "result": result_context(calculation),
        **facts_context(application),
        **insights_context(calculation),
    }


def possible(decision: Decision, by: Actor, fresh: bool) -> Possible:
    """The same questions that the commands ask; what a form may still lack, the command says with a sentence."""
    why_not = what_to_do = ""
    if decision.state == DecisionState.SUBMITTED:
        try:
            check_can_approve(decision, by)
        except UserFacingError as error:
            why_not, what_to_do = sentence(error), hint(error)
    decides = decision.state == DecisionState.SUBMITTED and not why_not
    worker = can_draft(by)
    return Possible(
        submit=worker and decision.state in _OPEN and fresh,
        withdraw=worker and decision.state in (*_OPEN, DecisionState.SUBMITTED),
        approve=decides and fresh, send_back=decides, why_not=why_not, what_to_do=what_to_do,
    )


def member_lines(application: Application) -> list[MemberLine]:
    """The household on the day of the application, the applicant first."""
    facts = {row.person_id: row for row in application.member_facts.all()}
    case = application.case
    found = sorted(
        members_on(case.household, application.received_on), key=lambda row: row.person_id != case.applicant_id
    )
    return [
        MemberLine(
            row.person, row.get_role_display(), clock.age_on(row.person.birth_date, application.received_on),
            _remarks(facts.get(row.person_id) or row.person),
        )
        for row in found
    ]


def events(decision: Decision) -> list[Event]:
    """Each state of the decision with who brought it there, the newest first."""
    changes = [change for change in changes_of(decision) if "state" in change.fields]
    names = user_names(change.user_id or 0 for change in changes)
    return [
        Event(
            change.at, names.get(change.user_id or 0, ""), str(DecisionState(change.fields["state"][1]).label),
            str(change.fields.get("return_note", ("", ""))[1] or change.fields.get("note", ("", ""))[1] or ""),
        )
        for change in changes
    ]


def shown_account(iban: str, by: Actor) -> str:
    """The whole account for those who answer for the payment, masked for everybody else."""
    return iban if can_fetch_file(by) else mask_iban(iban)


def _line(item: DecisionItem) -> ItemLine:
    lv = (get_language() or "lv").startswith("lv")
    return ItemLine(
        item.benefit, item.result == Result.GRANTED, item.monthly_cents, item.first_month,
        Month.of(item.last_month).last_day if item.last_month else None, item.months, item.total_cents,
        item.reason_lv if lv else item.reason_en or item.reason_lv,
    )


def _remarks(facts: Any) -> str:
    parts: Iterable[str] = (
        f"{gettext('disability')}: {str(facts.get_disability_display()).lower()}" if facts.disability != "none" else "",
        gettext("studies") if facts.studying else "",
    )
    return ", ".join(part for part in parts if part)
