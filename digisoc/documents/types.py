"""Frozen values of letters, seals and their checks."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from digisoc.kernel.errors import N_, InvalidValue
from digisoc.kernel.money import Cents
from digisoc.kernel.months import Month

type Result = Literal["granted", "refused"]


@dataclass(frozen=True, slots=True)
class Institution:
    """Who writes the letter: the letterhead and the seal's place. `contact` is phone, e-mail, hours: one per line."""

    name: str
    registration_number: str
    address: tuple[str, ...]
    contact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the household as the letter names them: "Anna Bērziņa", "iesniedzēja"."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One benefit decided. A refused one has no amount and no months; `note` says why in one sentence."""

    benefit: str
    result: Result
    monthly: Cents = 0
    first_month: Month | None = None
    last_month: Month | None = None
    total: Cents = 0
    note: str = ""

    def __post_init__(self) -> None:
        if self.result == "granted" and not self._is_payable:
            raise InvalidValue(
                N_("The granted benefit “%(benefit)s” needs an amount above zero and its first and last month."),
                code="letter.outcome", field="outcomes",
                hint=N_("Complete the draft before you look at the letter."), benefit=self.benefit,
            )

    @property
    def _is_payable(self) -> bool:
        if self.first_month is None or self.last_month is None:
            return False
        return self.monthly > 0 and self.total > 0 and self.first_month <= self.last_month


@dataclass(frozen=True, slots=True)
class LawReference:
    """An article and where it can be read; without an https address it is printed without a link."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ReasonStep:
    """One step of the reasoning: a plain sentence, its value as printed ("500,00 €", may be empty), its article."""

    text: str
    value: str = ""
    law: LawReference | None = None


@dataclass(frozen=True, slots=True)
class Contestation:
    """How to contest. `last_day` is what `deadlines.contestation_deadline` gives for the day of the decision."""

    authority: str
    address: str
    last_day: date
    law: LawReference


@dataclass(frozen=True, slots=True)
class DecisionLetter:
    """Everything a decision letter says, in words ready to print; nothing in it is markup.

    `applicant_person_code` is printed as given: pass it through `letters.mask_person_code` where the full code isn't
    needed. `iban` is always printed masked. A `draft` says PROJEKTS on every page and can't be sealed.
    """

    institution: Institution
    decision_number: str
    decision_date: date
    case_number: str
    addressee_name: str
    addressee_address: tuple[str, ...]
    applicant_person_code: str
    title: str
    status_text: str
    household: tuple[Member, ...]
    outcomes: tuple[Outcome, ...]
    reasoning: tuple[ReasonStep, ...]
    legal_basis: tuple[LawReference, ...]
    contestation: Contestation
    worker_name: str
    head_name: str
    head_title: str
    unconfirmed: tuple[str, ...] = ()
    iban: str = ""
    duties: tuple[str, ...] = field(default=())
    draft: bool = False


@dataclass(frozen=True, slots=True)
class SealCheck:
    """What a seal proves. `problem` is a short English reason for the log; empty when all is well.

    `intact`: not one byte differs from what was sealed. `trusted`: the certificate leads to a given root.
    `covers_whole_document`: nothing was added after the seal. `time` is what the sealing machine claimed.
    """

    sealed: bool
    intact: bool
    trusted: bool
    covers_whole_document: bool
    signer: str = ""
    time: datetime | None = None
    problem: str = ""

    @property
    def valid(self) -> bool:
        """Sealed, intact, trusted, and nothing added afterwards."""
        return self.sealed and self.intact and self.trusted and self.covers_whole_document
