"""Counters of documents, one per institution, series and year."""

from django.db import models

from digisoc.core.api import TenantModel


class NumberSeries(TenantModel):
    """The last number given in a series and year. The row is locked until the document that took a number commits."""

    series = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "series", "year"], name="one_series_a_year")]

    class Keeping:
        personal = False
        retention = "case_file"

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
