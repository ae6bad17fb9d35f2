"""The households that the demonstration walks through: always the same people, incomes of the months before today.

Names and codes are invented. Their serial numbers (990 to 999) are used by nobody generated.
"""

from collections.abc import Callable
from datetime import date

from demo.population.story_kit import (
    LIEPAJA,
    TUKUMS,
    DeclaredIncome,
    StoryHousehold,
    cents,
    code,
    flat,
    home,
    household,
    monthly,
    new_code,
    own_flat,
    person,
)
from demo.population.types import Disability, Estate, Spell, Vehicle
from digisoc.exchange.dagr.enums import IncomeKind, Register
from digisoc.kernel.months import Month, reference_months

K = IncomeKind

__all__ = ["DeclaredIncome", "StoryHousehold", "story_household", "story_households"]


def story_households(today: date) -> tuple[StoryHousehold, ...]:
    """All households of the story as registers know them on a day: 13 of Tukums, 3 of Liepāja."""
    return tuple(make(today) for make in _STORY)


def story_household(key: str, today: date) -> StoryHousehold:
    """One of them by its key; KeyError when there is none."""
    return {story.key: story for story in story_households(today)}[key]


def _berzini(today: date) -> StoryHousehold:
    address = home(TUKUMS, "Lielā iela", "14-7", 1)
    first, second, third = reference_months(today, 3)
    anna = person(
        "Anna Bērziņa", "1988-04-17", "F",
        monthly(K.WAGE, today, "512.40", "512.40", "530.00", payer="SIA Dzirnavnieks"),
        monthly(K.FAMILY_STATE_BENEFIT, today, "100.00"), code=code("1988-04-17", 990), spouse=1,
    )
    janis = person(
        "Jānis Bērziņš", "1985-09-02", "M", monthly(K.UNEMPLOYMENT_BENEFIT, today, "241.00", "241.00", "0.00"),
        code=code("1985-09-02", 990), spouse=0, spells=(Spell((first - 5).first_day, None),),
        vehicles=(Vehicle("GK4417", "Opel Astra", 2009),),
    )
    emils = person("Emīls Bērziņš", "2014-01-23", "M", code=code("2014-01-23", 990), parents=(0, 1), studying=True)
    elza = person("Elza Bērziņa", "2018-06-30", "F", code=code("2018-06-30", 990), parents=(0, 1), studying=True)
    dwelling = flat(52, rent="120.00", heating="62.10", electricity="32.50")
    declared = (
        DeclaredIncome(0, K.WAGE, second, cents("470.30"), "stated by the applicant"),
        *(DeclaredIncome(1, K.MAINTENANCE, month, 6_000, "account statement") for month in (first, second, third)),
    )
    made = household("berzini", address, dwelling, [anna, janis, emils, elza], savings="140.00")
    return StoryHousehold("berzini", "family of four of the design picture; a wage declared too low", made, declared)


def _ozola(today: date) -> StoryHousehold:
    address = home(TUKUMS, "Pils iela", "3-12", 2)
    velta = person(
        "Velta Ozola", "1948-02-11", "F",
        monthly(K.OLD_AGE_PENSION, today, "341.20"),
        code=code("1948-02-11", 990),
        estates=(own_flat(2, address),),
    )
    dwelling = flat(38, "owned", rent="41.80", heating="58.30", electricity="19.40", water="9.10")
    made = household("ozola", address, dwelling, [velta], savings="210.00")
    return StoryHousehold("ozola", "lone pensioner; everything is known, six months", made)


def _krumins(today: date) -> StoryHousehold:
    address = home(TUKUMS, "Dārza iela", "21-3", 3)
    andris = person(
        "Andris Krūmiņš", "1979-11-05", "M", monthly(K.DISABILITY_PENSION, today, "254.16"),
        code=code("1979-11-05", 990), disability=Disability("group_2", date(2022, 5, 16)),
    )
    dwelling = flat(31, "social", rent="28.60", heating="47.20", electricity="17.90", water="7.50")
    return StoryHousehold(
        "krumins", "lone person with a disability, group 2", household("krumins", address, dwelling, [andris])
    )


