"""The form of a person: reading it, filling it from the population register, looking a person up."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext

from digisoc.accounts.api import Actor, Institution
from digisoc.exchange.dagr.api import Reading
from digisoc.exchange.dagr.types import PersonFact
from digisoc.intake.api import look_up_person
from digisoc.kernel import clock
from digisoc.kernel.clock import RIGA
from digisoc.kernel.errors import InvalidValue
from digisoc.kernel.person_code import PersonCode
from digisoc.registry.api import Person, person_by_code, search_persons
from digisoc.registry.enums import Disability, Language
from digisoc.registry.types import PersonData
from digisoc.web.ui.forms import FormState

_NAME, _ADDRESS, _PHONE, _EMAIL, _IBAN = 80, 200, 30, 254, 42
_CODE_DIGITS = 6  # so many digits in a search mean a personal code, not a name


@dataclass(frozen=True, slots=True)
class Found:
    """What came of looking for a person: one person, several that are alike, or a form to register a new one."""

    person: Person | None = None
    alike: list[Person] = field(default_factory=list)
    reading: Reading | None = None
    initial: dict[str, Any] = field(default_factory=dict)


def find_person(text: str, *, by: Actor) -> Found:
    """By personal code here, then in the population register; by name only here. A wrong code is `InvalidValue`."""
    if sum(char.isdigit() for char in text) < _CODE_DIGITS:
        words = text.rsplit(" ", 1)
        typed = {"first_name": words[0], "last_name": words[1] if len(words) > 1 else ""}
        return Found(alike=search_persons(text, by=by), initial=typed)
    code = PersonCode.parse(text, today=clock.today(), field="q")
    person = person_by_code(code.digits)
    if person:
        return Found(person=person)
    reading = look_up_person(code, by=by)
    known = person_by_code(reading.person.code.digits) if reading.person else None
    return Found(person=known, reading=reading, initial=_initial(code, reading.person))


def read_person(form: FormState, *, by: Actor) -> "PersonReader":
    """Read every field at once, so that all mistakes are shown together; `.data()` inside `collecting`."""
    code = form.text("person_code", longest=20, required=False)
    if code.read:
        try:
            PersonCode.parse(code.read, today=clock.today(), field="person_code")
        except InvalidValue as error:
            form.refuse(error)
    texts = {
        name: form.text(name, longest=longest, required=False)
        for name, longest in (
            ("declared_address", _ADDRESS), ("declared_atvk", 7), ("actual_address", _ADDRESS), ("phone", _PHONE),
            ("email", _EMAIL), ("iban", _IBAN),
        )
    }
    return PersonReader(
        form=form, code=code, texts=texts, birth_date=form.day("birth_date", required=False),
        names=(form.text("first_name", longest=_NAME), form.text("last_name", longest=_NAME)),
        language=form.choice("language", Language, required=False),
    )


@dataclass(frozen=True, slots=True)
class PersonReader:
    """The read fields of a person's form."""

    form: FormState
    code: Any
    texts: dict[str, Any]
    birth_date: Any
    names: tuple[Any, Any]
    language: Any

    def data(self, *, disability: Disability = Disability.NONE, studying: bool = False) -> PersonData:
        """The values for the registry; ends `collecting` when the form has a mistake."""
        texts = {name: typed.value or "" for name, typed in self.texts.items()}
        previous = tuple(code for code in self.form.raw("previous_codes").split() if code)
        return PersonData(
            first_name=self.names[0].value, last_name=self.names[1].value, person_code=self.code.value or "",
            birth_date=self.birth_date.value, language=self.language.value or Language.LV, disability=disability,
            studying=studying, previous_codes=previous, **texts,
        )


def initial_of(person: Person) -> dict[str, Any]:
    """The form of a person who is registered already."""
    names = (
        "first_name", "last_name", "birth_date", "language", "declared_address", "declared_atvk", "actual_address",
        "phone", "email", "iban",
    )
    return {"person_code": person.shown_code, **{name: getattr(person, name) for name in names}}


def source_label(reading: Reading | None) -> str:
    """"PMLP 22.11.": the label that a value from this reading wears; empty when nothing was answered."""
    if reading is None or not reading.answered:
        return ""
    return f"{reading.register.short_name} {(reading.answered_at or reading.asked_at).astimezone(RIGA):%d.%m.}"


def reading_sentence(reading: Any) -> str:
    """What the register's outcome means for the worker, in the reader's language."""
    return gettext(reading.explanation) % dict(reading.explanation_params) if reading.explanation else ""


def territories(day: date | None = None) -> list[tuple[str, str]]:
    """Local governments of a day (today) by ATVK code, in Latvian order."""
    day = day or clock.today()
    found = Institution.objects.filter(atvk__isnull=False).order_by("sort_key")
    return [(str(row.atvk), row.territory) for row in found if row.valid_to is None or row.valid_to >= day]


def _initial(code: PersonCode, fact: PersonFact | None) -> dict[str, Any]:
    if fact is None:
        return {"person_code": str(code), "birth_date": code.birth_date}
    address = fact.declared_address
    return {
        "person_code": str(fact.code), "first_name": fact.given_name, "last_name": fact.surname,
        "birth_date": fact.birth_date or fact.code.birth_date, "declared_address": address.text if address else "",
        "declared_atvk": address.atvk if address else "",
        "previous_codes": " ".join(str(previous) for previous in fact.previous_codes), "died_on": fact.died_on,
    }
