"""The person who acts."""

from dataclasses import dataclass

from digisoc.accounts.enums import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A user acting for one institution, with the roles held there today. Every action and access takes one as `by`."""

    user_id: int
    name: str
    institution_id: int
    institution_name: str
    roles: frozenset[Role]

    def has(self, *roles: Role) -> bool:
        """Does the actor hold at least one of these roles?"""
        return not self.roles.isdisjoint(roles)
