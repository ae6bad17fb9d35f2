"""Commands of the registry."""

from digisoc.registry.actions.households import change_members, create_household
from digisoc.registry.actions.persons import correct_person, register_person, represent

__all__ = ["change_members", "correct_person", "create_household", "register_person", "represent"]
