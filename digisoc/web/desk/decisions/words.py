"""What the calculation's insights and unconfirmed numbers are called, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, gettext, pgettext

from digisoc.intake.enums import PropertyKind
from digisoc.kernel.money import NBSP, format_euro
from digisoc.kernel.months import Month
from digisoc.rules.api import Assessment, Language
from digisoc.web.desk.decisions.insights import Doubt, Effect, Enough, WithinLimits
from digisoc.web.desk.declaration_tables import kind_name, position_name, short_name

_NORM = "housing_norm."


def reader_language() -> Language:
    """The language of the rules' sentences for this reader."""
    return "en" if (get_language() or "lv").startswith("en") else "lv"


def quantity(kind: str, value: int, *, is_property: bool = True) -> str:
    """A value in the unit of its kind: euro, pieces, square metres."""
    if not is_property or kind == PropertyKind.SAVINGS:
        return format_euro(value)
    return f"{value:,}".replace(",", NBSP) + (f"{NBSP}m²" if kind == PropertyKind.LAND else "")


def doubt_title(doubt: Doubt) -> str:
    """"Anna Bērziņa · wage · 09.2026"."""
    kind = PropertyKind(doubt.kind).label if doubt.is_property else kind_name(doubt.kind)
    return " · ".join(str(part) for part in (doubt.person_name, kind, doubt.month and doubt.month.shown) if part)


def doubt_values(doubt: Doubt) -> str:
    """Both values and which one counts."""
    now, other = (
        quantity(doubt.kind, value, is_property=doubt.is_property) for value in (doubt.now, doubt.other)
    )
    words = {"now": now, "other": other, "register": short_name(doubt.value.register), "reason": doubt.value.reason}
    if not doubt.settled:
        return gettext("Declared %(other)s, %(register)s says %(now)s. The register's value counts.") % words
    if doubt.other_by == "declared":
        return gettext("Declared %(other)s, replaced by %(now)s: %(reason)s.") % words
    return gettext("%(register)s says %(other)s, replaced by %(now)s: %(reason)s.") % words


def doubt_effect(doubt: Doubt, requests: Sequence[str]) -> str:
    """What the other value would change: "With the declared value the housing benefit would be 14,03 € higher."."""
    effects = effects_in_words(doubt.effect, requests)
    declared = doubt.other_by == "declared"
    if not effects:
        return (
            gettext("With the declared value the result would be the same.") if declared
            else gettext("With the register's value the result would be the same.")
        )
    template = gettext("With the declared value %(effects)s.") if declared else gettext(
        "With the register's value %(effects)s."
    )
    return template % {"effects": effects}


def effects_in_words(effect: Effect, requests: Sequence[str]) -> str:
    """What would be different, in the order status, GMI, housing, of what was asked for; empty for nothing."""
    parts = []
    if effect.status_changes:
        words = {"then": status_word(effect.status_then), "now": status_word(effect.status_now)}
        parts.append(gettext("the household would be %(then)s instead of %(now)s") % words)
    if effect.gmi and "gmi" in requests:
        parts.append(_benefit_change(
            gettext("the GMI benefit would be %(amount)s higher"), gettext("the GMI benefit would be %(amount)s lower"),
            effect.gmi,
        ))
    if effect.housing and "housing" in requests:
        parts.append(_benefit_change(
            gettext("the housing benefit would be %(amount)s higher"),
            gettext("the housing benefit would be %(amount)s lower"), effect.housing,
        ))
    return listed(parts)


