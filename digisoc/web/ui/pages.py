"""Pages every audience shares: the way in, demonstration accounts, the institution, the language, the catalogue."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language

from digisoc.accounts.api import actors_of, demo_users
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, InvalidValue, NotVisible
from digisoc.trail.enums import Purpose
from digisoc.web.ui import samples
from digisoc.web.ui.forms import FormState
from digisoc.web.ui.guard import guarded, public
from digisoc.web.ui.navigation import navigation


@public("leads on to the sign-in or to the first page of one's role; shows nothing itself")
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """To the sign-in, to the choice of an institution, or to the first page of the role."""
    if not request.user.is_authenticated:
        return redirect("ui:demo" if settings.DIGISOC_DEMO else "account_login")
    if "institution_id" not in request.session and len(actors_of(request.user, clock.today())) > 1:
        return redirect("ui:institution")
    entries = navigation(request.actor or None)  # type: ignore[attr-defined]
    return redirect(entries[0].url if entries else "ui:institution")


@public("a load balancer asks whether the process answers; no data")
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@public("the language of the screen is nobody's secret")
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the chosen language in a cookie and go back to where the reader was."""
    return set_language(request)


@public("the demonstration's accounts are made up; 404 anywhere else")
@require_http_methods(["GET", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """One-click accounts of the demonstration."""
    if not settings.DIGISOC_DEMO:
        raise Http404
    if request.method != "POST":
        return render(request, "ui/demo.html", {"accounts": _demo_accounts()})
    wanted = request.POST.get("user", "")
    user = demo_users().filter(pk=int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0).first()
    if user is None:
        raise Http404
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("ui:home")


@guarded(purpose=Purpose.ADMINISTRATION)
@require_http_methods(["GET", "POST"])
def institution(request: HttpRequest) -> HttpResponse:
    """Choose the institution for which one acts until signing out."""
    actors = actors_of(request.user, clock.today())  # type: ignore[arg-type]
    form = FormState(request.POST)
    if request.method == "POST":
        wanted = request.POST.get("institution", "")
        chosen = next((actor for actor in actors if str(actor.institution_id) == wanted), None)
        if wanted and chosen is None:
            raise NotVisible(N_("You have no role in that institution today."), code="institution")
        if chosen:
            request.session["institution_id"] = chosen.institution_id
            return redirect("ui:home")
        form.refuse(InvalidValue(N_("Choose the institution."), field="institution"))
    options = [(actor.institution_id, actor.institution_name) for actor in actors]
    return form.page(request, "ui/institution.html", {"actors": actors, "options": options})


@guarded(purpose=Purpose.ADMINISTRATION)
@require_http_methods(["GET", "POST"])
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every component of the kit, alive."""
    if request.method == "POST":
        return samples.form(request.POST).page(request, "ui/catalogue.html", samples.context())
    return render(request, "ui/catalogue.html", {**samples.context(), "form": samples.form()})


def _demo_accounts() -> list[dict[str, Any]]:
    day = clock.today()
    return [{"user": user, "actors": actors_of(user, day)} for user in demo_users()]
