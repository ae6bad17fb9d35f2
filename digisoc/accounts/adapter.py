"""How django-allauth behaves here: accounts are given by administrators, nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class ClosedSignupAdapter(DefaultAccountAdapter):
    """No self-registration."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Nobody may register on their own."""
        return False
