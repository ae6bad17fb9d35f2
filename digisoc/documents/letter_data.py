"""A letter as the template's data: every text drawable, every amount, day and month already as people read it."""

from datetime import date
from typing import Any

from digisoc.documents.text import drawable
from digisoc.documents.types import DecisionLetter, Institution, LawReference, Outcome, ReasonStep
from digisoc.kernel.money import format_euro

#: Stands in the metadata of a draft; `sealing` refuses a file that carries it.
DRAFT_MARK = "digisoc-draft"
FINAL_MARK = "digisoc-final"


def decision_data(letter: DecisionLetter) -> dict[str, Any]:
    """What templates/decision.typ reads."""
    day = letter.decision_date
    return {
        **_texts(letter),
        "document_title": _document_title(letter),
        "date": shown_day(day),
        "date_parts": {"year": day.year, "month": day.month, "day": day.day},
        "institution": _institution(letter.institution),
        "addressee_address": [drawable(line) for line in letter.addressee_address],
        "household": [{"name": drawable(m.name), "role": drawable(m.role)} for m in letter.household],
        "household_size": _persons(len(letter.household)),
        "outcomes": [_outcome(outcome) for outcome in letter.outcomes],
        "sum": _sum(letter.outcomes),
        "reasoning": [_reason(step) for step in letter.reasoning],
        "unconfirmed": [drawable(note) for note in letter.unconfirmed],
        "duties": [drawable(duty) for duty in letter.duties],
        "legal_basis": [_reference(law) for law in letter.legal_basis],
        "contestation": _contestation(letter),
        "iban": mask_iban(letter.iban) if any(o.result == "granted" for o in letter.outcomes) else "",
        "draft": letter.draft,
        "keywords": [DRAFT_MARK if letter.draft else FINAL_MARK],
    }


def shown_day(day: date) -> str:
    """"22.11.2026.": the form people read."""
    return day.strftime("%d.%m.%Y.")


def mask_iban(iban: str) -> str:
    """"LV80 … 5001": enough to know one's own account, too little to misuse it."""
    bare = "".join(iban.split())
    return f"{bare[:4]} … {bare[-4:]}" if len(bare) > 8 else ""


def _texts(letter: DecisionLetter) -> dict[str, str]:
    texts = {
        "number": letter.decision_number, "case_number": letter.case_number, "title": letter.title,
        "addressee_name": letter.addressee_name, "person_code": letter.applicant_person_code,
        "status_text": letter.status_text, "worker_name": letter.worker_name,
        "head_name": letter.head_name, "head_title": letter.head_title,
    }
    return {key: drawable(value) for key, value in texts.items()}


def _persons(count: int) -> str:
    return f"{count} {'persona' if count % 10 == 1 and count % 100 != 11 else 'personas'}"


def _document_title(letter: DecisionLetter) -> str:
    title = drawable(f"{letter.title} Nr. {letter.decision_number}")
    return f"PROJEKTS: {title}" if letter.draft else title


def _institution(institution: Institution) -> dict[str, Any]:
    return {
        "name": drawable(institution.name),
        "registration_number": drawable(institution.registration_number),
        "address": [drawable(line) for line in institution.address],
        "contact": [drawable(line) for line in institution.contact],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    granted = outcome.result == "granted"
    return {
        "benefit": drawable(outcome.benefit), "note": drawable(outcome.note), "granted": granted,
        "monthly": format_euro(outcome.monthly), "total": format_euro(outcome.total), "months": _months(outcome),
    }


def _months(outcome: Outcome) -> str:
    if outcome.first_month is None or outcome.last_month is None:
        return ""
    if outcome.first_month == outcome.last_month:
        return outcome.first_month.shown
    return f"{outcome.first_month.shown}–{outcome.last_month.shown}"


def _sum(outcomes: tuple[Outcome, ...]) -> str:
    granted = [outcome.total for outcome in outcomes if outcome.result == "granted"]
    return format_euro(sum(granted)) if len(granted) > 1 else ""


def _reason(step: ReasonStep) -> dict[str, Any]:
    return {
        "text": drawable(step.text), "value": drawable(step.value),
        "law": _reference(step.law) if step.law else None,
    }


def _reference(law: LawReference) -> dict[str, str]:
    """Only a web address becomes a link: a letter must not carry one that runs or opens anything else."""
    safe = law.url.startswith("https://") and law.url.isascii() and law.url.isprintable() and " " not in law.url
    return {"label": drawable(law.label), "url": law.url if safe else ""}


def _contestation(letter: DecisionLetter) -> dict[str, Any]:
    contestation = letter.contestation
    return {
        "authority": drawable(contestation.authority), "address": drawable(contestation.address),
        "last_day": shown_day(contestation.last_day), "law": _reference(contestation.law),
    }
