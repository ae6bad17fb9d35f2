"""Giving numbers."""

from django.db import transaction

from digisoc.documents.models import NumberSeries


def next_number(*, institution_id: int, series: str, year: int) -> int:
    """The next number of a series and year, from 1, without gaps.

    Must run in the transaction that writes the numbered row: the counter's row stays locked until it commits, and a
    rollback gives the number back.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a number is only given inside the transaction that uses it")
    NumberSeries.objects.get_or_create(institution_id=institution_id, series=series, year=year)
    counter = NumberSeries.objects.select_for_update().get(institution_id=institution_id, series=series, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last
