"""The decision letter, composed from the frozen assessment: what was decided, amounts, reasoning, how to contest.

A draft takes the persons from the registry as they are; an approved decision takes them as they were at approval.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from digisoc.accounts.api import institution
from digisoc.decisions import letter_texts as words
from digisoc.decisions.enums import Benefit, DecisionState, Result
from digisoc.decisions.models import Decision, DecisionItem
from digisoc.documents.api import contestation_deadline, mask_person_code
from digisoc.documents.types import (
    Contestation,
    DecisionLetter,
    Institution,
    LawReference,
    Member,
    Outcome,
    ReasonStep,
)
from digisoc.kernel import clock
from digisoc.kernel.months import Month
from digisoc.registry.api import members_on
from digisoc.registry.enums import HouseholdRole


def letter_facts(decision: Decision) -> dict[str, Any]:
    """Persons, names and the sender as they are now; JSON-ready, frozen into the decision at approval."""
    case, place = decision.case, institution(decision.institution_id)
    applicant = case.applicant
    members = sorted(
        members_on(case.household, decision.application.received_on),
        key=lambda member: member.person_id != case.applicant_id,
    )
    return {
        "institution": {
            "name": place.name, "registration_number": place.registration_number, "address": _lines(place.address),
        },
        "addressee": applicant.full_name,
        "address": _lines(applicant.actual_address or applicant.declared_address),
        "code": mask_person_code(applicant.shown_code) if applicant.person_code else "",
        "members": [{"name": member.person.full_name, "role": member.role} for member in members],
        "worker": decision.drafted_by.display_name,
        "iban": decision.application.iban,
    }


def compose(decision: Decision) -> DecisionLetter:
    """The letter of an approved decision, else the draft of one (marked so on every page, never sealable)."""
    approved = decision.state == DecisionState.APPROVED
    facts = decision.letter_facts if approved and decision.letter_facts else letter_facts(decision)
    day = decision.decided_on or clock.today()
    steps = decision.assessment.steps_lv
    items = list(decision.items.all())
    return DecisionLetter(
        institution=_sender(facts["institution"]), decision_number=decision.number or words.DRAFT_NUMBER,
        decision_date=day, case_number=decision.case.number, addressee_name=facts["addressee"],
        addressee_address=tuple(facts["address"]), applicant_person_code=facts["code"],
        title=words.title(list(dict.fromkeys(Benefit(item.benefit) for item in items))),
        status_text=_status_text(decision, items), household=_household(facts["members"]),
        outcomes=tuple(_outcome(item) for item in items if item.benefit != Benefit.STATUS),
        reasoning=_reasoning(steps), legal_basis=_legal_basis(steps),
        contestation=_contestation(facts["institution"], decision.contest_until or contestation_deadline(day)),
        worker_name=facts["worker"], head_name=facts.get("head", words.NOT_YET_APPROVED), head_title=words.HEAD_TITLE,
        unconfirmed=tuple(f"{step['title']}: {step['shown']}" for step in steps if step["unconfirmed"]),
        iban=facts["iban"], duties=words.DUTIES, draft=not approved,
    )


def _sender(facts: dict[str, Any]) -> Institution:
    return Institution(facts["name"], facts["registration_number"], tuple(facts["address"]))


def _household(members: Iterable[dict[str, str]]) -> tuple[Member, ...]:
    return tuple(Member(member["name"], words.ROLES[HouseholdRole(member["role"])]) for member in members)


def _status_text(decision: Decision, items: list[DecisionItem]) -> str:
    item = next((item for item in items if item.benefit == Benefit.STATUS), None)
    if item is None:
        return ""
    if item.first_month is None or item.last_month is None:
        return f"{words.STATUS_REFUSED} {item.reason_lv}"
    last_day = Month.of(item.last_month).last_day
    return words.status_granted(decision.status, _day(item.first_month), _day(last_day), item.months)


def _outcome(item: DecisionItem) -> Outcome:
    name = words.BENEFITS[Benefit(item.benefit)]
    if item.result == Result.REFUSED or item.first_month is None or item.last_month is None:
        return Outcome(name, "refused", note=item.reason_lv)
    first, last = Month.of(item.first_month), Month.of(item.last_month)
    return Outcome(name, "granted", item.monthly_cents, first, last, item.total_cents)


def _reasoning(steps: Iterable[dict[str, Any]]) -> tuple[ReasonStep, ...]:
    """The steps in the words of the case page, but with every act by its full name: a resident looks nothing up."""
    return tuple(
        ReasonStep(step["text"], step["shown"], LawReference("; ".join(words.full_laws(step["law"])), step["source"]))
        for step in steps
    )


def _legal_basis(steps: Iterable[dict[str, Any]]) -> tuple[LawReference, ...]:
    references = [
        LawReference(label, step["source"]) for step in steps for label in words.full_laws(step["law"])
    ]
    return tuple({reference.label: reference for reference in reversed(references)}.values())[::-1]


def _contestation(sender: dict[str, Any], last_day: date) -> Contestation:
    law = LawReference(words.CONTESTATION_LAW, words.CONTESTATION_URL)
    return Contestation(words.CONTESTED_IN % sender["name"], ", ".join(sender["address"]), last_day, law)


def _lines(address: str) -> list[str]:
    return [part.strip() for part in address.split(",") if part.strip()]


def _day(day: date) -> str:
    return day.strftime("%d.%m.%Y.")
