"""Addresses every audience shares."""

from django.urls import path

from digisoc.web.ui import pages

app_name = "ui"
urlpatterns = [
    path("", pages.home, name="home"),
    path("healthz", pages.healthz, name="healthz"),
    path("language/", pages.language, name="language"),
    path("demo/", pages.demo, name="demo"),
    path("institution/", pages.institution, name="institution"),
    path("ui/catalogue", pages.catalogue, name="catalogue"),
]
