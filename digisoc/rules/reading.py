"""From the contract's mapping to a checked `Case`. Every refusal names the place ("persons[0].incomes[1].months").

Amounts reach cents through text and Decimal, never through float arithmetic. Nothing is guessed: an unknown key, kind
or position is refused, because a misspelt income would silently change a benefit.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from digisoc.kernel.errors import N_, InvalidValue
from digisoc.kernel.money import parse_euro
from digisoc.kernel.months import Month, reference_months
from digisoc.rules.municipal import municipalities
from digisoc.rules.types import Case, CaseError, Income, IncomeKind, Person
from digisoc.rules.vocabulary import Disability, cost_position_table, income_kind_table

FIRST_MONTH = Month(2021, 1)
LAST_MONTH = Month(2099, 12)
MAX_PERSONS = 40
MAX_INCOMES = 100
MAX_COUNT = 1000
MAX_LAND_HA = Decimal(100_000)
MAX_APPLICATION_DISTANCE = 12
#: Beyond this a whole number is not turned into text at all (Python refuses to print very long ones).
HUGE_BITS = 200
OLDEST_BIRTH = date(1890, 1, 1)

_CASE_KEYS = ("benefit_month", "application_date", "municipality", "persons", "household")
_PERSON_KEYS = ("id", "birth_date", "disability", "studying", "incomes")
_INCOME_KEYS = ("kind", "monthly", "months", "last_12_months")
_HOUSEHOLD_KEYS = ("savings", "homes", "land_ha", "motor_vehicles", "housing_costs")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def parse_case(data: Mapping[str, Any]) -> Case:
    """A checked case from the contract's keys; raises `CaseError` with the path of the first thing not readable."""
    fields = _mapping(data, "", _CASE_KEYS)
    month = _benefit_month(fields)
    day = _application_date(fields, month)
    household = _mapping(fields.get("household") or {}, "household", _HOUSEHOLD_KEYS)
    return Case(
        benefit_month=month,
        application_date=day,
        municipality=_municipality(fields.get("municipality")),
        persons=_persons(fields.get("persons"), day),
        savings=_amount(household.get("savings", "0"), "household.savings"),
        homes=_count(household.get("homes", 0), "household.homes"),
        land_m2=_land(household.get("land_ha", 0)),
        motor_vehicles=_count(household.get("motor_vehicles", 0), "household.motor_vehicles"),
        housing_costs=_costs(household.get("housing_costs") or {}),
    )


def clipped(value: Any) -> str:
    """A value as it may stand in a message: scalars in short, never a whole structure."""
    if isinstance(value, int) and value.bit_length() > HUGE_BITS:
        return "…"
    if isinstance(value, str | int | float | Decimal | date):
        text = str(value)
        return text if len(text) <= 40 else text[:39] + "…"
    return type(value).__name__


