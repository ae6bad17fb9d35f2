"""Commands: write, change, submit, return, approve, publish, load."""

from typing import Any

from django.db import transaction

from digisoc.accounts.api import Actor, Institution
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, InvalidValue, NotVisible, StaleVersion
from digisoc.regulations import permissions, policies
from digisoc.regulations.enums import Origin, SetState
from digisoc.regulations.models import RegulationSet
from digisoc.regulations.types import SetData

NOTE_LIMIT = 1000


@transaction.atomic
def draft_set(data: SetData, *, by: Actor, why: str) -> RegulationSet:
    """A new draft, already checked against the law and the published sets; nothing is saved when it is refused.

    Raises what `policies.check_acceptable` raises, and `NotAllowedForYou` ("draft_set").
    """
    permissions.check_draft(by)
    follows = policies.check_acceptable(by.institution_id, data)
    return RegulationSet.objects.create(
        institution_id=by.institution_id, follows=follows, drafted_by_id=by.user_id, author_ids=[by.user_id],
        **_columns(data),
    )


@transaction.atomic
def change_draft(current: RegulationSet, data: SetData, *, version: int, by: Actor, why: str) -> RegulationSet:
    """Write a draft anew; the caller becomes one of its authors. Raises like `draft_set`, and `StaleVersion`."""
    permissions.check_draft(by)
    row = _locked(current)
    policies.check_transition(row, "change")
    _check_version(row, version)
    row.follows = policies.check_acceptable(by.institution_id, data)
    for name, value in _columns(data).items():
        setattr(row, name, value)
    if by.user_id not in row.author_ids:
        row.author_ids = [*row.author_ids, by.user_id]
    return _move(row, "change")


@transaction.atomic
def submit_set(current: RegulationSet, *, version: int, by: Actor, why: str) -> RegulationSet:
    """Hand a draft to the head; from now on it can't be changed unless it is returned."""
    permissions.check_draft(by)
    row = _locked(current)
    policies.check_transition(row, "submit")
    _check_version(row, version)
    row.follows = policies.check_acceptable(by.institution_id, row.data())
    row.submitted_by_id, row.submitted_at = by.user_id, clock.now()
    return _move(row, "submit")


@transaction.atomic
def return_set(current: RegulationSet, *, version: int, note: str, by: Actor, why: str) -> RegulationSet:
    """Make a submitted or approved set a draft again, with a note that says what must change."""
    row = _locked(current)
    permissions.check_decide(row, by)
    policies.check_transition(row, "return")
    _check_version(row, version)
    text = note.strip()
    if not 1 <= len(text) <= NOTE_LIMIT:
        raise InvalidValue(
            N_("Say in 1 to %(limit)s characters what must be changed."), code="note", field="note",
            hint=N_("The author reads this note beside the returned set."), limit=NOTE_LIMIT,
        )
    row.return_note, row.returned_by_id = text, by.user_id
    row.approved_by = row.approved_at = row.submitted_by = row.submitted_at = None
    return _move(row, "return")


@transaction.atomic
def approve_set(current: RegulationSet, *, version: int, by: Actor, why: str) -> RegulationSet:
    """The second person's yes. Content and dates are checked again, for the law may have changed since."""
    row = _locked(current)
    permissions.check_decide(row, by)
    policies.check_transition(row, "approve")
    _check_version(row, version)
    policies.check_follows(row, policies.check_acceptable(by.institution_id, row.data()))
    row.approved_by_id, row.approved_at = by.user_id, clock.now()
    return _move(row, "approve")


@transaction.atomic
def publish_set(current: RegulationSet, *, version: int, by: Actor, why: str) -> RegulationSet:
    """Put an approved set in force from its first day; the one with an open end before it ends on the day before.

    Raises `NotAllowedNow` ("regulations.overlap", "regulations.gap", "regulations.followed", "regulations.state"),
    `NotAllowedForYou` ("approve_set", "regulations.four_eyes"), `StaleVersion`.
    """
    _one_at_a_time(by)
    row = _locked(current)
    permissions.check_decide(row, by)
    policies.check_transition(row, "publish")
    _check_version(row, version)
    before = policies.check_acceptable(by.institution_id, row.data())
    policies.check_follows(row, before)
    if before is not None and before.valid_to is None:
        before.valid_to = row.valid_from - policies.ONE_DAY
        before.save(update_fields=["valid_to"])
    row.published_by_id, row.published_at = by.user_id, clock.now()
    return _move(row, "publish")


@transaction.atomic
def load_set(data: SetData, *, by: Actor, why: str) -> RegulationSet | None:
    """The copy of an act that is in force elsewhere, as a published set; None when it stands here already.

    Only the system loads. Raises what `policies.check_acceptable` raises; "regulations.overlap" also when a set of the
    same day stands here with another content, because what is published never changes.
    """
    permissions.check_system(by)
    _one_at_a_time(by)
    columns = _columns(data)
    same = RegulationSet.objects.filter(institution_id=by.institution_id, state=SetState.PUBLISHED, **{
        name: columns[name] for name in ("number", "valid_from", "content")
    })
    if same.exists():
        return None
    follows = policies.check_acceptable(by.institution_id, data)
    if follows is not None and follows.valid_to is None:
        policies.check_meets(follows, None, data.valid_from)
    return RegulationSet.objects.create(
        institution_id=by.institution_id, follows=follows, origin=Origin.LOADED, state=SetState.PUBLISHED,
        published_at=clock.now(), **columns,
    )


def _columns(data: SetData) -> dict[str, Any]:
    return {
        "number": data.number.strip(), "title": data.title.strip(), "link": data.link.strip(),
        "valid_from": data.valid_from, "valid_to": data.valid_to, "content": dict(data.content),
    }


def _one_at_a_time(by: Actor) -> None:
    """Two sets of one institution are never published at the same moment."""
    Institution.objects.select_for_update(no_key=True).get(pk=by.institution_id)


def _locked(current: RegulationSet) -> RegulationSet:
    row = RegulationSet.objects.select_for_update().filter(pk=current.pk).first()
    if row is None:
        raise NotVisible(N_("These regulations are not in your institution's register."), code="regulation_set")
    return row


def _check_version(row: RegulationSet, version: int) -> None:
    if row.version != version:
        raise StaleVersion(
            N_("Someone else changed these regulations while you had them open."), code="stale",
            hint=N_("Compare both versions and decide again; nothing you typed is lost."),
        )


def _move(row: RegulationSet, command: str) -> RegulationSet:
    row.state = policies.TRANSITIONS[command][1]
    row.version += 1
    row.save()
    return row
