"""Composing a household from persons already in it and persons offered by the population register."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from digisoc.accounts.api import Actor
from digisoc.intake.types import OfferedPerson
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, NotAllowedNow, StaleVersion
from digisoc.kernel.person_code import PersonCode
from digisoc.registry.api import (
    Household,
    HouseholdMember,
    Person,
    change_members,
    create_household,
    members_on,
    open_membership_of,
    person_by_code,
    register_person,
)
from digisoc.registry.enums import HouseholdRole
from digisoc.registry.types import Member, PersonData
from digisoc.web.ui.forms import FormState, parse_day, shown


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate: `key` is the uid of a registered person or the code of an offered one.

    `elsewhere` is the address of another open household the person is in.
    """

    key: str
    person: Person | None
    first_name: str
    last_name: str
    code: str
    birth_date: date | None
    role: str
    ticked: bool
    fixed: bool = False
    elsewhere: str = ""
    left: bool = False
    offered: bool = False

    @property
    def born(self) -> str:
        """The birth date as the page carries it along in a hidden input."""
        return shown(self.birth_date)

    @property
    def name(self) -> str:
        """First name, last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def age(self) -> int | None:
        """Full years today; None when no birth date is known."""
        return clock.age_on(self.birth_date, clock.today()) if self.birth_date else None


@dataclass(frozen=True, slots=True)
class Composition:
    """A household being composed: the applicant, the household as saved (if any), from which day, the candidates."""

    applicant: Person
    household: Household | None
    since: date
    rows: list[Row]

    @property
    def version(self) -> int:
        """The version a form is opened with; 0 when nothing is saved yet."""
        return self.household.version if self.household else 0


def compose(
    applicant: Person, household: Household | None, since: date, offered: Sequence[OfferedPerson] = ()
) -> Composition:
    """The applicant and the members, ticked; then those offered, not ticked."""
    memberships = _known_members(household, since) if household else []
    rows = [_row_of(row.person, household, since, row.role, True, applicant) for row in memberships]
    if applicant.pk not in {row.person_id for row in memberships}:
        rows.insert(0, _row_of(applicant, household, since, HouseholdRole.APPLICANT, True, applicant))
    present = {row.code for row in rows}
    rows += [_row_offered(one, household, since, applicant) for one in offered if one.code not in present]
    return Composition(applicant, household, since, sorted(rows, key=lambda row: not row.fixed))


def retyped(composition: Composition, form: FormState) -> Composition:
    """The same with what was typed: ticks, roles, confirmations, and the offered persons as the page carried them."""
    present = {row.code for row in composition.rows}
    rows = list(composition.rows)
    rows += [_row_carried(code, form, composition) for code in form.chosen("offered") if code and code not in present]
    ticked = set(form.chosen("in"))
    rows = [
        replace(
            row, ticked=row.fixed or row.key in ticked, left=bool(form.raw(f"left-{row.key}")),
            role=form.raw(f"role-{row.key}") or row.role,
        )
        for row in rows
    ]
    return replace(composition, rows=rows)


def save(composition: Composition, form: FormState, *, address: str, atvk: str, by: Actor, why: str) -> Household:
    """Make the ticked candidates the household from the day on; register the offered ones that are new here.

    `NotAllowedNow` names a person in another open household who isn't confirmed to have left it.
    """
    chosen = [row for row in composition.rows if row.ticked]
    for row in chosen:
        if row.elsewhere and not row.left:
            raise NotAllowedNow(
                N_("%(name)s already belongs to the household at %(address)s."), code="household.elsewhere",
                field=f"left-{row.key}", name=row.name, address=row.elsewhere,
                hint=N_("Confirm that the person has left that household, or take them out of this one."),
            )
    members = [_member(row, address, atvk, by, why) for row in chosen]
    leaving = any(row.elsewhere for row in chosen)
    if composition.household is None:
        return create_household(
            address=address, atvk=atvk, members=members, since=composition.since, by=by, why=why, leave_others=leaving
        )
    version = form.raw("version")
    return change_members(
        composition.household, members, since=composition.since, version=int(version) if version.isdecimal() else -1,
        by=by, why=why, leave_others=leaving,
    )


def stale_versions(composition: Composition, error: StaleVersion | None) -> dict[str, Any]:
    """Both versions of a household that somebody else changed meanwhile, by names."""
    if error is None or composition.household is None:
        return {}
    theirs = [row.person.full_name for row in _known_members(composition.household, composition.since)]
    return {"theirs": theirs, "mine": [row.name for row in composition.rows if row.ticked]}


def _known_members(household: Household, since: date) -> list[HouseholdMember]:
    """The members of a day, or today's when the household is recorded only from a later one."""
    return members_on(household, since) or members_on(household, clock.today())


def _member(row: Row, address: str, atvk: str, by: Actor, why: str) -> Member:
    person = row.person or register_person(
        PersonData(
            first_name=row.first_name, last_name=row.last_name, person_code=row.code, birth_date=row.birth_date,
            declared_address=address, declared_atvk=atvk,
        ),
        by=by, why=why,
    )
    known = row.role in HouseholdRole.values
    return Member(person.uid, HouseholdRole(row.role) if known else HouseholdRole.OTHER)


def _row_of(
    person: Person, household: Household | None, since: date, role: str, ticked: bool, applicant: Person
) -> Row:
    membership = open_membership_of(person, since)
    other = membership is not None and (household is None or membership.household_id != household.pk)
    return Row(
        key=str(person.uid), person=person, first_name=person.first_name, last_name=person.last_name,
        code=person.shown_code, birth_date=person.birth_date, role=role, ticked=ticked,
        fixed=person.pk == applicant.pk, elsewhere=membership.household.address if membership and other else "",
    )


def _row_offered(one: OfferedPerson, household: Household | None, since: date, applicant: Person) -> Row:
    known = person_by_code(PersonCode.parse(one.code).digits)
    if known:
        return replace(_row_of(known, household, since, one.role, False, applicant), offered=True)
    return Row(
        one.code, None, one.first_name, one.last_name, one.code, one.birth_date, one.role, ticked=False, offered=True
    )


def _row_carried(code: str, form: FormState, composition: Composition) -> Row:
    born = form.raw(f"born-{code}")
    one = OfferedPerson(
        code=str(PersonCode.parse(code)), first_name=form.raw(f"given-{code}"), last_name=form.raw(f"surname-{code}"),
        birth_date=parse_day(born) if born else None,
    )
    return _row_offered(one, composition.household, composition.since, composition.applicant)


def count_words(persons: int, children: int) -> str:
    """"4 personas, 2 bērni" in the reader's language."""
    people = ngettext("%(count)s person", "%(count)s persons", persons) % {"count": persons}
    if not children:
        return people
    small = ngettext("%(count)s child", "%(count)s children", children) % {"count": children}
    return gettext("%(people)s, %(children)s") % {"people": people, "children": small}
