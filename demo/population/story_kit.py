"""How the hand-made households of the story are put together: fixed codes, incomes by months before today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from demo.population.codes import new_form, old_form
from demo.population.households import make_address
from demo.population.places import place
from demo.population.types import Address, Course, Dwelling, Estate, Household, IncomeStream, Resident
from digisoc.exchange.dagr.enums import IncomeKind
from digisoc.kernel.months import Month
from digisoc.kernel.person_code import PersonCode

TUKUMS, LIEPAJA = "0052000", "0005000"
_FIRST_ADDRESS, _FIRST_NEW_FORM = 98_000_000, 900_000_000


@dataclass(frozen=True, slots=True)
class DeclaredIncome:
    """What an applicant says in place of, or beside, what registers know; `evidence` is where it can be seen."""

    person: int
    kind: IncomeKind
    month: Month
    cents: int
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class StoryHousehold:
    """One household of the demonstration; `key` is stable, `shows` says what to look at."""

    key: str
    shows: str
    household: Household
    declared: tuple[DeclaredIncome, ...] = ()

    @property
    def applicant(self) -> Resident:
        return self.household.residents[0]


def code(born: str, serial: int) -> PersonCode:
    """The old-form code of one born on an ISO date; the story owns serials 990 to 999."""
    assert 990 <= serial <= 999
    return old_form(date.fromisoformat(born), serial)


def new_code(number: int) -> PersonCode:
    """A new-form code of the story's own."""
    return new_form(_FIRST_NEW_FORM + number)


def person(
    name: str, born: str, sex: str, *incomes: IncomeStream, code: PersonCode | None, **more: object
) -> Resident:
    """A resident from "Given Surname"."""
    given, surname = name.rsplit(" ", 1)
    return Resident(code, given, surname, date.fromisoformat(born), sex, incomes=incomes, **more)  # type: ignore[arg-type]


def monthly(kind: IncomeKind, today: date, *euro_text: str, payer: str = "") -> IncomeStream:
    """Amounts of the last full months before today, oldest first; a single amount stands for the last 24 months."""
    if len(euro_text) == 1:
        return IncomeStream(kind, Course.LISTED, payer=payer, listed=_constant(today, euro_text[0]))
    last = Month.of(today)
    months = [last - back for back in range(len(euro_text), 0, -1)]
    listed = tuple((month, cents(text)) for month, text in zip(months, euro_text, strict=True))
    return IncomeStream(kind, Course.LISTED, payer=payer, listed=listed)


def cents(euro_text: str) -> int:
    """From "512.40"."""
    whole, _, decimals = euro_text.partition(".")
    return int(whole) * 100 + int(decimals.ljust(2, "0") or 0)


def home(atvk: str, street: str, house: str, number: int) -> Address:
    """An address of the story's own range of codes."""
    return make_address(place(atvk), street, house, _FIRST_ADDRESS + number)


def flat(area: int, tenure: str = "rented", heat: str = "central", /, **costs: str) -> Dwelling:
    """A dwelling with its monthly bills in euro by position."""
    return Dwelling(tenure, area, heat, tuple((position, cents(text)) for position, text in costs.items()))


def own_flat(number: int, address: Address) -> Estate:
    """The dwelling itself as real property of its resident."""
    return Estate(f"999900{number:05d}", "flat", address.text)


def household(
    key: str, address: Address, dwelling: Dwelling, residents: Sequence[Resident],
    *, savings: str = "0", also_declared: Sequence[Resident] = (),
) -> Household:
    """A household of the story."""
    return Household(
        f"story-{key}", address.atvk, address, tuple(residents), dwelling, cents(savings), tuple(also_declared)
    )


def _constant(today: date, text: str) -> tuple[tuple[Month, int], ...]:
    last = Month.of(today)
    return tuple((last - back, cents(text)) for back in range(24, 0, -1))
