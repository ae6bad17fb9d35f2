"""The list of work: undecided applications, what each waits for, counted in the database.

One query for the rows, one for the counts, and a constant number for what stands beside the rows of a page.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Count, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.fields import DateField

from digisoc.accounts.api import Actor
from digisoc.intake.enums import ApplicationState, ReadingOutcome, WorkFilter
from digisoc.intake.models import Application, IncomeLine, PropertyItem, RegisterReading, Signature
from digisoc.intake.queries import is_adult, open_applications
from digisoc.intake.types import WorkRow
from digisoc.kernel import clock
from digisoc.registry.api import HouseholdMember, Person
from digisoc.trail.api import record_access
from digisoc.trail.enums import Purpose

_UNSETTLED = Q(register_value__isnull=False, declared_value__isnull=False, corrected_value__isnull=True) & ~Q(
    register_value=F("declared_value")
)
_SILENT = Q(is_latest=True, settled_note="") & ~Q(outcome=ReadingOutcome.ANSWERED)


def worklist(only: WorkFilter | None = None) -> QuerySet[Application]:
    """Undecided applications of the current institution, the most urgent first; `only` those of one filter."""
    rows = _marked()
    return rows.filter(_condition(only, clock.today())) if only else rows


def worklist_counts() -> dict[WorkFilter | None, int]:
    """How many are left under each filter; under None, all."""
    today = clock.today()
    counts = {only.value: Count("pk", filter=_condition(only, today)) for only in WorkFilter}
    found = _marked().order_by().aggregate(all=Count("pk"), **counts)
    return {None: found["all"], **{only: found[only.value] for only in WorkFilter}}


def worklist_rows(applications: Sequence[Application], *, by: Actor, purpose: Purpose) -> list[WorkRow]:
    """What the list shows about each of these applications; the look at the applicants is logged."""
    subjects = {application.case.applicant.uid for application in applications}
    if subjects:
        record_access(user_id=by.user_id, subjects=subjects, purpose=purpose, what="worklist")
    households = _members_of(applications)
    ids = [application.pk for application in applications]
    signed = set(Signature.objects.filter(application__in=ids).values_list("application_id", "person_id"))
    silent = _silent_registers(ids)
    asked = set(RegisterReading.objects.filter(application__in=ids).values_list("application_id", flat=True))
    differing = _differences_of(ids)
    rows = []
    for application in applications:
        persons = households[application.pk]
        adults = [person for person in persons if is_adult(person, application.received_on)]
        rows.append(
            WorkRow(
                application=application, persons=len(persons), children=len(persons) - len(adults),
                differences=differing[application.pk], silent=tuple(silent[application.pk]),
                unsigned=tuple(person.full_name for person in adults if (application.pk, person.pk) not in signed),
                asked=application.pk in asked,
            )
        )
    return rows


def _marked() -> QuerySet[Application]:
    of_this = {"application": OuterRef("pk")}
    adult = HouseholdMember.objects.filter(
        household=OuterRef("case__household"), period__contains=OuterRef("received_on"),
        person__birth_date__lte=_eighteen_years_before(OuterRef("received_on")),
    ).exclude(Exists(Signature.objects.filter(application=OuterRef(OuterRef("pk")), person=OuterRef("person"))))
    return open_applications().annotate(
        has_differences=Exists(IncomeLine.objects.filter(_UNSETTLED, **of_this))
        | Exists(PropertyItem.objects.filter(_UNSETTLED, **of_this)),
        is_waiting=Exists(RegisterReading.objects.filter(_SILENT, **of_this)) | Exists(adult),
    )


def _eighteen_years_before(day: OuterRef) -> Func:
    as_date = "(%(expressions)s)::date"
    return Func(day, Value("18 years"), template=as_date, arg_joiner=" - interval ", output_field=DateField())


def _condition(only: WorkFilter, today: date) -> Q:
    sunday = today + timedelta(days=6 - today.weekday())
    return {
        WorkFilter.OVERDUE: Q(due_on__lt=today),
        WorkFilter.TODAY: Q(due_on=today),
        WorkFilter.WEEK: Q(due_on__range=(today, sunday)),
        WorkFilter.DIFFERENCES: Q(state=ApplicationState.COLLECTING, has_differences=True),
        WorkFilter.WAITING: Q(state=ApplicationState.COLLECTING, is_waiting=True),
    }[only]


def _members_of(applications: Sequence[Application]) -> dict[int, list[Person]]:
    households = {application.case.household_id for application in applications}
    memberships: dict[int, list[HouseholdMember]] = defaultdict(list)
    for membership in HouseholdMember.objects.filter(household__in=households).select_related("person"):
        memberships[membership.household_id].append(membership)
    return {
        application.pk: [
            membership.person for membership in memberships[application.case.household_id]
            if _contains(membership, application.received_on)
        ]
        for application in applications
    }


def _contains(membership: HouseholdMember, day: date) -> bool:
    period = membership.period
    return (period.lower is None or period.lower <= day) and (period.upper is None or day < period.upper)


def _silent_registers(ids: Iterable[int]) -> dict[int, list[str]]:
    silent: dict[int, list[str]] = defaultdict(list)
    readings = RegisterReading.objects.filter(_SILENT, application__in=ids).order_by("register")
    for application_id, register in readings.values_list("application_id", "register").distinct():
        silent[application_id].append(register)
    return silent


def _differences_of(ids: Iterable[int]) -> Counter[int]:
    found: Counter[int] = Counter()
    for model in (IncomeLine, PropertyItem):
        found.update(model.objects.filter(_UNSETTLED, application__in=ids).values_list("application_id", flat=True))
    return found