def _liepini(today: date) -> StoryHousehold:
    address = home(TUKUMS, "Raudas iela", "8-22", 4)
    ausma = person(
        "Ausma Liepiņa", "1951-08-19", "F",
        monthly(K.OLD_AGE_PENSION, today, "412.80"),
        code=code("1951-08-19", 990),
        spouse=1, estates=(own_flat(4, address),),
    )
    vilis = person(
        "Vilis Liepiņš", "1949-03-27", "M",
        monthly(K.OLD_AGE_PENSION, today, "438.35"),
        code=code("1949-03-27", 990),
        spouse=0, vehicles=(Vehicle("EJ2093", "Volkswagen Golf", 2003),),
    )
    dwelling = flat(49, "owned", rent="52.40", heating="74.60", electricity="23.10", water="14.80")
    made = household("liepini", address, dwelling, [ausma, vilis], savings="180.00")
    return StoryHousehold("liepini", "pensioner couple; low-income, housing benefit", made)


def _kalnina(today: date) -> StoryHousehold:
    address = home(TUKUMS, "Kurzemes iela", "2-31", 5)
    kristine = person(
        "Kristīne Kalniņa", "1991-12-08", "F",
        monthly(K.WAGE, today, "618.25", "640.10", "597.80", payer="SIA Kurzemes Maize"),
        monthly(K.FAMILY_STATE_BENEFIT, today, "225.00"), monthly(K.MAINTENANCE, today, "375.00"),
        code=code("1991-12-08", 990),
    )
    children = [
        person("Markuss Kalniņš", "2012-03-14", "M", code=code("2012-03-14", 990), parents=(0,), studying=True),
        person("Alise Kalniņa", "2015-10-01", "F", code=code("2015-10-01", 990), parents=(0,), studying=True),
        person("Paula Kalniņa", "2020-05-22", "F", code=code("2020-05-22", 990), parents=(0,)),
    ]
    former_partner = person(
        "Edgars Vanags", "1989-07-07", "M",
        monthly(K.WAGE, today, "1180.00", payer="AS Ziemeļkoks"),
        code=code("1989-07-07", 990),
    )
    dwelling = flat(58, rent="145.00", heating="81.40", electricity="38.20", water="22.60")
    made = household(
        "kalnina", address, dwelling, [kristine, *children], savings="60.00", also_declared=[former_partner]
    )
    return StoryHousehold("kalnina", "single parent of three; the former partner is still declared there", made)


def _vitoli(today: date) -> StoryHousehold:
    address = home(TUKUMS, "Jaunā iela", "5", 6)
    ilze = person(
        "Ilze Vītola", "1986-06-12", "F",
        monthly(K.WAGE, today, "1412.60", "1420.00", "1436.15", payer="Novada vidusskola"),
        monthly(K.FAMILY_STATE_BENEFIT, today, "25.00"), code=code("1986-06-12", 990), spouse=1,
    )
    martins = person(
        "Mārtiņš Vītols", "1984-01-29", "M",
        monthly(K.WAGE, today, "1650.00", "1702.40", "1650.00", payer="AS Ziemeļkoks"),
        code=code("1984-01-29", 990), spouse=0, vehicles=(Vehicle("MV1984", "Toyota Auris", 2018),),
        estates=(Estate("99990000006", "house", address.text, 1_100),),
    )
    gustavs = person("Gustavs Vītols", "2016-09-09", "M", code=code("2016-09-09", 990), parents=(0, 1), studying=True)
    dwelling = flat(110, "owned", "stove", rent="18.00", heating="140.00", electricity="61.00", water="0.00")
    made = household("vitoli", address, dwelling, [ilze, martins, gustavs], savings="4200.00")
    return StoryHousehold("vitoli", "family with income and savings above every threshold: a refusal", made)


def _ivanovs(today: date) -> StoryHousehold:
    address = home(TUKUMS, "Stacijas iela", "17-4", 7)
    olegs = person(
        "Oļegs Ivanovs", "1972-05-03", "M", code=code("1972-05-03", 990), language="ru",
        unknown_to=frozenset({Register.INCOME}), spells=(Spell(date(2025, 2, 3), None),),
    )
    declared = tuple(
        DeclaredIncome(0, K.OTHER, month, 8_000, "stated by the applicant") for month in reference_months(today, 3)
    )
    dwelling = flat(29, rent="62.00", heating="44.00", electricity="15.20", water="6.80")
    made = household("ivanovs", address, dwelling, [olegs])
    return StoryHousehold("ivanovs", "the tax register doesn't know the person; casual work stated", made, declared)


