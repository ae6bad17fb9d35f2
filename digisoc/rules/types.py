"""Frozen values that may cross rooms: the case that goes in, the assessment that comes out. Money is whole cents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from digisoc.kernel.errors import UserFacingError
from digisoc.kernel.months import Month

type Language = Literal["lv", "en"]


class CaseError(UserFacingError):
    """The case can't be read. `path` names the place, e.g. "persons[0].incomes[1].months"; `code` is stable.

    `message` is the English template; the command line takes the Latvian sentence of the same code from the catalogue.
    """

    def __init__(self, path: str, message: str, *, code: str = "case.invalid", **params: Any) -> None:
        super().__init__(message, code=code, field=path, **params)
        self.path = path


@dataclass(frozen=True, slots=True)
class IncomeKind:
    """One kind of income: whether it counts, up to what it is disregarded, whether irregular, and by which law."""

    code: str
    lv: str
    en: str
    counted: bool
    law: str
    irregular: bool = False
    cap: Literal["minimum_monthly_wage"] | None = None
    only_minors: bool = False


@dataclass(frozen=True, slots=True)
class CostPosition:
    """One position of the housing costs of MK 809 Annex 3."""

    code: str
    lv: str
    en: str
    law: str


@dataclass(frozen=True, slots=True)
class Income:
    """One income of a person: by reference month, or the twelve-month total of an irregular kind; net, in cents."""

    kind: str
    months: tuple[tuple[Month, int], ...] = ()
    last_12_months: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the household on the day of the application."""

    id: str
    birth_date: date
    disability: str = "none"
    studying: bool = False
    incomes: tuple[Income, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """The facts of one household for one benefit month, checked and complete."""

    benefit_month: Month
    application_date: date
    persons: tuple[Person, ...]
    municipality: str | None = None
    savings: int = 0
    homes: int = 0
    land_m2: int = 0
    motor_vehicles: int = 0
    housing_costs: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ParameterUsed:
    """A dated number that took part in a result, as it can be frozen into a decision and replayed."""

    name: str
    value: str | None
    unit: str
    valid_from: str
    act: str
    law: str
    link: str
    status: str
    last_confirmed: str = ""
    note: str = ""

    def as_dict(self) -> dict[str, str | None]:
        """JSON-ready."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class FailedCondition:
    """A condition that the household does not meet; `limit` and `actual` in the contract's form."""

    code: str
    law: str
    link: str
    limit: str
    actual: str
    message_lv: str
    message_en: str

    def message(self, lang: Language) -> str:
        """The sentence in one of the two languages."""
        return self.message_lv if lang == "lv" else self.message_en


@dataclass(frozen=True, slots=True)
class Step:
    """One step from facts to result: what the letter, the case page and the portal show.

    `title` and `shown` stand on the first line ("Trūcīgas mājsaimniecības slieksnis, 4 personas", "1 319,00 €"), under
    it `calculation` with its numbers, the article and `consequence`; `text` says the whole as a sentence. `value` and
    `inputs` are the same numbers in the contract's form. `unconfirmed`: the step rests on an unconfirmed number.
    """

    step: str
    value: str
    shown: str
    title: str
    calculation: str
    consequence: str
    text: str
    inputs: Mapping[str, str]
    law: str
    source: str
    unconfirmed: bool = False

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready, with the keys of the contract first."""
        return {
            "step": self.step,
            "value": self.value,
            "inputs": dict(self.inputs),
            "law": self.law,
            "source": self.source,
            "text": self.text,
            "title": self.title,
            "shown": self.shown,
            "calculation": self.calculation,
            "consequence": self.consequence,
            "unconfirmed": self.unconfirmed,
        }
