"""Error pages: what happened, what was kept, what to do next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from digisoc.kernel.errors import N_, NotAllowedForYou, NotVisible, UserFacingError
from digisoc.web.ui.sentences import hint, sentence


def refusal(request: HttpRequest, error: UserFacingError, status: int) -> HttpResponse:
    """A page with the sentence of the error and the way on."""
    context = {"sentence": sentence(error), "hint": hint(error), "status": status}
    return render(request, "ui/refusal.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such address."""
    return refusal(request, NotVisible(N_("There is no page at this address.")), 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Refused by the framework itself, such as a form without its token."""
    error = NotAllowedForYou(
        N_("The form could not be accepted."), hint=N_("Open the page again and repeat the step; nothing was changed.")
    )
    return refusal(request, error, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: an old page, cookies switched off, or somebody else's page."""
    return forbidden(request)


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    """An internal fault: the change was rolled back as a whole. Drawn without the request, which may be at fault."""
    return HttpResponse(render_to_string("ui/server_error.html"), status=500)
