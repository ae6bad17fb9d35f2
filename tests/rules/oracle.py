"""A second opinion: the means test read anew, with Decimal and plain loops, from a table typed from the published law.

It imports nothing of `digisoc` on purpose. Where it disagrees with the system, one of the two has misread the law.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

D = Decimal
CENT = D("0.01")

# First day of validity -> first person, each other person.
GMI = [("2021-01", D(109), D(76)), ("2023-07", D(125), D("87.50")), ("2024-01", D(137), D(96)),
       ("2025-01", D(166), D(116)), ("2026-01", D(187), D(131))]
NEEDY = [("2021-01", D(272), D(190)), ("2023-07", D(313), D(219)), ("2024-01", D(343), D(240)),
         ("2025-01", D(377), D(264)), ("2026-01", D(425), D(298))]
HIGHEST = [("2021-01", D(436), D(305)), ("2023-07", D(501), D(351)), ("2024-01", D(549), D(384)),
           ("2025-01", D(604), D(423)), ("2026-01", D(680), D(476))]
MINIMUM_WAGE = [("2018-01", D(430)), ("2021-01", D(500)), ("2023-01", D(620)), ("2024-01", D(700)),
                ("2025-01", D(740)), ("2026-01", D(780))]
# Month -> lone, only, with children, other; then the groups that rest on an unconfirmed value.
ALL = {"lone", "only", "with_children", "other"}
COEFFICIENTS = [
    ("2021-07", ("1", "1", "1", "1"), set()),
    ("2022-01", ("2.5", "2", "1", "1"), {"with_children", "other"}),
    ("2022-02", ("2.5", "2", "1.5", "1.5"), set()),
    ("2022-10", ("3", "3", "3", "3"), set()),
    ("2023-06", ("2.5", "2", "2", "1.5"), set()),
    ("2025-01", ("2.1", "1.7", "1.7", "1.3"), ALL),
    ("2026-01", ("2.5", "2", "2", "1.7"), set()),
    ("2026-05", ("2.1", "1.7", "1.7", "1.3"), ALL),
]
GROUPS = ("lone", "only", "with_children", "other")
# Pension age: 62 years in 2013 and three months more each January, 65 years from 2025.
PENSION_MONTHS = {year: min(62 * 12 + 3 * (year - 2013), 65 * 12) for year in range(2013, 2110)}

# Code -> first month, last known month, {household type: (first, other, first sure, other sure)}.
LOW_INCOME = {
    "0005000": [("2021-01", "2023-06", {"working": (336, 235), "single_parent": (375, 263),
                                        "protected": (375, 263), "lone": (390, 0)})],
    "0001000": [("2023-07", "2024-01", {"any": (480, 336)}), ("2024-02", "2024-12", {"any": (549, 384)})],
    "0002000": [("2021-01", "2021-12", {"any": (436, 305)})],
    "0022000": [("2023-02", "2023-06", {"any": (376, 264)})],
    "0028000": [("2021-01", "2022-10", {"any": (350, 245)}), ("2022-11", "2023-06", {"any": (436, 305)})],
    "0052000": [("2021-01", "2022-12", {"any": (327, 299, True, False)}), ("2023-07", "2023-12", {"any": (376, 264)}),
                ("2024-01", "2024-12", {"any": (411, 288)})],
    "0031000": [("2024-01", "2024-12", {"any": (453, 317)})],
    "0045000": [("2024-01", "2024-12", {"any": (480, 336)})],
    "0040000": [("2021-01", "2021-12", {"any": (380, 266)}), ("2024-01", "2024-12", {"any": (480, 336)}),
                ("2025-01", "2025-12", {"any": (528, 336, True, False)}), ("2026-01", "2026-12", {"any": (595, 416)})],
    "0034000": [("2021-09", "2022-09", {"any": (376, 263)}), ("2022-10", "2023-06", {"any": (436, 305)})],
    "0046000": [("2021-01", "2021-12", {"lone": (320, 320, False, False), "protected": (275, 275, False, False),
                                        "children": (300, 300), "any": (220, 220)})],
    "0004000": [("2021-01", "2021-12", {"any": (436, 305)})],
    "0042000": [("2021-01", "2022-12", {"any": (327, 229)})],
    "0033000": [("2024-01", "2024-12", {"any": (446, 312)})],
}
TYPE_ORDER = ("lone", "protected", "single_parent", "working", "children", "any")
OWN_COEFFICIENT = {"0003000": ("2021-07", "2021-12", {"lone": D("2.0"), "only": D("1.5")})}

COUNTED = {
    "wage", "business", "old_age_pension", "disability_pension", "survivor_pension", "state_social_security_benefit",
    "unemployment_benefit", "sickness_benefit", "parental_benefit", "childcare_benefit", "maintenance", "rent_received",
    "third_party_transfer", "other",
}
IRREGULAR = {"property_sale", "other_irregular"}
POSITIONS = ("rent", "heating", "water", "electricity", "gas", "sewerage", "waste", "telecommunications",
             "water_meters", "solid_fuel", "chimney", "insurance", "land_lease", "property_tax", "other_services")
LAST_REVIEWED = "2026-12"


def valid(table, month):
    """The last row that begins not later than the month."""
    found = None
    for row in table:
        if row[0] <= month:
            found = row
    return found


def months_before(day, count):
    """The full calendar months before the month of a day, as 2026-03."""
    out = []
    for back in range(1, count + 1):
        total = day.year * 12 + day.month - 1 - back
        out.append(f"{total // 12:04d}-{total % 12 + 1:02d}")
    return out


def full_months(born, day):
    """Completed months of life on a day."""
    return (day.year - born.year) * 12 + day.month - born.month - (1 if day.day < born.day else 0)


def pensioner(born, day):
    """Has reached the pension age on this day, or reached an earlier year's age in that year."""
    for year in range(2013, day.year):
        if full_months(born, date(year, 12, 31)) >= PENSION_MONTHS[year]:
            return True
    return full_months(born, day) >= PENSION_MONTHS[day.year]


