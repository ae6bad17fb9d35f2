"""One place of a set's content, read strictly: every refusal names the place ("benefits[2].amount.value: …")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from digisoc.kernel.errors import N_, InvalidValue
from digisoc.kernel.money import MAX_CENTS
from digisoc.kernel.months import Month
from digisoc.regulations.types import RegulationError

_MONTH_DAY = re.compile(r"^(\d{2})-(\d{2})$", re.ASCII)
_CODE = re.compile(r"^[a-z][a-z0-9_]{1,59}$", re.ASCII)


def storable(text: str) -> bool:
    """No control character besides line breaks, and no half of a character pair: the database takes neither."""
    return all((sign >= " " or sign in "\n\t") and not "\ud800" <= sign <= "\udfff" for sign in text)


@dataclass(frozen=True, slots=True)
class Place:
    """A value with the path that leads to it."""

    value: Any
    path: str = ""

    def at(self, key: str) -> Place:
        """The value under a key; None inside when it is absent."""
        return Place(self.value.get(key), f"{self.path}.{key}" if self.path else key)

    def need(self, key: str) -> Place:
        """The same, but refused when absent."""
        place = self.at(key)
        if place.empty:
            raise RegulationError(place.path, N_("%(path)s: this is missing."), code="regulation.missing")
        return place

    @property
    def empty(self) -> bool:
        """Absent, or written as nothing."""
        return self.value is None

    def mapping(self, *terms: str) -> Place:
        """This place, checked to be a mapping that knows only these terms."""
        if not isinstance(self.value, dict):
            raise self._form(N_("%(path)s: a group of named values is expected here."))
        for key in self.value:
            if key not in terms:
                raise self._unknown(f"{self.path}.{key}".strip(".") or "content", str(key), terms)
        return self

    def items(self) -> Iterator[Place]:
        """The entries of a list, numbered from 0."""
        if self.empty:
            return
        if not isinstance(self.value, list):
            raise self._form(N_("%(path)s: a list is expected here."))
        for number, value in enumerate(self.value):
            yield Place(value, f"{self.path}[{number}]")

    def text(self, limit: int = 200) -> str:
        """Text of 1 to `limit` characters."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self._form(N_("%(path)s: a text is expected here."))
        if len(self.value) > limit:
            raise self._form(N_("%(path)s: the text has more than %(limit)s characters."), limit=limit)
        if not storable(self.value):
            raise self._form(N_("%(path)s: the text holds a control character."))
        return self.value.strip()

    def code(self) -> str:
        """A short name in small Latin letters, digits and underscores."""
        text = self.text(60)
        if not _CODE.match(text):
            raise self._form(N_("%(path)s: a short name in small Latin letters, digits and “_” is expected here."))
        return text

    def term[T: StrEnum](self, vocabulary: type[T]) -> T:
        """A word of a closed vocabulary."""
        known = [item.value for item in vocabulary]
        if not isinstance(self.value, str) or self.value not in known:
            raise self._unknown(self.path, str(self.value), known)
        return vocabulary(self.value)

    def terms[T: StrEnum](self, vocabulary: type[T]) -> frozenset[T]:
        """A list of words of a closed vocabulary, each once; absent: none."""
        found: list[T] = []
        for place in self.items():
            word = place.term(vocabulary)
            if word in found:
                raise place._form(N_("%(path)s: “%(word)s” stands here twice."), word=word.value)
            found.append(word)
        return frozenset(found)

    def scaled(self, scale: int, *, largest: int) -> int:
        """A number as a whole multiple of 1/scale, from 0 to `largest` (both scaled)."""
        value = self._decimal() * scale
        if value != value.to_integral_value():
            raise self._form(N_("%(path)s: “%(value)s” has too many decimals."), value=self.value)
        if not 0 <= value <= largest:
            top = Decimal(largest) / scale
            raise self._form(N_("%(path)s: %(value)s is not between 0 and %(largest)s."), value=self.value, largest=top)
        return int(value)

    def euro(self) -> int:
        """Cents; never negative."""
        return self.scaled(100, largest=MAX_CENTS)

    def whole(self, smallest: int, largest: int) -> int:
        """A whole number between two bounds."""
        value = self._decimal()
        if value != value.to_integral_value() or not smallest <= value <= largest:
            raise self._form(
                N_("%(path)s: a whole number from %(smallest)s to %(largest)s is expected here, not “%(value)s”."),
                smallest=smallest, largest=largest, value=self.value,
            )
        return int(value)

    def month_day(self) -> tuple[int, int]:
        """A day of every year, written as 08-16."""
        match = _MONTH_DAY.match(self.value) if isinstance(self.value, str) else None
        try:
            day = date(2023, int(match[1]), int(match[2])) if match else None
        except ValueError:
            day = None
        if day is None:
            raise self._form(
                N_("%(path)s: “%(value)s” is not a day of every year; write it as 08-16."), value=self.value
            )
        return day.month, day.day

    def month(self) -> Month:
        """A month, written as 2026-03."""
        try:
            return Month.parse(str(self.value))
        except InvalidValue:
            raise self._form(N_("%(path)s: “%(value)s” is not a month."), value=self.value) from None

    def _decimal(self) -> Decimal:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float | str):
            raise self._form(N_("%(path)s: a number is expected here."))
        try:
            value = Decimal(str(self.value).replace(",", "."))
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or abs(value) > 10**12 or value.as_tuple().exponent < -20:  # type: ignore[operator]
            raise self._form(N_("%(path)s: “%(value)s” is not a number."), value=str(self.value)[:40])
        return value

    def _form(self, message: str, **params: Any) -> RegulationError:
        return RegulationError(self.path or "content", message, code="regulation.form", **params)

    @staticmethod
    def _unknown(path: str, word: str, known: Any) -> RegulationError:
        return RegulationError(
            path, N_("%(path)s: “%(word)s” is not a term of the rules."), code="regulation.unknown_term",
            hint=N_("Known here: %(known)s."), word=word[:60], known=", ".join(known),
        )
