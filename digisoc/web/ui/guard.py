"""The guard on every address: who may come in, for which purpose, and what a refusal looks like.

Each view carries `guarded(...)` or `public(...)`; a test walks all addresses and fails on one without. The guard opens
the transaction that acts for the user's institution, so a view can't read a row of another one, and turns the errors of
the rooms below into pages with a sentence. A refused attempt is logged in a transaction of its own, because the
attempt's is rolled back.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.utils.cache import add_never_cache_headers

from digisoc.accounts.api import Actor, Role
from digisoc.core.api import acting
from digisoc.kernel.errors import (
    N_,
    InvalidValue,
    NotAllowedForYou,
    NotAllowedNow,
    NotVisible,
    StaleVersion,
    UserFacingError,
)
from digisoc.trail.api import record_denial
from digisoc.trail.enums import Purpose
from digisoc.web.ui.errors import refusal

type View = Callable[..., HttpResponse]

_STATUS: dict[type[UserFacingError], int] = {
    NotVisible: 404, NotAllowedForYou: 403, NotAllowedNow: 409, StaleVersion: 409, InvalidValue: 422,
}


def public(reason: str) -> Callable[[View], View]:
    """Mark a view as open to everyone, with the reason why that is right."""

    def decorate(view: View) -> View:
        view.guard = f"public: {reason}"  # type: ignore[attr-defined]
        return view

    return decorate


def guarded(*roles: Role, purpose: Purpose) -> Callable[[View], View]:
    """Let in signed-in users with at least one of `roles` (any role when none is named), acting for `purpose`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            early = _turned_away(request)
            if early is not None:
                return early
            response = answer(request, *args, **kwargs)
            # A page with somebody's data must not be found in the browser's cache after signing out.
            add_never_cache_headers(response)
            return response

        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor: Actor = request.actor  # type: ignore[attr-defined]
            try:
                if roles and not actor.has(*roles):
                    raise NotAllowedForYou(
                        N_("Your role does not include this page."), code="role",
                        hint=N_("If you need it for your work, ask the administrator of your institution."),
                    )
                return _inside(view, request, actor, purpose, args, kwargs)
            except (UserFacingError, Http404) as error:
                return _refused(request, actor, purpose, error)

        enter.guard = (roles, purpose)  # type: ignore[attr-defined]
        return enter

    return decorate


def _turned_away(request: HttpRequest) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not request.actor:  # type: ignore[attr-defined]
        error = NotAllowedForYou(
            N_("Your account has no role in any institution today."), code="no_mandate",
            hint=N_("Ask the administrator of your institution."),
        )
        return refusal(request, error, 403)
    if settings.DIGISOC_REQUIRE_MFA and not _has_second_factor(request):
        return redirect("mfa_index")
    return None


def _has_second_factor(request: HttpRequest) -> bool:
    from allauth.mfa.utils import is_mfa_enabled

    return bool(is_mfa_enabled(request.user))


def _inside(view: View, request: HttpRequest, actor: Actor, purpose: Purpose, args: Any, kwargs: Any) -> HttpResponse:
    with acting(institution_id=actor.institution_id, user_id=actor.user_id, purpose=purpose):
        response = view(request, *args, **kwargs)
        if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
            response.render()
        return response


def _refused(
    request: HttpRequest, actor: Actor, purpose: Purpose, error: UserFacingError | Http404
) -> HttpResponse:
    if isinstance(error, Http404):
        error = NotVisible(N_("There is nothing at this address for your institution."), code="nothing")
    status = next(code for kind, code in _STATUS.items() if isinstance(error, kind))
    if status in (403, 404):
        with acting(institution_id=actor.institution_id, user_id=actor.user_id, purpose=purpose):
            record_denial(user_id=actor.user_id, purpose=purpose, what=error.code or "denied", detail=request.path)
    return refusal(request, error, status)