def income_of(person, day):
    """Counted regular sum of three months, irregular sum of twelve, and whether an unreviewed wage capped anything."""
    three, twelve = D(0), D(0)
    capped, wage_asked = {}, False
    for income in person.get("incomes", []):
        kind = income["kind"]
        if kind in IRREGULAR:
            twelve += D(str(income["last_12_months"])) if "last_12_months" in income else sum(
                D(str(value)) for value in income["months"].values())
            continue
        if "monthly" in income:
            paid = {month: D(str(income["monthly"])) for month in months_before(day, 3)}
        else:
            paid = {month: D(str(value)) for month, value in income["months"].items()}
        for month, amount in paid.items():
            if kind in COUNTED:
                three += amount
            elif kind in ("scholarship", "minor_earnings"):
                capped[kind, month] = capped.get((kind, month), D(0)) + amount
    born = date.fromisoformat(person["birth_date"])
    for (kind, month), amount in capped.items():
        adult = full_months(born, date.fromisoformat(month + "-01")) >= 18 * 12
        if kind == "minor_earnings" and adult:
            three += amount
        else:
            wage_asked |= amount > 0 and month > LAST_REVIEWED
            three += max(D(0), amount - valid(MINIMUM_WAGE, month)[1])
    return three, twelve, wage_asked


def low_income(case, month, n, facts):
    """(threshold, confirmed) of the municipality for this household, or None without a municipality."""
    code = case.get("municipality")
    if code is None:
        return None
    highest, needy = valid(HIGHEST, month), valid(NEEDY, month)
    row = valid(LOW_INCOME.get(code, []), month)
    if row is None:
        return highest[1] + (n - 1) * highest[2], False
    for name in TYPE_ORDER:
        if name in row[2] and facts[name]:
            first, other, *sure = row[2][name]
            break
    first_sure, other_sure = sure or (True, True)
    first, other = D(first), D(other)
    if month > row[1]:
        first = min(max(first, needy[1]), highest[1])
        other = min(max(other, needy[2]), highest[2]) if other else other
        first_sure = other_sure = False
    return first + (n - 1) * other, first_sure and (other_sure or n == 1)


