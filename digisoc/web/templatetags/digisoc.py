"""Formats that people read: euro, dates, months, sentences of errors."""

from datetime import date, datetime
from typing import Any

from django import template

from digisoc.kernel.clock import RIGA
from digisoc.kernel.money import format_euro, format_number
from digisoc.kernel.months import Month
from digisoc.web.ui.sentences import sentence as error_sentence

register = template.Library()


@register.filter
def euro(cents: int | None) -> str:
    """"1 234,56 €" from cents; a dash for nothing."""
    return "–" if cents is None else format_euro(cents)


@register.filter
def amount(cents: int | None) -> str:
    """"1 234,56" from cents; a dash for nothing."""
    return "–" if cents is None else format_number(cents)


@register.filter
def day(value: date | datetime | None) -> str:
    """"22.11.2026." in Riga; a dash for nothing."""
    if value is None:
        return "–"
    local = value.astimezone(RIGA) if isinstance(value, datetime) else value
    return f"{local:%d.%m.%Y}."


@register.filter
def moment(value: datetime | None) -> str:
    """"22.11.2026. 14:05" in Riga; a dash for nothing."""
    return "–" if value is None else f"{value.astimezone(RIGA):%d.%m.%Y. %H:%M}"


@register.filter
def month(value: date | Month | None) -> str:
    """"11.2026" from a month or any day in it."""
    if value is None:
        return "–"
    return value.shown if isinstance(value, Month) else Month.of(value).shown


@register.filter
def sentence(error: Any) -> str:
    """The translated sentence of a `UserFacingError`."""
    return error_sentence(error)


@register.filter
def lookup(mapping: Any, key: Any) -> Any:
    """mapping[key] in a template; empty when missing."""
    return mapping.get(key, "") if mapping else ""
