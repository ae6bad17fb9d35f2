"""A small form kit: everything typed is kept, every error stands at its field and in the summary.

A page reads its fields first, so that all mistakes are shown at once, and uses the values inside `collecting`:

    form = FormState(request.POST)
    amount, since = form.euro("amount"), form.day("since")
    with form.collecting():
        record_income(amount=amount.value, since=since.value, by=request.actor, why="…")
        return redirect(...)
    return form.page(request, "desk/income.html", {...})

`.value` of any field ends the block while the form has a mistake, so a half-read form can't reach a command.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal, cast, overload

from django.db import transaction
from django.db.models import TextChoices
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from digisoc.kernel.errors import N_, InvalidValue, NotAllowedNow, StaleVersion, UserFacingError
from digisoc.kernel.money import Cents, format_number, parse_euro
from digisoc.web.ui.sentences import hint, sentence

_DAY = re.compile(r"^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?$")
#: Years that somebody living or a decision may have; another one is a typing error such as 0202 or 20226.
_YEARS = (1900, 2199)
_ISO_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake as it is shown: the field (empty for the whole form), the sentence, what to do.

    `nameless`: the sentence stands at its field and doesn't name it ("Fill in this field."); elsewhere the label must.
    """

    field: str
    sentence: str
    hint: str = ""
    nameless: bool = False

    @property
    def anchor(self) -> str:
        """The id of the input the summary links to; empty when it concerns the whole form."""
        return input_id(self.field) if self.field else ""

    def named(self, label: str) -> str:
        """The sentence as it is read away from its field: "Uzvārds: aizpildiet šo lauku."."""
        if not self.nameless or not label:
            return self.sentence
        start = self.sentence[:1].lower() if self.sentence[1:2].islower() else self.sentence[:1]
        return f"{label}: {start}{self.sentence[1:]}"


class _Incomplete(Exception):
    """The form has mistakes; nothing may be done with its values."""


@dataclass(frozen=True, slots=True)
class Typed[T]:
    """A value read from a form, usable only while the whole form is without a mistake."""

    form: "FormState"
    read: T | None

    @property
    def value(self) -> T:
        """The value; inside `collecting` a form with mistakes ends the block here."""
        if not self.form.ok:
            raise _Incomplete
        # None only when the field may be empty, and then T says so.
        return cast(T, self.read)


