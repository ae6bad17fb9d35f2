"""Both versions of a form that somebody else was faster with, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from digisoc.kernel.errors import N_, StaleVersion
from digisoc.web.ui.forms import FormState, shown


@dataclass(frozen=True, slots=True)
class Version:
    """One field in both versions; `differs` marks what has to be looked at."""

    label: str
    theirs: str
    mine: str

    @property
    def differs(self) -> bool:
        """Do both say different things?"""
        return self.theirs != self.mine


def versions_of(labels: Mapping[str, str], saved: Mapping[str, Any], form: FormState) -> list[Version]:
    """What is saved now beside what was typed, for the fields that differ; `labels` are msgids by field."""
    found = [Version(gettext(label), shown(saved.get(name)), form.raw(name)) for name, label in labels.items()]
    return [version for version in found if version.differs]


def changed_meanwhile() -> StaleVersion:
    """The error of a form whose values are no longer those it was opened with."""
    return StaleVersion(
        N_("Someone else changed this while you were typing."), code="stale",
        hint=N_("Compare both versions below and save what is right; nothing you typed is lost."),
    )


def version_of(form: FormState) -> int:
    """The version a form was opened with; -1, which no row has, when it carries none."""
    text = form.raw("version")
    return int(text) if text.isdecimal() and len(text) < 10 else -1
