"""The 42 local governments, a former one, the Ministry and SIVA."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from config import bootstrap
from digisoc.accounts.api import Institution, InstitutionKind, create_institution
from digisoc.kernel.latvian import sort_key

LAW_DAY = date(2026, 11, 22)


def valid_on(day: date) -> list[Institution]:
    begun = Institution.objects.filter(valid_from__lte=day)
    return [row for row in begun if row.valid_to is None or row.valid_to >= day]


def test_forty_two_local_governments_today(institutions):
    local = [row for row in valid_on(LAW_DAY) if row.atvk]
    assert len(local) == 42
    assert len({row.atvk for row in local}) == 42
    assert [row.kind for row in local].count(InstitutionKind.STATE_CITY) == 7
    assert all(len(row.atvk) == 7 and row.atvk.isdigit() for row in local)


def test_forty_three_before_the_merger(institutions):
    assert len([row for row in valid_on(date(2025, 6, 30)) if row.atvk]) == 43
    former = institutions["VAR"]
    assert (former.valid_to, former.successor) == (date(2025, 6, 30), institutions["MAD"])
    assert list(institutions["MAD"].predecessors.all()) == [former]


def test_the_ministry_and_the_agency(institutions):
    assert {institutions["LM"].kind, institutions["SIVA"].kind} == {InstitutionKind.MINISTRY, InstitutionKind.AGENCY}
    assert len(institutions) == 45


def test_they_come_in_latvian_order(institutions):
    keys = [row.sort_key for row in Institution.objects.all()]
    assert keys == sorted(keys)
    assert all(row.sort_key == sort_key(row.territory) for row in institutions.values())
    names = [row.territory for row in Institution.objects.all()]
    assert names.index("Cēsu novads") < names.index("Daugavpils") < names.index("Dienvidkurzemes novads")
    assert names.index("Siguldas novads") < names.index("Smiltenes novads") < names.index("Talsu novads")


def test_two_valid_institutions_cannot_share_a_territory(institutions):
    with pytest.raises(IntegrityError, match="one_valid_per_atvk"), transaction.atomic():
        Institution.objects.create(
            atvk=institutions["TUK"].atvk, kind=InstitutionKind.COUNTY, territory="Tukums", name="x", name_en="x",
            short_code="TUK2", sort_key="1", valid_from=LAW_DAY,
        )


def test_an_institution_cannot_end_before_it_began(institutions):
    with pytest.raises(IntegrityError, match="institution_dates"), transaction.atomic():
        create_institution(
            atvk=None, kind=InstitutionKind.AGENCY, territory="X", name="X", name_en="X", short_code="X",
            valid_from=LAW_DAY, valid_to=date(2026, 11, 21),
        )


def test_loading_again_changes_nothing(fresh_database):
    before = set(Institution.objects.values_list())
    bootstrap.manage(["load_institutions"], owner_url=fresh_database.owner_url, web=fresh_database.web_url)
    assert set(Institution.objects.values_list()) == before