def _balode(today: date) -> StoryHousehold:
    address = home(TUKUMS, "Zvaigžņu iela", "9-1", 8)
    dzintra = person(
        "Dzintra Balode", "1957-10-20", "F",
        monthly(K.OLD_AGE_PENSION, today, "322.90"),
        code=code("1957-10-20", 990),
        estates=(
            own_flat(8, address),
            Estate("99990000018", "house", "“Vecbaloži”, Tukuma novads", 2_400),
            Estate("99990000028", "land", "“Vecbaloži”, Tukuma novads", 12_000),
        ),
    )
    dwelling = flat(44, "owned", rent="46.00", heating="63.00", electricity="21.00", water="8.20")
    return StoryHousehold(
        "balode", "two homes: income fits, property doesn't", household("balode", address, dwelling, [dzintra])
    )


def _sprogis(today: date) -> StoryHousehold:
    address = home(TUKUMS, "Meža iela", "11-6", 9)
    raimonds = person(
        "Raimonds Sproģis", "1983-03-31", "M",
        monthly(K.WAGE, today, "612.00", "655.40", "612.00", payer="SIA Ceļmalas Serviss"),
        code=code("1983-03-31", 990),
        vehicles=(Vehicle("KT6620", "Audi A6", 2012), Vehicle("LP0318", "Ford Focus", 2007)),
    )
    declared = tuple(
        DeclaredIncome(0, K.WAGE, month, 45_000, "stated by the applicant") for month in reference_months(today, 3)
    )
    dwelling = flat(36, rent="95.00", heating="51.00", electricity="22.40", water="8.90")
    made = household("sprogis", address, dwelling, [raimonds], savings="250.00")
    return StoryHousehold("sprogis", "registers know more wage and another car than declared", made, declared)


def _grinbergi(today: date) -> StoryHousehold:
    address = home(TUKUMS, "Skolas iela", "4-15", 10)
    sandra = person(
        "Sandra Grīnberga", "1976-08-25", "F",
        monthly(K.WAGE, today, "548.70", "548.70", "561.20", payer="Novada vidusskola"),
        code=code("1976-08-25", 990),
    )
    ruta = person(
        "Rūta Grīnberga", "2006-04-04", "F", monthly(K.SCHOLARSHIP, today, "120.00", payer="Novada vidusskola"),
        code=code("2006-04-04", 990), parents=(0,), studying=True,
    )
    dwelling = flat(47, rent="88.00", heating="60.20", electricity="26.80", water="12.40")
    made = household("grinbergi", address, dwelling, [sandra, ruta], savings="90.00")
    return StoryHousehold("grinbergi", "mother and a student of 20 with a scholarship that isn't counted", made)


def _kovalenko(today: date) -> StoryHousehold:
    address = home(TUKUMS, "Parka iela", "6-2", 11)
    oksana = person(
        "Oksana Kovaļenko", "1990-02-02", "F",
        monthly(K.WAGE, today, "420.00", "455.60", "438.20", payer="SIA Baltais Tirgus"),
        monthly(K.FAMILY_STATE_BENEFIT, today, "25.00"), code=new_code(1), language="uk",
        previous_codes=(code("1990-02-02", 990),),
    )
    nazars = person("Nazars Kovaļenko", "2017-11-11", "M", code=new_code(2), language="uk", parents=(0,), studying=True)
    dwelling = flat(41, rent="150.00", heating="55.30", electricity="24.10", water="10.20")
    made = household("kovalenko", address, dwelling, [oksana, nazars])
    return StoryHousehold("kovalenko", "codes of the new form, and an old one that still finds the person", made)


def _moroz(today: date) -> StoryHousehold:
    address = home(TUKUMS, "Pasta iela", "19-8", 12)
    halina = person("Halina Moroz", "1961-12-30", "F", code=None, language="uk")
    dwelling = flat(26, rent="110.00", heating="39.00", electricity="14.60", water="5.40")
    made = household("moroz", address, dwelling, [halina])
    return StoryHousehold("moroz", "no code is known: name and birth date only, no register can be asked", made)


