"""Sets of municipal rules.

What is submitted stays as it is until it is returned, what is published stays for good: triggers in migration 0002
refuse the rest (plain SQL, because pgtrigger's own can be switched off by a session setting).
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from digisoc.accounts.api import User
from digisoc.core.api import TenantModel
from digisoc.regulations.content import parse_content
from digisoc.regulations.enums import Origin, SetState
from digisoc.regulations.types import Content, SetData
from digisoc.trail.api import tracked

_DECIDED = Q(state__in=[SetState.APPROVED, SetState.PUBLISHED])
_LOADED = Q(origin=Origin.LOADED)


class Days(Func):
    """The days of a set as a range; an end of NULL is open."""

    function = "DATERANGE"
    output_field = DateRangeField()


@tracked
class RegulationSet(TenantModel):
    """Everything that an institution's own rules say from one day to another, as one frozen whole.

    `content` is what `content.parse_content` reads. `author_ids` are all who ever wrote it; none of them approves or
    publishes it. A loaded set is the copy of an act that the council has passed, so nobody approves it here.
    """

    number = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    link = models.CharField(max_length=400)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    content = models.JSONField()
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers")
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.WRITTEN)
    state = models.CharField(max_length=10, choices=SetState, default=SetState.DRAFTED)
    version = models.PositiveIntegerField(default=1)
    author_ids = ArrayField(models.BigIntegerField(), default=list)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    return_note = models.CharField(max_length=1000, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [
            ExclusionConstraint(
                name="published_sets_do_not_overlap",
                expressions=[
                    ("institution", RangeOperators.EQUAL),
                    (Days("valid_from", "valid_to", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(state=SetState.PUBLISHED),
            ),
            models.UniqueConstraint(
                fields=["follows"], condition=Q(state=SetState.PUBLISHED), name="a_published_set_is_followed_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="regulation_set_dates"
            ),
            models.CheckConstraint(
                condition=(_LOADED & Q(state=SetState.PUBLISHED, drafted_by__isnull=True, approved_by__isnull=True))
                | (~_LOADED & Q(drafted_by__isnull=False)),
                name="a_set_has_an_author_or_is_loaded",
            ),
            models.CheckConstraint(
                condition=_LOADED
                | (~_DECIDED & Q(approved_by__isnull=True, published_by__isnull=True))
                | Q(state=SetState.APPROVED, submitted_by__isnull=False, approved_by__isnull=False,
                    published_by__isnull=True)
                | Q(state=SetState.PUBLISHED, submitted_by__isnull=False, approved_by__isnull=False,
                    published_by__isnull=False),
                name="a_set_is_approved_then_published",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("drafted_by")) & ~Q(approved_by=F("submitted_by"))),
                name="regulation_set_four_eyes",
            ),
        ]

    class Keeping:
        personal = False
        retention = "reference"

    def __str__(self) -> str:
        return f"{self.number} ({self.valid_from:%d.%m.%Y})"

    def parsed(self) -> Content:
        """The content as frozen values."""
        return parse_content(self.content)

    def data(self) -> SetData:
        """What its author wrote."""
        return SetData(self.number, self.title, self.link, self.valid_from, self.valid_to, self.content)
