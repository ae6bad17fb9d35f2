"""The demonstration's accounts as users with mandates. Run as the owner; safe to run twice."""

from demo.people import ACCOUNTS, PAYER_IBANS, SINCE
from digisoc.accounts.api import Institution, Role, give_mandate, register_user


def load() -> None:
    """Create the accounts with their mandates and the institutions' paying accounts."""
    for account in ACCOUNTS:
        user = register_user(username=account.username, display_name=account.name, password=None, is_demo=True)
        place = Institution.objects.get(short_code=account.institution)
        for role in account.roles:
            give_mandate(user=user, institution=place, role=Role(role), since=SINCE)
    for code, iban in PAYER_IBANS.items():
        Institution.objects.filter(short_code=code).update(
            payment_iban=iban, registration_number="90000000000", address="Skolas iela 1"
        )
