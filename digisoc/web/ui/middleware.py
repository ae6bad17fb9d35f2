"""Puts the person who acts on every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from digisoc.accounts.api import Actor, User, actor_for
from digisoc.kernel import clock


class ActorMiddleware:
    """`request.actor`: the user acting for the institution chosen in the session, or None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor | None:
    """The acting person, or None when nobody is signed in or the user holds no mandate today."""
    if not isinstance(request.user, User) and not getattr(request.user, "is_authenticated", False):
        return None
    return actor_for(request.user, clock.today(), request.session.get("institution_id"))
