"""The door of the room."""

from digisoc.registry.actions import (
    change_address,
    change_members,
    correct_person,
    create_household,
    end_representation,
    register_person,
    represent,
)
from digisoc.registry.models import Household, HouseholdMember, Person, PreviousCode, Representation
from digisoc.registry.permissions import can_read_person, can_write_person, check_read_person, check_write_person
from digisoc.registry.queries import (
    access_person,
    access_representation,
    access_representations,
    members_on,
    namesakes,
    open_membership_of,
    person_by_code,
    representations_of,
    search_persons,
)

__all__ = [
    "Household",
    "HouseholdMember",
    "Person",
    "PreviousCode",
    "Representation",
    "access_person",
    "access_representation",
    "access_representations",
    "can_read_person",
    "can_write_person",
    "change_address",
    "change_members",
    "check_read_person",
    "check_write_person",
    "correct_person",
    "create_household",
    "end_representation",
    "members_on",
    "namesakes",
    "open_membership_of",
    "person_by_code",
    "register_person",
    "represent",
    "representations_of",
    "search_persons",
]
