"""Addresses of the desk. What another part brings (calculation, decisions, payments) is taken in when it is there."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from digisoc.web.desk import (
    address_page,
    declaration_page,
    history,
    household_page,
    income_form,
    new_application,
    papers,
    registers_page,
    representatives,
    value_forms,
    worklist,
)

app_name = "desk"

_lists: list[URLPattern | URLResolver] = [
    path("", worklist.my_work, name="worklist"),
    path("cases/", worklist.case_list, name="cases"),
    path("search", worklist.search, name="search"),
]
_new_application: list[URLPattern | URLResolver] = [
    path("new/", new_application.applicant, name="new"),
    path("new/person/", new_application.new_person, name="new_person"),
    path("new/<uuid:uid>/household/", new_application.household, name="new_household"),
    path("new/<uuid:uid>/member/", new_application.new_member, name="new_member"),
    path("new/<uuid:uid>/request/", new_application.request_, name="new_request"),
]
_case: list[URLPattern | URLResolver] = [
    path("cases/<uuid:uid>/", household_page.household, name="case"),
    path("cases/<uuid:uid>/members/", household_page.change_household, name="change_household"),
    path("cases/<uuid:uid>/members/add/", household_page.add_member, name="add_member"),
    path("cases/<uuid:uid>/persons/<uuid:person_uid>/", household_page.edit_person, name="edit_person"),
    path(
        "cases/<uuid:uid>/persons/<uuid:person_uid>/representatives/", representatives.representatives,
        name="representatives",
    ),
    path(
        "cases/<uuid:uid>/representatives/<uuid:representation_uid>/end/", representatives.end,
        name="end_representation",
    ),
    path("cases/<uuid:uid>/address/", address_page.address, name="change_address"),
    path("cases/<uuid:uid>/declaration/", declaration_page.declaration, name="declaration"),
    path("cases/<uuid:uid>/history/", history.history, name="history"),
]
_application: list[URLPattern | URLResolver] = [
    path("applications/<uuid:uid>/complete", declaration_page.complete, name="complete"),
    path("applications/<uuid:uid>/reopen", declaration_page.reopen, name="reopen"),
    path("applications/<uuid:uid>/income/", income_form.add_income, name="add_income"),
    path("applications/<uuid:uid>/property/", value_forms.add_property, name="add_property"),
    path("applications/<uuid:uid>/costs/", value_forms.housing_costs_view, name="housing_costs"),
    path("applications/<uuid:uid>/members/<uuid:person_uid>/", household_page.member_facts, name="member_facts"),
    path("applications/<uuid:uid>/sign/", papers.sign, name="sign"),
    path("applications/<uuid:uid>/documents/", papers.add_document, name="add_document"),
    path("applications/<uuid:uid>/registers", registers_page.ask_all, name="ask_all"),
    path("applications/<uuid:uid>/registers/<slug:register>/ask", registers_page.ask_register, name="ask_register"),
    path(
        "applications/<uuid:uid>/registers/<slug:register>/settle/", registers_page.settle_register,
        name="settle_register",
    ),
    path("income/<uuid:uid>/", value_forms.correct_income_view, name="correct_income"),
    path("property/<uuid:uid>/", value_forms.correct_property_view, name="correct_property"),
    path("readings/<uuid:uid>/ask", registers_page.ask_again, name="ask_again"),
    path("readings/<uuid:uid>/settle/", registers_page.settle, name="settle"),
    path("documents/<uuid:uid>", papers.download, name="document"),
]
_other_parts: list[URLPattern | URLResolver] = [
    path("", include(module))
    for module in ("digisoc.web.desk.decisions.urls", "digisoc.web.desk.payments.urls")
    if find_spec(module.rpartition(".")[0]) and find_spec(module)
]
urlpatterns = [*_lists, *_new_application, *_case, *_application, *_other_parts]
