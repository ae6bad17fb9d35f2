"""Puts the person who acts, and the language, on every request."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from digisoc.accounts.api import Actor, User, actor_for
from digisoc.kernel import clock


class LanguageMiddleware:
    """Latvian first, always: the state language is shown until the reader chooses another one by the switch.

    Django's own middleware would follow the browser's Accept-Language; an English browser in a municipality's office
    would then show a language nobody there asked for, and letters and screens would speak differently.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ActorMiddleware:
    """`request.actor`: the user acting for the institution chosen in the session, or None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor | None:
    """The acting person, or None when nobody is signed in or the user holds no mandate today."""
    if not isinstance(request.user, User):
        return None
    return actor_for(request.user, clock.today(), request.session.get("institution_id"))
