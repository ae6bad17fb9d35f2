"""Values that cross the room's border."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from digisoc.registry.enums import Disability, HouseholdRole, Language


@dataclass(frozen=True, slots=True)
class PersonData:
    """What is typed or read about a person. `person_code` in any written form, empty when none is known."""

    first_name: str
    last_name: str
    person_code: str = ""
    birth_date: date | None = None
    language: Language = Language.LV
    disability: Disability = Disability.NONE
    studying: bool = False
    declared_address: str = ""
    declared_atvk: str = ""
    actual_address: str = ""
    phone: str = ""
    email: str = ""
    iban: str = ""
    previous_codes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Member:
    """A person to be put into a household."""

    person_uid: UUID
    role: HouseholdRole = HouseholdRole.OTHER
