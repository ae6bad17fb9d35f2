"""The door of the room."""

from digisoc.accounts.actions import create_institution, give_mandate, register_user
from digisoc.accounts.enums import InstitutionKind, Role
from digisoc.accounts.models import Institution, Mandate, User
from digisoc.accounts.queries import actor_for, actors_of, demo_users, institution, system_actor, user_names
from digisoc.accounts.types import Actor

__all__ = [
    "Actor",
    "Institution",
    "InstitutionKind",
    "Mandate",
    "Role",
    "User",
    "actor_for",
    "actors_of",
    "create_institution",
    "demo_users",
    "give_mandate",
    "institution",
    "register_user",
    "system_actor",
    "user_names",
]
