"""`load_regulations`: the published acts of the domain pack's municipalities; safe to run again.

Works as the web role (it acts for each institution in turn) and as the owner. One file is one transaction: a set that
can't be loaded leaves its municipality as it was, is named, and the command ends with an error after the others.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from digisoc.accounts.api import Institution, system_actor
from digisoc.core.api import acting
from digisoc.kernel.errors import UserFacingError
from digisoc.regulations.actions import load_set
from digisoc.regulations.seeding import FOLDER, PublishedFile, published_files
from digisoc.trail.enums import Purpose


class Command(BaseCommand):
    """Reads regulations/published/*.yaml."""

    help = "Load the published municipal regulations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=FOLDER, help="another folder of YAML files")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = published_files(options["folder"])
        except UserFacingError as fault:
            raise CommandError(str(fault), returncode=2) from fault
        faults, loaded = [], 0
        for file in files:
            try:
                loaded += _load(file)
            except UserFacingError as fault:
                faults.append(f"{file.name}: {fault}")
        self.stdout.write(f"{loaded} sets of {len(files)} municipalities loaded")
        if faults:
            raise CommandError("\n".join(faults), returncode=2)


def _load(file: PublishedFile) -> int:
    place = Institution.objects.get(atvk=file.atvk, valid_to__isnull=True)
    with acting(institution_id=place.pk, user_id=0, purpose=Purpose.SYSTEM):
        by = system_actor(place.pk)
        sets = [load_set(data, by=by, why="published act") for data in file.sets]
    return sum(one is not None for one in sets)
