"""The people who act in a demonstration: colleagues in Tukums, two in Liepāja, invented names. Knows no database."""

from dataclasses import dataclass
from datetime import date

#: Invented accounts of the paying institutions, with right check digits.
PAYER_IBANS = {"TUK": "LV49HABA0551000052000", "LPJ": "LV95HABA0551000005000"}
SINCE = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One click signs in as this person; there is no password. Roles as in `accounts.enums.Role`."""

    username: str
    name: str
    institution: str
    roles: tuple[str, ...]


ACCOUNTS = (
    DemoAccount("ilze", "Ilze Kalniņa", "TUK", ("assistance_organiser",)),
    DemoAccount("aija", "Aija Vītola", "TUK", ("social_worker",)),
    DemoAccount("mara", "Māra Liepa", "TUK", ("head",)),
    DemoAccount("ivars", "Ivars Kļaviņš", "TUK", ("head",)),
    DemoAccount("dace", "Dace Ozoliņa", "TUK", ("accountant",)),
    DemoAccount("uldis", "Uldis Priede", "TUK", ("accountant",)),
    DemoAccount("inese", "Inese Roze", "TUK", ("auditor",)),
    DemoAccount("edgars", "Edgars Grants", "TUK", ("administrator",)),
    DemoAccount("karlis", "Kārlis Jūrnieks", "LPJ", ("assistance_organiser",)),
    DemoAccount("vita", "Vita Krasta", "LPJ", ("head",)),
)
