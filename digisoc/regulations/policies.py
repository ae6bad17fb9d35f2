"""May this happen now: states, dates beside other published sets, content inside the law."""

from collections.abc import Callable
from datetime import date, timedelta

from digisoc.kernel.errors import N_, InvalidValue, NotAllowedNow, UserFacingError
from digisoc.regulations.bounds import check_against_law
from digisoc.regulations.content import parse_content
from digisoc.regulations.enums import SetState
from digisoc.regulations.models import RegulationSet
from digisoc.regulations.queries import published_sets
from digisoc.regulations.reading import storable
from digisoc.regulations.types import SetData

S = SetState

#: command -> (states it may start from, state it leads to)
TRANSITIONS: dict[str, tuple[frozenset[SetState], SetState]] = {
    "change": (frozenset({S.DRAFTED}), S.DRAFTED),
    "submit": (frozenset({S.DRAFTED}), S.SUBMITTED),
    "return": (frozenset({S.SUBMITTED, S.APPROVED}), S.DRAFTED),
    "approve": (frozenset({S.SUBMITTED}), S.APPROVED),
    "publish": (frozenset({S.APPROVED}), S.PUBLISHED),
}
ONE_DAY = timedelta(days=1)


def check_transition(current: RegulationSet, command: str) -> None:
    """Is the command in the table of states for the set's state? Code "regulations.state"."""
    if current.state not in TRANSITIONS[command][0]:
        raise NotAllowedNow(
            N_("This step is not possible now: the state is “%(state)s”."), code="regulations.state",
            hint=N_("What is published never changes; write regulations that follow it."),
            state=SetState(current.state).label,
        )


def check_acceptable(institution_id: int, data: SetData) -> RegulationSet | None:
    """Wording, content, law and dates, in this order; gives the published set that this one would follow.

    Raises `RegulationError` and `InvalidValue` naming the field or place, `NotAllowedNow` ("regulations.overlap",
    "regulations.gap").
    """
    check_data(data)
    return predecessor(institution_id, data.valid_from, data.valid_to)


def check_data(data: SetData) -> None:
    """Everything that needs no other set."""
    for field, text, limit in (
        ("number", data.number, 40), ("title", data.title, 300), ("link", data.link, 400),
    ):
        if not text.strip() or len(text) > limit or not storable(text):
            raise InvalidValue(
                N_("This needs a text of 1 to %(limit)s characters."), code="regulations.text", field=field,
                hint=N_("Write the number, the title and the link as the act is cited."), limit=limit,
            )
    if not data.link.startswith(("https://", "http://")):
        raise InvalidValue(
            N_("The link to the act starts with https://."), code="regulations.link", field="link"
        )
    if data.valid_to is not None and data.valid_to < data.valid_from:
        raise InvalidValue(
            N_("The set would end on %(end)s, before it begins on %(start)s."), code="regulations.order",
            field="valid_to", hint=N_("Correct one of the two dates, or leave the end open."),
            end=_shown(data.valid_to), start=_shown(data.valid_from),
        )
    check_against_law(parse_content(dict(data.content)), data.valid_from, data.valid_to)


def can_accept(institution_id: int, data: SetData) -> bool:
    """Twin of `check_acceptable`."""
    return _asks(lambda: check_acceptable(institution_id, data))


def predecessor(institution_id: int, start: date, end: date | None) -> RegulationSet | None:
    """The published set just before these days. Refuses an overlap and a gap, naming the other set and the days.

    A set with an open end is not overlapped by a later one: it ends on the day before. One with an end keeps it.
    """
    others = list(published_sets(institution_id))
    before = [other for other in others if other.valid_from < start]
    after = [other for other in others if other.valid_from >= start]
    if before and before[-1].valid_to is not None:
        check_meets(before[-1], before[-1].valid_to, start)
    if after:
        check_meets(after[0], end, after[0].valid_from)
    return before[-1] if before else None


def check_follows(current: RegulationSet, found: RegulationSet | None) -> None:
    """Has no other set been published between since the draft was written? Code "regulations.followed"."""
    if current.follows_id != (found.pk if found else None):
        raise NotAllowedNow(
            N_("Other regulations have been published since this set was written."), code="regulations.followed",
            hint=N_("Return it; its author compares both and submits it again."),
        )


def check_meets(other: RegulationSet, end: date | None, start: date) -> None:
    """Does one set end on the day before the next starts? `other` is the one that is published."""
    names = {"number": other.number, "from_": _shown(other.valid_from), "to": _end(other)}
    if end is None or end >= start:
        raise NotAllowedNow(
            N_("The days overlap with the published regulations %(number)s (%(from_)s–%(to)s)."),
            code="regulations.overlap", field="valid_from", hint=N_("Choose days outside of that period."), **names,
        )
    if end + ONE_DAY < start:
        raise NotAllowedNow(
            N_("Between %(gap_from)s and %(gap_to)s no regulations would be in force beside %(number)s."),
            code="regulations.gap", field="valid_from", hint=N_("Let the sets follow each other without a free day."),
            gap_from=_shown(end + ONE_DAY), gap_to=_shown(start - ONE_DAY), number=other.number,
        )


def _end(other: RegulationSet) -> str:
    return _shown(other.valid_to) if other.valid_to else "…"


def _shown(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _asks(check: Callable[[], object]) -> bool:
    try:
        check()
    except UserFacingError:
        return False
    return True