def _lapini(today: date) -> StoryHousehold:
    address = home(TUKUMS, "Kalna iela", "10", 13)
    leave = Month.of(today) - 10
    laura = person(
        "Laura Lapiņa", "1998-09-15", "F", monthly(K.PARENTAL_BENEFIT, today, "386.40"),
        monthly(K.FAMILY_STATE_BENEFIT, today, "25.00"), monthly(K.DISABLED_CHILD_CARE_BENEFIT, today, "313.43"),
        code=code("1998-09-15", 990),
    )
    born = date(leave.year, leave.number, 9)
    baby = person(
        "Ralfs Lapiņš", born.isoformat(), "M", code=new_code(3), parents=(0,),
        disability=Disability("child", (leave + 3).first_day, needs_special_care=True),
    )
    mirdza = person(
        "Mirdza Lapiņa", "1955-01-06", "F",
        monthly(K.OLD_AGE_PENSION, today, "297.15"),
        code=code("1955-01-06", 990),
        estates=(
            Estate("99990000013", "house", address.text, 900),
            Estate("99990000033", "land", address.text, 41_000),
        ),
    )
    dwelling = flat(74, "owned", "stove", rent="6.00", heating="88.00", electricity="31.50", water="0.00")
    made = household("lapini", address, dwelling, [laura, baby, mirdza], savings="120.00")
    return StoryHousehold("lapini", "three generations, a baby with a disability, 4.1 ha of land", made)


def _zarins(today: date) -> StoryHousehold:
    address = home(LIEPAJA, "Avotu iela", "12-9", 21)
    imants = person(
        "Imants Zariņš", "1946-07-18", "M",
        monthly(K.OLD_AGE_PENSION, today, "381.05"),
        code=code("1946-07-18", 990)
    )
    dwelling = flat(33, rent="78.00", heating="52.70", electricity="18.20", water="7.70")
    return StoryHousehold(
        "zarins", "lone pensioner of Liepāja, near its own low-income threshold",
        household("zarins", address, dwelling, [imants], savings="100.00"),
    )


def _apsisi(today: date) -> StoryHousehold:
    address = home(LIEPAJA, "Vītolu iela", "27-40", 22)
    aina = person(
        "Aina Apsīte", "1953-05-25", "F",
        monthly(K.OLD_AGE_PENSION, today, "365.70"),
        code=code("1953-05-25", 990),
        spouse=1, estates=(own_flat(22, address),),
    )
    guntis = person(
        "Guntis Apsītis", "1962-10-13", "M", monthly(K.DISABILITY_PENSION, today, "402.20"),
        monthly(K.SPECIAL_CARE_BENEFIT, today, "313.43"), code=code("1962-10-13", 990), spouse=0,
        disability=Disability("group_1", date(2019, 2, 1), needs_special_care=True),
    )
    dwelling = flat(50, "owned", rent="55.00", heating="79.90", electricity="25.30", water="13.10")
    made = household("apsisi", address, dwelling, [aina, guntis], savings="230.00")
    return StoryHousehold("apsisi", "pensioner and a person of group 1 whose care benefit isn't counted", made)


def _volkovi(today: date) -> StoryHousehold:
    address = home(LIEPAJA, "Klaipēdas iela", "91-17", 23)
    jelena = person(
        "Jeļena Volkova", "1987-03-08", "F", monthly(K.CHILDCARE_BENEFIT, today, "171.00"),
        monthly(K.FAMILY_STATE_BENEFIT, today, "225.00"), code=code("1987-03-08", 990), spouse=1, language="ru",
    )
    sergejs = person(
        "Sergejs Volkovs", "1984-12-19", "M",
        monthly(K.BUSINESS, today, "310.00", "0.00", "455.90"), code=code("1984-12-19", 990), spouse=0, language="ru",
        vehicles=(Vehicle("HB7712", "Renault Megane", 2010),),
    )
    children = [
        person("Artjoms Volkovs", "2011-05-05", "M", code=code("2011-05-05", 990), parents=(0, 1), studying=True),
        person("Darja Volkova", "2016-02-20", "F", code=code("2016-02-20", 990), parents=(0, 1), studying=True),
        person("Maksims Volkovs", "2025-06-10", "M", code=code("2025-06-10", 990), parents=(0, 1)),
    ]
    dwelling = flat(63, rent="160.00", heating="92.50", electricity="44.70", water="27.30")
    made = household("volkovi", address, dwelling, [jelena, sergejs, *children], savings="30.00")
    return StoryHousehold("volkovi", "family of five of Liepāja with uneven business income", made)


_STORY: tuple[Callable[[date], StoryHousehold], ...] = (
    _berzini, _ozola, _krumins, _liepini, _kalnina, _vitoli, _ivanovs, _balode, _sprogis, _grinbergi, _kovalenko,
    _moroz, _lapini, _zarins, _apsisi, _volkovi,
)
