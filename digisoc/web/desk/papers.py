"""Signatures and documents."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from digisoc.core.api import MAX_UPLOAD_BYTES, read
from digisoc.intake.api import access_attachment, adults, attach_document, members, record_signature
from digisoc.intake.enums import AttachmentKind, SignatureMethod
from digisoc.kernel import clock
from digisoc.kernel.errors import N_, InvalidValue
from digisoc.trail.enums import Purpose
from digisoc.web.desk.access import READERS, WRITERS, actor_of, application_for, purpose_of
from digisoc.web.desk.case_context import case_context
from digisoc.web.desk.declaration_page import declaration_url
from digisoc.web.ui.forms import FormState
from digisoc.web.ui.guard import guarded

_HANDLING = Purpose.CASE_HANDLING


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Record that an adult signed."""
    application = application_for(request, uid)
    initial = {"signed_on": clock.today(), "method": SignatureMethod.PAPER, "person": request.GET.get("person", "")}
    form = FormState(request.POST, initial=initial)
    people = {str(person.uid): person for person in members(application)}
    if request.method == "POST":
        day, method, person = form.day("signed_on"), form.choice("method", SignatureMethod), form.text("person")
        with form.collecting():
            if person.value not in people:
                raise InvalidValue(N_("This person is not in this household."), field="person")
            record_signature(
                application, people[person.value], signed_on=day.value, method=method.value, by=actor_of(request),
                why="signature recorded at the desk",
            )
        if form.ok:
            messages.success(request, gettext("The signature is recorded."))
            return redirect(declaration_url(application, "signatures"))
    context = case_context(request, application.case, "declaration", application=application) | {
        "people": [(str(person.uid), person.full_name) for person in adults(application)],
        "methods": SignatureMethod.choices, "back": declaration_url(application, "signatures"),
    }
    return form.page(request, "desk/case/sign.html", context)


@guarded(*WRITERS, purpose=_HANDLING)
@require_http_methods(["GET", "POST"])
def add_document(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Attach a document; its type is what its bytes say."""
    application = application_for(request, uid)
    form = FormState(request.POST)
    people = {str(person.uid): person for person in members(application)}
    if request.method == "POST":
        kind, file = form.choice("file_kind", AttachmentKind), request.FILES.get("file")
        with form.collecting():
            if file is None:
                raise InvalidValue(N_("No file was chosen."), field="file", hint=N_("Choose a PDF, JPEG or PNG file."))
            attach_document(
                application, name=file.name or "", content=file.read(MAX_UPLOAD_BYTES + 1), kind=kind.value,
                person=people.get(form.raw("person")), by=actor_of(request), why="attached at the desk",
            )
        if form.ok:
            messages.success(request, gettext("The document is attached."))
            return redirect(declaration_url(application, "documents"))
    context = case_context(request, application.case, "declaration", application=application) | {
        "people": [(key, person.full_name) for key, person in people.items()],
        "attachment_kinds": AttachmentKind.choices, "back": declaration_url(application, "documents"),
    }
    return form.page(request, "desk/case/document.html", context)


@guarded(*READERS, purpose=_HANDLING)
@require_GET
def download(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A document as it was uploaded; saved rather than opened, so that its content never runs as ours."""
    by = actor_of(request)
    file = access_attachment(uid, by=by, purpose=purpose_of(by))
    response = HttpResponse(read(file), content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