def assess(case):
    """The contract's result for one case, without the messages of failed conditions."""
    month = case["benefit_month"]
    first_day = date.fromisoformat(month + "-01")
    day = date.fromisoformat(case.get("application_date", month + "-01"))
    household = case.get("household", {})
    persons = case["persons"]
    n = len(persons)

    three, twelve, wage_asked = D(0), D(0), False
    for person in persons:
        a, b, asked = income_of(person, day)
        three, twelve, wage_asked = three + a, twelve + b, wage_asked or asked
    income = ((4 * three + twelve) / 12).quantize(CENT, ROUND_HALF_UP)

    protected, minor, child, working = [], [], [], []
    for person in persons:
        age = full_months(date.fromisoformat(person["birth_date"]), first_day)
        old = pensioner(date.fromisoformat(person["birth_date"]), first_day)
        protected.append(old or person.get("disability", "none") != "none")
        minor.append(age < 216)
        child.append(age < 216 or (month >= "2026-03" and person.get("studying", False) and age < 288))
        working.append(age >= 216 and not old)

    gmi, needy = valid(GMI, month), valid(NEEDY, month)
    gmi_sum, needy_sum = gmi[1] + (n - 1) * gmi[2], needy[1] + (n - 1) * needy[2]
    facts = {
        "lone": n == 1 and protected[0],
        "protected": all(p for p, m in zip(protected, minor, strict=True) if not m),
        "single_parent": minor.count(False) == 1 and True in minor,
        "working": any(working), "children": any(minor), "any": True,
    }
    low = low_income(case, month, n, facts)

    failed = []
    if income > needy_sum:
        failed.append(("income_above_needy", "SPSP 33", needy_sum, income))
    if low and income > low[0]:
        failed.append(("income_above_low_income", "SPSP 33(4)", low[0], income))
    property_failed = []
    savings, land = D(str(household.get("savings", 0))), D(str(household.get("land_ha", 0)))
    homes, vehicles = household.get("homes", 0), household.get("motor_vehicles", 0)
    allowed = 2 if any(minor) else 1
    if savings > 272:
        property_failed.append(("savings_above_limit", "SPSP 36(1) 2)", D(272), savings))
    if homes > 1:
        property_failed.append(("several_homes", "SPSP 36(1) 2)", 1, homes))
    if land > 5:
        property_failed.append(("land_above_limit", "SPSP 36(1) 2)", "5", f"{land.normalize():f}"))
    if vehicles > allowed:
        property_failed.append(("too_many_vehicles", "SPSP 36(1) 2)", allowed, vehicles))

    fits_needy, fits_low = income <= needy_sum, low is not None and income <= low[0]
    status = "none"
    if not property_failed:
        status = "needy" if fits_needy else "low_income" if fits_low else "none"
    benefit = max(D(0), gmi_sum - income) if status == "needy" else D(0)

    if all(protected):
        group = "lone" if n == 1 else "only"
    elif all(p for p, c in zip(protected, child, strict=True) if not c) and any(child):
        group = "with_children"
    else:
        group = "other"
    row = valid(COEFFICIENTS, month)
    coefficient, own = None, False
    costs = {name: D(str(household.get("housing_costs", {}).get(name, 0))) for name in POSITIONS}
    housing = D(0)
    if row:
        coefficient = D(row[1][GROUPS.index(group)])
        mine = OWN_COEFFICIENT.get(case.get("municipality"))
        if mine and mine[0] <= month <= mine[1] and mine[2].get(group, D(0)) > coefficient:
            coefficient, own = mine[2][group], True
        need = (gmi_sum * coefficient).quantize(CENT, ROUND_HALF_UP)
        housing = max(D(0), need + sum(costs.values()) - income - benefit)

    granting = 3 if any(working) else 6
    if property_failed and (fits_needy or fits_low):
        granting = 1

    late = month > LAST_REVIEWED
    unconfirmed = []
    if late:
        unconfirmed += ["gmi_threshold", "needy_threshold"]
    if low and not low[1]:
        unconfirmed.append(f"low_income_threshold.{case['municipality']}")
    names = {"savings_above_limit": "savings_limit", "several_homes": "homes_limit", "land_above_limit": "land_limit",
             "too_many_vehicles": "motor_vehicles_limit"}
    for code, *_ in property_failed:
        if late or (code == "savings_above_limit" and month >= "2023-06"):
            unconfirmed.append(names[code])
    if wage_asked:
        unconfirmed.append("minimum_monthly_wage")
    if row and not own and (late or group in row[2]):
        unconfirmed.append("housing_coefficient")
    unconfirmed += [f"housing_norm.{name}" for name in POSITIONS if costs[name]]

    return {
        "benefit_month": month, "household_income": money(income), "gmi_threshold": money(gmi_sum),
        "needy_threshold": money(needy_sum), "low_income_threshold": money(low[0]) if low else None, "status": status,
        "gmi_benefit": money(benefit), "housing_coefficient": plain(coefficient), "housing_group": group,
        "recognised_housing_costs": money(sum(costs.values())), "housing_benefit": money(housing),
        "granting_months": granting,
        "failed_conditions": [
            {"code": code, "law": law, "limit": shown(limit), "actual": shown(actual)}
            for code, law, limit, actual in failed + property_failed
        ],
        "unconfirmed": unconfirmed,
    }


def money(value):
    """Two decimals, always."""
    return f"{D(value).quantize(CENT):f}"


def plain(value):
    """A coefficient without idle zeros."""
    return None if value is None else f"{value.normalize():f}"


def shown(value):
    """A limit or fact: money with two decimals, counts and hectares as they are."""
    return money(value) if isinstance(value, Decimal) else str(value)
