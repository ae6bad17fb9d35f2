"""Formats that people read: euro, dates, months, sentences of errors."""

from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.forms import BoundField
from django.template import Context
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

from digisoc.accounts.api import Actor, Role
from digisoc.kernel.clock import RIGA
from digisoc.kernel.money import format_euro, format_number
from digisoc.kernel.months import Month
from digisoc.web.ui.forms import Control, FormState
from digisoc.web.ui.forms import control as make_control
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


@register.simple_tag(takes_context=True)
def control(
    context: Context, form: FormState | None, name: str, value: Any = "", error: str = "", description: str = "",
    ident: str = "",
) -> Control:
    """One input of a form for a component: its id, what stands in it, its mistake, what describes it.

    The component's `label` is noted in the form, so that the summary of mistakes can name the field.
    """
    known = form if isinstance(form, FormState) else None
    label = str(context.get("label", ""))
    return make_control(
        known, name, value=value, error=error, description=description, ident=ident, label=label
    )


@register.filter
def spread(attrs: Any) -> SafeString:
    """The attributes a component was given beyond its own parameters, escaped.

    Cotton's own `{{ attrs }}` marks bound values safe without escaping them.
    """
    pairs = ((key, value) for key, value in attrs.attrs_dict().items() if value is not False and value is not None)
    return format_html_join("", " {}{}", ((key, "" if value is True else _quoted(value)) for key, value in pairs))


@register.filter
def as_input(field: BoundField) -> SafeString:
    """A Django form field drawn as the kit draws its inputs."""
    invalid = {"aria-invalid": "true"} if field.errors else {}
    marks = [f"{field.auto_id}_helptext"] * bool(field.help_text) + [f"{field.auto_id}_error"] * bool(field.errors)
    described = {"aria-describedby": " ".join(marks)} if marks else {}
    # A placeholder that repeats the label only disappears when it is needed.
    return field.as_widget(attrs={"class": "ds-input", "placeholder": False, **invalid, **described})


def _quoted(value: Any) -> SafeString:
    text = str(conditional_escape(value)).replace('"', "&quot;")
    return SafeString(f'="{text}"')


@register.filter
def nearby_pages(paginator: "Paginator[Any]", number: int) -> Any:
    """The page numbers around one, with gaps."""
    return paginator.get_elided_page_range(number, on_each_side=2, on_ends=1)


@register.filter
def role_names(actor: Actor) -> str:
    """The actor's roles in words, in the order of the list of roles."""
    return ", ".join(str(role.label) for role in Role if role in actor.roles)
