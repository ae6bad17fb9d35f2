"""Commands on the values of a means declaration. Each keeps what other sources say."""

from typing import Any

from django.db import transaction

from digisoc.accounts.api import Actor
from digisoc.intake import permissions, policies
from digisoc.intake.enums import PropertyKind, Source
from digisoc.intake.models import Application, Attachment, HousingCost, IncomeLine, MemberFacts, PropertyItem
from digisoc.intake.queries import members, months_of
from digisoc.kernel.errors import N_, InvalidValue, StaleVersion
from digisoc.kernel.money import MAX_CENTS
from digisoc.kernel.months import Month
from digisoc.registry.api import Person
from digisoc.registry.enums import Disability
from digisoc.rules.api import cost_positions, income_kinds


@transaction.atomic
def declare_income(
    application: Application, *, person: Person, kind: str, month: Month | None, cents: int, by: Actor, why: str,
    source: Source = Source.APPLICANT, evidence: Attachment | None = None,
) -> IncomeLine:
    """What the applicant (or a document) says about one kind of income in one month; net, in cents.

    Irregular kinds have no month: `cents` is the sum of the last twelve.
    """
    _check(application, person, cents, by)
    _check_month(application, kind, month)
    line, created = IncomeLine.objects.select_for_update().get_or_create(
        application=application, person=person, kind=kind, month=month.first_day if month else None,
        defaults={"institution_id": by.institution_id},
    )
    line.declared_value, line.declared_source, line.evidence = cents, source, evidence or line.evidence
    return _saved(line, created)


def correct_income(
    line: IncomeLine, *, cents: int, reason: str, evidence: Attachment | None, version: int, by: Actor, why: str
) -> IncomeLine:
    """Set the value that counts instead of the register's, with a reason and, where there is one, the evidence."""
    return _correct(IncomeLine, line, cents, reason, evidence, version, by)


@transaction.atomic
def declare_property(
    application: Application, *, person: Person, kind: PropertyKind, quantity: int, identifier: str, description: str,
    by: Actor, why: str, source: Source = Source.APPLICANT,
) -> PropertyItem:
    """What the applicant says is owned: pieces, square metres of land, cents of savings."""
    _check(application, person, quantity, by)
    item, created = PropertyItem.objects.select_for_update().get_or_create(
        application=application, person=person, kind=kind, identifier=identifier.strip(),
        defaults={"institution_id": by.institution_id, "description": description.strip()},
    )
    item.declared_value, item.declared_source = quantity, source
    return _saved(item, created)


def correct_property(
    item: PropertyItem, *, quantity: int, reason: str, evidence: Attachment | None, version: int, by: Actor, why: str
) -> PropertyItem:
    """Set the quantity that counts, 0 for "doesn't count", with a reason."""
    return _correct(PropertyItem, item, quantity, reason, evidence, version, by)


@transaction.atomic
def set_housing_cost(
    application: Application, *, position: str, cents: int, by: Actor, why: str, evidence: Attachment | None = None
) -> HousingCost | None:
    """The bill of one position of MK 809 Annex 3, in cents a month; 0 takes it out."""
    _check(application, None, cents, by)
    if position not in {known.code for known in cost_positions()}:
        raise InvalidValue(N_("“%(position)s” is not a cost position."), code="cost.position", position=position)
    if cents == 0:
        HousingCost.objects.filter(application=application, position=position).delete()
        return None
    return HousingCost.objects.update_or_create(
        application=application, position=position,
        defaults={"institution_id": by.institution_id, "cents": cents, "evidence": evidence},
    )[0]


@transaction.atomic
def set_member_facts(
    application: Application, *, person: Person, disability: Disability, studying: bool, by: Actor, why: str
) -> MemberFacts:
    """What a document shows about a member's disability and studies on the day of the application."""
    _check(application, person, 0, by)
    return MemberFacts.objects.update_or_create(
        application=application, person=person,
        defaults={
            "institution_id": by.institution_id, "disability": disability, "disability_source": Source.DOCUMENT,
            "studying": studying, "studying_source": Source.DOCUMENT,
        },
    )[0]


@transaction.atomic
def _correct[V: (IncomeLine, PropertyItem)](
    model: type[V], row: V, value: int, reason: str, evidence: Attachment | None, version: int, by: Actor
) -> V:
    current: Any = model.objects.select_for_update().select_related("application", "person").get(pk=row.pk)
    _check(current.application, current.person, value, by)
    if current.version != version:
        raise StaleVersion(
            N_("Someone else changed this value while you were typing."), code="stale",
            hint=N_("Compare both versions and save what is right; nothing you typed is lost."),
        )
    if not reason.strip():
        raise InvalidValue(
            N_("A correction needs a reason."), code="correction.reason", field="reason",
            hint=N_("Say what shows that the register's value is not right."),
        )
    current.corrected_value, current.correction_reason, current.evidence = value, reason.strip(), evidence
    return _saved(current, False)


def _saved[V: (IncomeLine, PropertyItem)](row: V, created: bool) -> V:
    if not created:
        row.version += 1
    row.save()
    return row


def _check(application: Application, person: Person | None, value: int, by: Actor) -> None:
    permissions.check_change_application(by)
    policies.check_change_declaration(Application.objects.select_for_update().get(pk=application.pk))
    if person is not None and person.pk not in {member.pk for member in members(application)}:
        raise InvalidValue(
            N_("%(name)s is not in this household."), code="declaration.stranger", field="person",
            name=person.full_name,
        )
    if not 0 <= value <= MAX_CENTS:
        raise InvalidValue(
            N_("This value can't be true."), code="declaration.absurd", field="value",
            hint=N_("It must not be negative and not above one million."),
        )


def _check_month(application: Application, kind: str, month: Month | None) -> None:
    known = next((entry for entry in income_kinds() if entry.code == kind), None)
    if known is None:
        raise InvalidValue(N_("“%(kind)s” is not a kind of income."), code="income.kind", field="kind", kind=kind)
    months = months_of(application)
    if known.irregular != (month is None):
        raise InvalidValue(
            N_("Irregular income is told as the sum of twelve months, regular income month by month."),
            code="income.period", field="month",
        )
    if month is not None and month not in months:
        raise InvalidValue(
            N_("%(month)s is not one of the three months that count."), code="income.month", field="month",
            hint=N_("Only income from %(first)s to %(last)s counts."), month=month.shown, first=months[0].shown,
            last=months[-1].shown,
        )
