"""The door of the room."""

from digisoc.casework.actions import open_case
from digisoc.casework.models import Case
from digisoc.casework.permissions import can_read_case, can_work_on_case, check_read_case, check_work_on_case
from digisoc.casework.queries import (
    access_case,
    cases,
    cases_by_number,
    cases_in_order,
    log_case_list,
    open_case_of,
    open_cases_with,
)

__all__ = [
    "Case",
    "access_case",
    "can_read_case",
    "can_work_on_case",
    "cases",
    "cases_by_number",
    "cases_in_order",
    "check_read_case",
    "check_work_on_case",
    "log_case_list",
    "open_case",
    "open_case_of",
    "open_cases_with",
]
