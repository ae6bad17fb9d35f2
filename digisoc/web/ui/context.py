"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from digisoc.accounts.api import User, actors_of
from digisoc.kernel import clock
from digisoc.web.ui.navigation import address, navigation

__all__ = ["navigation", "page"]


def page(request: HttpRequest) -> dict[str, Any]:
    """`actor`, `today`, `is_demo`, `nav` (entries by role), `search_url` (empty without the page), `has_institutions`.

    `nav` and `has_institutions` ask the database only when a template uses them.
    """
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "today": clock.today(),
        "is_demo": settings.DIGISOC_DEMO,
        "nav": SimpleLazyObject(lambda: navigation(actor or None, request.path)),
        "search_url": address("desk:search"),
        "has_institutions": SimpleLazyObject(lambda: bool(actor) and _several(request)),
    }


def _several(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and len(actors_of(request.user, clock.today())) > 1
