"""Commands of the registry."""

from digisoc.registry.actions.households import change_address, change_members, create_household
from digisoc.registry.actions.persons import correct_person, register_person
from digisoc.registry.actions.representations import end_representation, represent

__all__ = [
    "change_address",
    "change_members",
    "correct_person",
    "create_household",
    "end_representation",
    "register_person",
    "represent",
]
