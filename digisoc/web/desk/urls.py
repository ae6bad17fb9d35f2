"""Addresses of the desk. What another part brings (calculation, decisions, payments) is taken in when it is there."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = []
urlpatterns += [
    path("", include(module))
    for module in ("digisoc.web.desk.decisions.urls", "digisoc.web.desk.payments.urls")
    if find_spec(module.rpartition(".")[0]) and find_spec(module)
]
