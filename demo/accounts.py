"""The people who act in a demonstration: three colleagues in Tukums, a worker in Liepāja, invented names.

Run as the owner (`python -m demo.accounts`); safe to run twice.
"""

import os
from dataclasses import dataclass
from datetime import date

from digisoc.accounts.enums import Role


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One click signs in as this person; there is no password."""

    username: str
    name: str
    institution: str
    roles: tuple[Role, ...]


ACCOUNTS = (
    DemoAccount("ilze", "Ilze Kalniņa", "TUK", (Role.ASSISTANCE_ORGANISER,)),
    DemoAccount("aija", "Aija Vītola", "TUK", (Role.SOCIAL_WORKER,)),
    DemoAccount("mara", "Māra Liepa", "TUK", (Role.HEAD,)),
    DemoAccount("ivars", "Ivars Kļaviņš", "TUK", (Role.HEAD,)),
    DemoAccount("dace", "Dace Ozoliņa", "TUK", (Role.ACCOUNTANT,)),
    DemoAccount("uldis", "Uldis Priede", "TUK", (Role.ACCOUNTANT,)),
    DemoAccount("inese", "Inese Roze", "TUK", (Role.AUDITOR,)),
    DemoAccount("edgars", "Edgars Grants", "TUK", (Role.ADMINISTRATOR,)),
    DemoAccount("karlis", "Kārlis Jūrnieks", "LPJ", (Role.ASSISTANCE_ORGANISER,)),
    DemoAccount("vita", "Vita Krasta", "LPJ", (Role.HEAD,)),
)

#: Invented accounts of the paying institutions, with right check digits.
PAYER_IBANS = {"TUK": "LV49HABA0551000052000", "LPJ": "LV95HABA0551000005000"}
SINCE = date(2026, 1, 1)


def load() -> None:
    """Create the accounts with their mandates and the institutions' paying accounts."""
    from digisoc.accounts.api import Institution, give_mandate, register_user

    for account in ACCOUNTS:
        user = register_user(username=account.username, display_name=account.name, password=None, is_demo=True)
        place = Institution.objects.get(short_code=account.institution)
        for role in account.roles:
            give_mandate(user=user, institution=place, role=role, since=SINCE)
    for code, iban in PAYER_IBANS.items():
        Institution.objects.filter(short_code=code).update(
            payment_iban=iban, registration_number="90000000000", address="Skolas iela 1"
        )


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    django.setup()
    load()
