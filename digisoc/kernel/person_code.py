"""The Latvian personal code in both of its forms.

Old form DDMMYY-CNNNX: the day of birth, a century digit (0: 18xx, 1: 19xx, 2: 20xx), a serial number and a check
digit. Since 1 July 2017 new codes begin with 32 and tell nothing about the person; no check digit is published for
them, so only their shape is checked. Source: Fizisko personu reģistra likums; the check digit as in python-stdnum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from digisoc.kernel.errors import N_, InvalidValue

_SHAPE = re.compile(r"^(\d{6})-?(\d{5})$", re.ASCII)
_WEIGHTS = (10, 5, 8, 4, 2, 1, 6, 3, 7, 9)
_CENTURIES = {"0": 1800, "1": 1900, "2": 2000}
_HINT = N_("Compare it with the passport or identity card; it has 11 digits.")


@dataclass(frozen=True, order=True, slots=True)
class PersonCode:
    """A checked personal code; `digits` holds its 11 digits, `str()` gives the form with the hyphen."""

    digits: str

    @classmethod
    def parse(cls, text: str, *, today: date | None = None, field: str = "") -> PersonCode:
        """From "010190-12345" or "01019012345"; with `today`, a birth date in the future is refused."""
        match = _SHAPE.match(text.strip().replace(" ", ""))
        if not match:
            raise InvalidValue(
                N_("“%(text)s” is not a personal code."), code="person_code.form", field=field, hint=_HINT, text=text
            )
        digits = match.group(1) + match.group(2)
        code = cls(digits)
        if code.is_new_form:
            return code
        birth_date = _birth_date(digits)
        if birth_date is None:
            raise InvalidValue(
                N_("The personal code %(text)s does not begin with a real date of birth."),
                code="person_code.date", field=field, hint=_HINT, text=text,
            )
        if today and birth_date > today:
            raise InvalidValue(
                N_("By the personal code %(text)s the person is not born yet."),
                code="person_code.future", field=field, hint=_HINT, text=text,
            )
        if check_digit(digits[:10]) != digits[10]:
            raise InvalidValue(
                N_("The last digit of the personal code %(text)s does not fit the others; one digit is mistyped."),
                code="person_code.check_digit", field=field, hint=_HINT, text=text,
            )
        return code

    @property
    def is_new_form(self) -> bool:
        return self.digits.startswith("32")

    @property
    def birth_date(self) -> date | None:
        """The day of birth that the old form carries; None for the new form."""
        return None if self.is_new_form else _birth_date(self.digits)

    def __str__(self) -> str:
        return f"{self.digits[:6]}-{self.digits[6:]}"


def check_digit(first_ten: str) -> str:
    """The eleventh digit of an old-form code."""
    return str((1 + sum(w * int(d) for w, d in zip(_WEIGHTS, first_ten, strict=True))) % 11 % 10)


def _birth_date(digits: str) -> date | None:
    century = _CENTURIES.get(digits[6])
    if century is None:
        return None
    try:
        return date(century + int(digits[4:6]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None