def _mapping(value: Any, path: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise CaseError(path, N_("Here a list of named values is expected."), code="case.not_mapping")
    for key in value:
        if key not in known:
            raise CaseError(
                f"{path}.{clipped(key)}".lstrip("."),
                N_("“%(key)s” is not known here; known are: %(known)s."),
                code="case.unknown_key",
                key=clipped(key),
                known=", ".join(known),
            )
    return value


def _list(value: Any, path: str, most: int) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise CaseError(path, N_("Here a list is expected."), code="case.not_list")
    if len(value) > most:
        raise CaseError(path, N_("At most %(most)s entries are accepted here."), code="case.too_many", most=most)
    return list(value)


def _month(value: Any, path: str) -> Month:
    try:
        return Month.parse(str(value) if isinstance(value, str | Month) else "")
    except InvalidValue:
        raise CaseError(
            path, N_("“%(text)s” is not a month; write it as 2026-03."), code="case.month", text=clipped(value)
        ) from None


def _benefit_month(fields: Mapping[str, Any]) -> Month:
    if fields.get("benefit_month") is None:
        raise CaseError("benefit_month", N_("The month the benefit is for is missing."), code="case.missing_month")
    month = _month(fields["benefit_month"], "benefit_month")
    if month < FIRST_MONTH:
        raise CaseError(
            "benefit_month",
            N_("Months before %(first)s follow the law before the household reform and are not computed."),
            code="case.month_too_early",
            first=str(FIRST_MONTH),
        )
    if month > LAST_MONTH:
        raise CaseError(
            "benefit_month", N_("The month %(month)s is too far ahead."), code="case.month_too_late", month=str(month)
        )
    return month


def _day(value: Any, path: str) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        if isinstance(value, str) and _DAY.match(value.strip()):
            return date.fromisoformat(value.strip())
    except ValueError:
        pass
    raise CaseError(
        path, N_("“%(text)s” is not a date; write it as 2026-03-10."), code="case.date", text=clipped(value)
    )


def _application_date(fields: Mapping[str, Any], month: Month) -> date:
    if fields.get("application_date") is None:
        return month.first_day
    day = _day(fields["application_date"], "application_date")
    distance = abs((day.year - month.year) * 12 + day.month - month.number)
    if distance > MAX_APPLICATION_DISTANCE:
        raise CaseError(
            "application_date",
            N_("The application of %(day)s is more than a year away from the benefit month %(month)s."),
            code="case.application_far",
            day=day.isoformat(),
            month=str(month),
        )
    return day


def _municipality(value: Any) -> str | None:
    if value is None or value == "":
        return None
    code = str(value) if isinstance(value, str) else ""
    if code not in municipalities():
        raise CaseError(
            "municipality",
            N_('“%(atvk)s” is not the ATVK code of a municipality; write it in quotes, as "0040000".'),
            code="case.municipality",
            atvk=clipped(value),
        )
    return code


def _persons(value: Any, application: date) -> tuple[Person, ...]:
    rows = _list(value if value is not None else [], "persons", MAX_PERSONS)
    if not rows:
        raise CaseError("persons", N_("A household has at least one person."), code="case.no_persons")
    persons = tuple(_person(row, f"persons[{index}]", application) for index, row in enumerate(rows))
    seen: set[str] = set()
    for index, person in enumerate(persons):
        if person.id in seen:
            raise CaseError(
                f"persons[{index}].id",
                N_("The person “%(id)s” is in the household twice."),
                code="case.duplicate_person",
                id=clipped(person.id),
            )
        seen.add(person.id)
    return persons


def _person(value: Any, path: str, application: date) -> Person:
    fields = _mapping(value, path, _PERSON_KEYS)
    identity = fields.get("id")
    name = str(identity) if isinstance(identity, str) or (isinstance(identity, int) and identity < 10**12) else ""
    if isinstance(identity, bool) or not 0 < len(name) <= 100:
        raise CaseError(f"{path}.id", N_("Each person needs a short name or number of its own."), code="case.person_id")
    if fields.get("birth_date") is None:
        raise CaseError(f"{path}.birth_date", N_("The date of birth is missing."), code="case.birth_missing")
    born = _birth_date(fields["birth_date"], f"{path}.birth_date", application)
    incomes = _list(fields.get("incomes") or [], f"{path}.incomes", MAX_INCOMES)
    return Person(
        id=name,
        birth_date=born,
        disability=_disability(fields.get("disability", "none"), f"{path}.disability"),
        studying=_yes_no(fields.get("studying", False), f"{path}.studying"),
        incomes=tuple(_income(row, f"{path}.incomes[{i}]", application) for i, row in enumerate(incomes)),
    )


def _birth_date(value: Any, path: str, application: date) -> date:
    born = _day(value, path)
    if born > application:
        raise CaseError(
            path,
            N_("The person is born on %(born)s, after the application of %(day)s."),
            code="case.birth_future",
            born=born.isoformat(),
            day=application.isoformat(),
        )
    if born < OLDEST_BIRTH:
        raise CaseError(
            path,
            N_("The date of birth %(born)s is too long ago to be true."),
            code="case.birth_absurd",
            born=born.isoformat(),
        )
    return born


def _disability(value: Any, path: str) -> str:
    known = [item.value for item in Disability]
    if value is None:
        return Disability.NONE.value
    if value not in known:
        raise CaseError(
            path,
            N_("“%(text)s” is not a disability known here; known are: %(known)s."),
            code="case.disability",
            text=clipped(value),
            known=", ".join(known),
        )
    return str(value)


def _yes_no(value: Any, path: str) -> bool:
    if value is None or value is False or value == "false":
        return False
    if value is True or value == "true":
        return True
    raise CaseError(path, N_("Here true or false is expected."), code="case.yes_no")


def _income(value: Any, path: str, application: date) -> Income:
    fields = _mapping(value, path, _INCOME_KEYS)
    kind = income_kind_table().get(fields["kind"]) if isinstance(fields.get("kind"), str) else None
    if kind is None:
        raise CaseError(
            f"{path}.kind",
            N_("“%(kind)s” is not a kind of income known here; `./run assess --kinds` lists them."),
            code="case.income_kind",
            kind=clipped(fields.get("kind")),
        )
    forms = [name for name in _INCOME_KEYS[1:] if fields.get(name) is not None]
    if len(forms) != 1:
        raise CaseError(path, N_("Give exactly one of: monthly, months, last_12_months."), code="case.income_form")
    form = forms[0]
    if form == ("monthly" if kind.irregular else "last_12_months"):
        raise _wrong_form(kind, form, path)
    if form == "last_12_months":
        return Income(kind.code, last_12_months=_amount(fields[form], f"{path}.{form}"))
    months = reference_months(application, 12 if kind.irregular else 3)
    if form == "monthly":
        amount = _amount(fields[form], f"{path}.{form}")
        return Income(kind.code, months=tuple((month, amount) for month in months))
    return _by_month(kind, fields[form], f"{path}.months", months)


def _wrong_form(kind: IncomeKind, form: str, path: str) -> CaseError:
    if kind.irregular:
        return CaseError(
            f"{path}.{form}",
            N_("Irregular income (%(kind)s) is given as last_12_months."),
            code="case.irregular_monthly",
            kind=kind.code,
        )
    return CaseError(
        f"{path}.{form}",
        N_("%(kind)s is a regular income; give it as monthly or months."),
        code="case.regular_yearly",
        kind=kind.code,
    )


def _by_month(kind: IncomeKind, value: Any, path: str, months: list[Month]) -> Income:
    if not isinstance(value, Mapping):
        raise CaseError(path, N_("Here amounts by month are expected, as {2026-01: 410.00}."), code="case.months_form")
    amounts: dict[Month, int] = {}
    for key, amount in value.items():
        month = _month(key, path)
        if month not in months:
            raise CaseError(
                path,
                N_("%(month)s is not a reference month of this application; they are %(first)s to %(last)s."),
                code="case.outside_reference",
                month=str(month),
                first=str(months[0]),
                last=str(months[-1]),
            )
        if month in amounts:
            raise CaseError(path, N_("The month %(month)s is given twice."), code="case.month_twice", month=str(month))
        amounts[month] = _amount(amount, f"{path}.{month}")
    if kind.irregular:
        return Income(kind.code, months=tuple(sorted(amounts.items())), last_12_months=sum(amounts.values()))
    return Income(kind.code, months=tuple(sorted(amounts.items())))


def _amount(value: Any, path: str) -> int:
    text = _number_text(value)
    if text is None:
        raise CaseError(
            path,
            N_("“%(text)s” is not an amount in euro; write it as 123.45."),
            code="case.amount",
            text=clipped(value),
        )
    try:
        return parse_euro(text)
    except InvalidValue as error:
        raise CaseError(path, error.message, code=error.code, **error.params) from None


def _number_text(value: Any) -> str | None:
    """The number as it was written; YAML's and JSON's floats show their shortest exact form."""
    if isinstance(value, str):
        return clipped(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    if isinstance(value, int) and value.bit_length() > HUGE_BITS:
        return clipped(value)
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) > 10**15:
        return clipped(value)
    return format(number, "f")


def _count(value: Any, path: str) -> int:
    text = clipped(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII) or int(text) > MAX_COUNT:
        raise CaseError(
            path,
            N_("“%(text)s” is not a number of things; write a whole number from 0 to %(most)s."),
            code="case.count",
            text=clipped(value),
            most=MAX_COUNT,
        )
    return int(text)


def _land(value: Any) -> int:
    text = (_number_text(value) or "").replace(",", ".").strip()
    if not re.fullmatch(r"\d{1,6}(\.\d{1,4}0*)?", text, re.ASCII) or Decimal(text) > MAX_LAND_HA:
        raise CaseError(
            "household.land_ha",
            N_("“%(text)s” is not an area in hectares; write it as 2.5."),
            code="case.land",
            text=clipped(value),
        )
    return int(Decimal(text) * 10_000)


def _costs(value: Any) -> tuple[tuple[str, int], ...]:
    fields = _mapping(value, "household.housing_costs", tuple(cost_position_table()))
    return tuple(
        (position, _amount(fields[position], f"household.housing_costs.{position}"))
        for position in cost_position_table()
        if fields.get(position) is not None
    )
