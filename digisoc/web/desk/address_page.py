"""Where a household lives: the small form for a move or a wrong address."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from digisoc.intake.api import Application, check_change_declaration
from digisoc.intake.enums import ApplicationState
from digisoc.kernel.errors import N_, InvalidValue, StaleVersion
from digisoc.registry.api import change_address
from digisoc.trail.enums import Purpose
from digisoc.web.desk.access import WRITERS, actor_of, case_for
from digisoc.web.desk.case_context import case_context
from digisoc.web.desk.person_form import territories
from digisoc.web.desk.stale import Version, version_of, versions_of
from digisoc.web.ui.forms import FormState
from digisoc.web.ui.guard import guarded

_FIELDS = {"address": N_("Address of the dwelling"), "atvk": N_("Local government")}


@guarded(*WRITERS, purpose=Purpose.CASE_HANDLING)
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The household's address; both versions when somebody else was faster."""
    case = case_for(request, uid, "household")
    context = case_context(request, case, "household")
    household, places = case.household, dict(territories())
    saved = {"address": household.address, "atvk": household.atvk}
    form, versions = FormState(request.POST, initial=saved), list[Version]()
    if request.method == "POST":
        typed, atvk = form.text("address", longest=200), form.text("atvk", longest=7)
        if atvk.read and atvk.read not in places:
            form.refuse(
                InvalidValue(N_("This local government is not on the list."), field="atvk", hint=N_("Choose another."))
            )
        with form.collecting():
            _check_open(context["application"])
            try:
                change_address(
                    household, address=typed.value, atvk=atvk.value, version=version_of(form), by=actor_of(request),
                    why="address changed at the desk",
                )
            except StaleVersion:
                versions = versions_of(_FIELDS, saved, form)
                raise
        if form.ok:
            messages.success(request, gettext("The address is saved."))
            return redirect("desk:case", uid)
    context |= {"territories": list(places.items()), "version": household.version, "versions": versions}
    return form.page(request, "desk/case/address.html", context)


def _check_open(application: Application | None) -> None:
    """The local government decides which binding rules count, so a complete declaration is reopened first."""
    if application and application.state == ApplicationState.DECLARED:
        check_change_declaration(application)
