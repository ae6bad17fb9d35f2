"""Addresses of all audiences."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("digisoc.web.ui.urls")),
    path("desk/", include("digisoc.web.desk.urls")),
]
