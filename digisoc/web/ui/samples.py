"""Made-up values for the catalogue of components."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from digisoc.accounts.enums import Role
from digisoc.web.ui.forms import FormState


@dataclass(frozen=True, slots=True)
class SampleStep:
    """A step of a journey, as `<c-progress>` wants it."""

    label: str
    state: str
    url: str = ""


def form(typed: Mapping[str, Any] | None = None) -> FormState:
    """The catalogue's form; opened with two mistakes so that they can be seen."""
    state = FormState(typed or {"amount": "12,345", "since": "31.02.2026.", "why": gettext("Rent went up"), "kind": ""})
    state.choice("kind", Role)
    state.euro("amount")
    state.day("since")
    state.text("why")
    return state


def context() -> dict[str, Any]:
    """Values of the catalogue."""
    return {
        "colours": ["neutral", "info", "success", "warning", "danger"],
        "roles": Role.choices,
        "answers": [("yes", _("Yes")), ("no", _("No"))],
        "steps": [
            SampleStep(gettext("Household"), "done", "#household"),
            SampleStep(gettext("Declaration"), "current"),
            SampleStep(gettext("Decision"), "todo"),
        ],
        "page_of": Paginator(range(240), 20).page(5),
    }
