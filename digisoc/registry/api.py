"""The door of the room."""

from digisoc.registry.actions import change_members, correct_person, create_household, register_person, represent
from digisoc.registry.models import Household, HouseholdMember, Person, PreviousCode, Representation
from digisoc.registry.permissions import can_read_person, can_write_person, check_read_person, check_write_person
from digisoc.registry.queries import (
    access_person,
    members_on,
    namesakes,
    open_membership_of,
    person_by_code,
    search_persons,
)

__all__ = [
    "Household",
    "HouseholdMember",
    "Person",
    "PreviousCode",
    "Representation",
    "access_person",
    "can_read_person",
    "can_write_person",
    "change_members",
    "check_read_person",
    "check_write_person",
    "correct_person",
    "create_household",
    "members_on",
    "namesakes",
    "open_membership_of",
    "person_by_code",
    "register_person",
    "represent",
    "search_persons",
]
