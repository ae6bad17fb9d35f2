"""Evidence of a value: a document kept already, or one uploaded with the form.

An upload is kept even when another field of the form is wrong: a browser can't fill a file field again.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict

from digisoc.core.api import MAX_UPLOAD_BYTES
from digisoc.intake.api import Application, Attachment, attach_document
from digisoc.intake.enums import AttachmentKind
from digisoc.kernel.errors import N_, InvalidValue
from digisoc.registry.api import Person
from digisoc.web.desk.access import actor_of
from digisoc.web.ui.forms import FormState


def evidence_options(application: Application) -> list[tuple[str, str]]:
    """The application's documents as answers of a select."""
    rows = application.attachments.select_related("file")
    return [(str(row.uid), f"{row.file.name} ({row.get_kind_display()})") for row in rows]


def upload_evidence(
    form: FormState, application: Application, request: HttpRequest, *, name: str = "file", person: Person | None = None
) -> Attachment | None:
    """Keep the uploaded document, if there is one, and choose it in the form; a wrong file is noted in the form."""
    file = request.FILES.get(name)
    if file is None:
        return None
    kind = form.choice("file_kind", AttachmentKind, required=False)
    attachment: Attachment | None = None
    with form.collecting():
        # One byte more than allowed is enough to say that it is too large.
        content = file.read(MAX_UPLOAD_BYTES + 1)
        attachment = attach_document(
            application, name=file.name or "", content=content, kind=kind.read or AttachmentKind.OTHER, person=person,
            by=actor_of(request), why="evidence of a value",
        )
    if attachment is not None and isinstance(form.typed, QueryDict):
        typed: Any = form.typed.copy()
        typed["evidence"] = str(attachment.uid)
        form.typed = typed
    return attachment


def chosen_evidence(form: FormState, application: Application, uploaded: Attachment | None) -> Attachment | None:
    """The uploaded document, else the chosen one; `InvalidValue` for one of another application."""
    wanted = form.raw("evidence")
    if uploaded is not None or not wanted:
        return uploaded
    try:
        found = application.attachments.filter(uid=UUID(wanted)).first()
    except ValueError:
        found = None
    if found is None:
        raise InvalidValue(
            N_("This document is not among the application's documents."), field="evidence",
            hint=N_("Choose one of the documents, or attach it."),
        )
    return found