@dataclass
class FormState:
    """What was typed, or what the form starts with, and the mistakes by field.

    `labels` fills itself while the inputs are drawn; the summary of mistakes is drawn after them.
    """

    typed: QueryDict | Mapping[str, Any] | None = None
    initial: Mapping[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    status: int = 200
    labels: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, form: BaseForm) -> "FormState":
        """The state of a Django form, for the few pages that use one for shape."""
        state = cls(typed=form.data if form.is_bound else None, initial=form.initial)
        for name, messages in form.errors.items():
            for message in messages:
                state._note(Problem("" if name == "__all__" else name, str(message)), 422)
        return state

    @property
    def ok(self) -> bool:
        """No mistake so far."""
        return not self.problems

    def raw(self, name: str) -> str:
        """What stands in an input: what was typed, also when it is wrong or empty, else what the form starts with."""
        if self.typed:
            return str(self.typed.get(name, "")).replace("\x00", "")  # no person types it, no database keeps it
        return shown(self.initial.get(name))

    def chosen(self, name: str) -> list[str]:
        """The ticked values of a group of checkboxes."""
        if isinstance(self.typed, QueryDict) and self.typed:
            return [str(value) for value in self.typed.getlist(name)]
        value: Any = (self.typed or self.initial).get(name, [])
        return [shown(item) for item in value] if isinstance(value, list | tuple | set | frozenset) else [shown(value)]

    def problem(self, name: str) -> Problem | None:
        """The first mistake of a field."""
        return next((problem for problem in self.problems if problem.field == name), None)

    @property
    def summary(self) -> list[tuple[str, str, str]]:
        """Anchor, sentence and hint of every mistake, as they stand away from the fields."""
        return [(one.anchor, one.named(self.labels.get(one.field, "")), one.hint) for one in self.problems]

    def refuse(self, error: UserFacingError, *, name: str = "", nameless: bool = False) -> None:
        """Note a mistake at the error's field, or at `name` when the error names none."""
        status = 409 if isinstance(error, NotAllowedNow | StaleVersion) else 422
        self._note(Problem(error.field or name, sentence(error), hint(error), nameless), status)

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Do the command in a savepoint; a refusal that a user can mend is undone and noted in the form.

        `NotVisible` and `NotAllowedForYou` go on to the guard: no correction of the form would help.
        """
        try:
            with transaction.atomic():
                yield
        except _Incomplete:
            return
        except (InvalidValue, NotAllowedNow, StaleVersion) as error:
            self.refuse(error)

    def page(self, request: HttpRequest, template: str, context: Mapping[str, Any] | None = None) -> HttpResponse:
        """The page with this form as `form`: 422 with a mistake in the values, 409 when the moment forbids it."""
        return render(request, template, {**(context or {}), "form": self}, status=self.status)

    @overload
    def text(self, name: str, *, longest: int = ..., required: Literal[True] = True) -> Typed[str]: ...
    @overload
    def text(self, name: str, *, longest: int = ..., required: Literal[False]) -> Typed[str | None]: ...
    def text(self, name: str, *, longest: int = 2000, required: bool = True) -> Any:
        """Trimmed text of at most `longest` characters."""
        return self._read(name, required, lambda text: _short_enough(text, longest, name))

    @overload
    def euro(self, name: str, *, required: Literal[True] = True) -> Typed[Cents]: ...
    @overload
    def euro(self, name: str, *, required: Literal[False]) -> Typed[Cents | None]: ...
    def euro(self, name: str, *, required: bool = True) -> Any:
        """An amount in cents, from "1 234,56"."""
        return self._read(name, required, lambda text: parse_euro(text, field=name))

    @overload
    def day(self, name: str, *, required: Literal[True] = True) -> Typed[date]: ...
    @overload
    def day(self, name: str, *, required: Literal[False]) -> Typed[date | None]: ...
    def day(self, name: str, *, required: bool = True) -> Any:
        """A day, from "22.11.2026." (also without the last dot, or as 2026-11-22)."""
        return self._read(name, required, lambda text: parse_day(text, field=name))

    @overload
    def integer(
        self, name: str, *, least: int = ..., most: int = ..., required: Literal[True] = True
    ) -> Typed[int]: ...
    @overload
    def integer(
        self, name: str, *, least: int = ..., most: int = ..., required: Literal[False]
    ) -> Typed[int | None]: ...
    def integer(self, name: str, *, least: int = 0, most: int = 1_000_000, required: bool = True) -> Any:
        """A whole number between `least` and `most`."""
        return self._read(name, required, lambda text: _whole(text, least, most, name))

    @overload
    def choice[E: TextChoices | StrEnum](
        self, name: str, kind: type[E], *, required: Literal[True] = True
    ) -> Typed[E]: ...
    @overload
    def choice[E: TextChoices | StrEnum](
        self, name: str, kind: type[E], *, required: Literal[False]
    ) -> Typed[E | None]: ...
    def choice(self, name: str, kind: type[Any], *, required: bool = True) -> Any:
        """One value of a closed list."""
        missing = N_("Choose one of the answers.")
        return self._read(name, required, lambda text: _one_of(text, kind, name), missing)

    def flag(self, name: str) -> Typed[bool]:
        """Is the checkbox ticked?"""
        return Typed(self, bool(self.raw(name)))

    def _read[T](self, name: str, required: bool, parse: Callable[[str], T], missing: str = "") -> Typed[T]:
        text = self.raw(name).strip()
        try:
            if text:
                return Typed(self, parse(text))
            if required:
                raise InvalidValue(missing or N_("Fill in this field."), code="form.empty", field=name)
        except InvalidValue as error:
            # A parser knows the text, not the field; a room's own sentence names what is wrong.
            self.refuse(error, name=name, nameless=True)
        return Typed(self, None)

    def _note(self, problem: Problem, status: int) -> None:
        self.problems.append(problem)
        self.status = status if self.status == 200 else self.status


@dataclass(frozen=True, slots=True)
class Control:
    """Everything a component needs to draw one input; made by the `control` tag."""

    id: str
    name: str
    value: str
    chosen: list[str]
    error: str
    hint: str
    described_by: str


def control(
    form: FormState | None, name: str, *, value: Any = "", error: str = "", description: str = "", ident: str = "",
    label: str = "",
) -> Control:
    """One input of a form, or one without a form from `value` and `error`."""
    key = ident or input_id(name)
    if form and label:
        form.labels.setdefault(name, label)
    problem = (form.problem(name) if form else None) or (Problem(name, error) if error else None)
    marks = [f"{key}-description"] * bool(description) + [f"{key}-error"] * bool(problem)
    known = form is not None and (bool(form.typed) or name in form.initial)
    return Control(
        id=key, name=name, value=form.raw(name) if form and known else shown(value),
        chosen=form.chosen(name) if form and known else [shown(value)],
        error=problem.sentence if problem else "", hint=problem.hint if problem else "", described_by=" ".join(marks),
    )


def input_id(name: str) -> str:
    """The id of the input of this name; the error summary links to it."""
    return f"f-{name}"


def shown(value: Any) -> str:
    """A value as a person types it: days as 22.11.2026., nothing as an empty input. Format cents before."""
    if value is None or value is False:
        return ""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}."
    return str(value)


def typed_euro(cents: Cents | None) -> str:
    """Cents as a person types them into a money field; empty for nothing."""
    return "" if cents is None else format_number(cents)


def parse_day(text: str, *, field: str = "") -> date:
    """A day from "22.11.2026.", "22.11.2026" or "2026-11-22"."""
    match, iso = _DAY.match(text.strip()), _ISO_DAY.match(text.strip())
    parts = match.group(3, 2, 1) if match else iso.group(1, 2, 3) if iso else None
    wrong = InvalidValue(
        N_("“%(text)s” is not a date."), code="date.form", field=field, hint=N_("Type it as 22.11.2026."), text=text
    )
    try:
        day = date(*(int(part) for part in parts or ()))
    except (TypeError, ValueError):
        raise wrong from None
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise wrong
    return day


def _short_enough(text: str, longest: int, name: str) -> str:
    if len(text) > longest:
        raise InvalidValue(
            N_("The text has %(length)s characters; %(longest)s fit."), code="text.long", field=name,
            length=len(text), longest=longest,
        )
    return text


def _whole(text: str, least: int, most: int, name: str) -> int:
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(r"-?[0-9]{1,9}", digits) or not least <= int(digits) <= most:
        raise InvalidValue(
            N_("“%(text)s” is not a whole number from %(least)s to %(most)s."), code="number.form", field=name,
            text=text, least=least, most=most,
        )
    return int(digits)


def _one_of(text: str, kind: type[Any], name: str) -> Any:
    try:
        return kind(text)
    except ValueError:
        raise InvalidValue(
            N_("“%(text)s” is not one of the answers."), code="choice.unknown", field=name,
            hint=N_("Choose one of the answers."), text=text,
        ) from None
