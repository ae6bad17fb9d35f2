"""`load_institutions`: the local governments with their ATVK codes, the Ministry, SIVA; safe to run again.

Source: domain pack, official statistics 3.1 and 3.2 (ATVK codes from a third-party table; 0055000 for the former
Varakļānu novads is unverified).
"""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from digisoc.accounts.actions import create_institution
from digisoc.accounts.enums import InstitutionKind
from digisoc.accounts.models import Institution

_FILE = Path(__file__).resolve().parents[2] / "data" / "institutions.csv"


class Command(BaseCommand):
    """Reads accounts/data/institutions.csv; a successor must stand before its predecessor."""

    help = "Load or update the institutions."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        with _FILE.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                _load(row)
        self.stdout.write(f"{Institution.objects.count()} institutions")


def _load(row: dict[str, str]) -> None:
    name = f"{row['genitive']} sociālais dienests" if row["genitive"] else row["territory"]
    successor = Institution.objects.get(short_code=row["successor"]) if row["successor"] else None
    create_institution(
        atvk=row["atvk"] or None, kind=InstitutionKind(row["kind"]), territory=row["territory"], name=name,
        name_en=row["name_en"], short_code=row["short_code"], valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None, successor=successor,
    )
