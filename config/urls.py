"""The map of all addresses; each audience has its own file in `digisoc.web`."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("digisoc.web.urls")),
]

handler404 = "digisoc.web.ui.errors.not_found"
handler403 = "digisoc.web.ui.errors.forbidden"
handler500 = "digisoc.web.ui.errors.server_error"
