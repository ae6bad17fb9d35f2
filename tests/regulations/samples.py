"""Small contents, facts and laws for the tests."""

from copy import deepcopy
from datetime import date
from typing import Any

from digisoc.regulations.enums import Status
from digisoc.regulations.types import Facts, LawOfDay, PersonFacts, SetData

SOURCE = {"act": "Saistošie noteikumi Nr. 1", "link": "https://likumi.lv/ta/id/1", "status": "confirmed"}
LAW_2026 = LawOfDay(date(2026, 3, 10), 78_000, 780, 780)


def benefit(**changes: Any) -> dict[str, Any]:
    """A benefit with receipts up to 115 euro a year for needy households, with changes on top."""
    base = {
        "code": "health_care", "name_lv": "Veselības aprūpe", "name_en": "Health care", "kind": "specific_expense",
        "scope": "household", "who": {"statuses": ["needy"]},
        "amount": {"kind": "ceiling_with_receipts", "value": 115}, "period": "calendar_year",
        "time": {"receipt_age": {"months": 12}}, "payee": "client", "form": "money", "source": SOURCE,
    }
    return {name: value for name, value in {**base, **changes}.items() if value is not None}


def content(*benefits: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """A content of these benefits and other parts; without any, the benefit of `benefit()`."""
    return deepcopy({"benefits": list(benefits) or [benefit()], **parts})


def thresholds(first: Any = 500, other: Any = 350, unit: str = "euro") -> dict[str, Any]:
    """One pair for every household."""
    pair = {"household_type": "any", "first": first, "other": other}
    return {"unit": unit, "pairs": [{name: value for name, value in pair.items() if value is not None}],
            "source": SOURCE}


def data(start: date, end: date | None = None, *, number: str = "1/2026", **parts: Any) -> SetData:
    """A set of one benefit and what is given."""
    return SetData(number, "Par sociālo palīdzību", "https://likumi.lv/ta/id/1", start, end, content(**parts))


def facts(status: Status = Status.NEEDY, *persons: PersonFacts, **changes: Any) -> Facts:
    """A household, by default of one adult of 40, that applies on 10.03.2026."""
    base: dict[str, Any] = {"applied_on": date(2026, 3, 10)}
    return Facts(status=status, persons=persons or (PersonFacts("a", date(1986, 1, 1)),), **{**base, **changes})