def listed(parts: Sequence[str]) -> str:
    """"a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def status_word(status: str) -> str:
    """The status inside a sentence."""
    return {
        "needy": pgettext("status in a sentence", "needy"),
        "low_income": pgettext("status in a sentence", "low-income"),
    }.get(status, pgettext("status in a sentence", "without a status"))


def enough_in_words(enough: Enough, now: Assessment) -> str:
    """One sentence: up to which income what would be given; beside it, what is given already."""
    if enough.gain in ("needy", "low_income"):
        words = {"limit": format_euro(enough.at_most), "status": status_word(enough.gain)}
        return gettext("With an income of up to %(limit)s a month the household would be %(status)s.") % words
    also = bool(now.gmi_benefit or now.housing_benefit)
    templates = {
        ("gmi", True): gettext("With an income below %(limit)s a month a GMI benefit would be due as well."),
        ("gmi", False): gettext("With an income below %(limit)s a month a GMI benefit would be due."),
        ("housing", True): gettext("With an income below %(limit)s a month a housing benefit would be due as well."),
        ("housing", False): gettext("With an income below %(limit)s a month a housing benefit would be due."),
    }
    return templates[enough.gain, also] % {"limit": format_euro(enough.below)}


def within_limits_in_words(within: WithinLimits, requests: Sequence[str]) -> str:
    """What would be given if the property didn't exceed the limits; empty when nothing asked for would change."""
    effects = effects_in_words(within.effect, requests)
    if not effects:
        return ""
    return gettext("If property and savings were within the limits, %(effects)s.") % {"effects": effects}


def unconfirmed_in_words(codes: Iterable[str]) -> list[str]:
    """The unconfirmed numbers of a result; the norms of housing costs in one line, by position."""
    known = list(codes)
    norms = [position_name(code.removeprefix(_NORM)) for code in known if code.startswith(_NORM)]
    lines = list(dict.fromkeys(_unconfirmed(code) for code in known if not code.startswith(_NORM)))
    if norms:
        lines.append(gettext("Norms of housing costs: %(positions)s") % {"positions": ", ".join(norms)})
    return lines


def _unconfirmed(code: str) -> str:
    names = {
        "gmi_threshold": gettext("GMI threshold"),
        "needy_threshold": gettext("Income threshold of a needy household"),
        "low_income_threshold": gettext("Income threshold of a low-income household in this municipality"),
        "housing_coefficient": gettext("Coefficient of the housing benefit"),
        "minimum_monthly_wage": gettext("Minimum monthly wage"),
        "savings_limit": gettext("Limit of savings"),
        "homes_limit": gettext("How many real properties a household may have"),
        "land_limit": gettext("Limit of land"),
        "motor_vehicles_limit": gettext("How many motor vehicles a household may have"),
    }
    return names.get(code.partition(".")[0], code)


def _benefit_change(higher: str, lower: str, cents: int) -> str:
    return (higher if cents > 0 else lower) % {"amount": format_euro(abs(cents))}


def step_title(step: Mapping[str, Any]) -> str:
    """The title of a step; one of a later month says from when."""
    if not step.get("month"):
        return str(step["title"])
    words = {"month": Month.parse(step["month"]).shown, "title": step["title"]}
    return gettext("From %(month)s: %(title)s") % words


def not_asked_for(benefit: str, cents: int) -> str:
    """A benefit that the law gives and the application doesn't ask for."""
    template = (
        gettext("A GMI benefit of %(amount)s a month would be due, but the application does not ask for it.")
        if benefit == "gmi"
        else gettext("A housing benefit of %(amount)s a month would be due, but the application does not ask for it.")
    )
    return template % {"amount": format_euro(cents)}


def result_title(given: Sequence[str]) -> str:
    """What the last line of the calculation is called."""
    if not given:
        return gettext("No benefit is due")
    if len(given) > 1:
        return gettext("Benefits a month, together")
    return gettext("GMI benefit a month") if given[0] == "gmi" else gettext("Housing benefit a month")


def result_parts(given: Mapping[str, int]) -> str:
    """"GMI benefit 12,00 € + housing benefit 34,00 €"."""
    names = {"gmi": gettext("GMI benefit"), "housing": gettext("housing benefit")}
    return " + ".join(f"{names[name]} {format_euro(cents)}" for name, cents in given.items())
