"""Each trap of the strict house is sprung once."""

import warnings
from datetime import datetime

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template import Context, Origin, Template, engines
from django.test import RequestFactory

from digisoc.accounts.models import Institution, User
from tests.support.htmx import assert_swap_equals_reload
from tests.support.queries import assert_queries
from tests.support.strict import InlineCode, InlineCodeMiddleware, UndefinedVariable, check_no_inline_code


def render(source: str, origin: str, **values: object) -> str:
    return Template(source, origin=Origin(origin), engine=engines["django"].engine).render(Context(values))


def test_an_undefined_variable_in_our_templates_fails():
    with pytest.raises(UndefinedVariable, match="ammount"):
        render("{{ ammount }}", "/somewhere/digisoc/web/templates/desk/case.html", amount=1)


def test_an_undefined_attribute_fails_too():
    with pytest.raises(UndefinedVariable):
        render("{{ user.nmae }}", "/somewhere/digisoc/web/templates/x.html", user=User(display_name="A"))


def test_templates_of_libraries_may_print_nothing():
    assert render("[{{ nothing }}]", "/elsewhere/allauth/templates/account/login.html") == "[]"


def test_defined_variables_are_printed():
    assert render("{{ amount }}", "/somewhere/digisoc/web/templates/x.html", amount=0) == "0"


@pytest.mark.parametrize("html", [
    "<script>alert(1)</script>",
    "<p style='color:red'>",
    "<style>p{}</style>",
    "<button onclick='go()'>",
    "<div hx-on:click='go()'>",
    "<a href=' JavaScript:go()'>",
])
def test_inline_code_fails(html):
    with pytest.raises(InlineCode, match="line 1"):
        check_no_inline_code(html, "/")


@pytest.mark.parametrize("html", [
    "<script src='/static/x.js' defer></script>",
    "<script type='application/json'>{}</script>", "<p class='style'>on</p>",
])
def test_what_the_policy_allows_passes(html):
    check_no_inline_code(html, "/")


def test_the_middleware_looks_at_html_only():
    request = RequestFactory().get("/")
    page = HttpResponse("<script>1</script>")
    with pytest.raises(InlineCode):
        InlineCodeMiddleware(lambda _: page)(request)
    data = HttpResponse("<script>1</script>", content_type="text/plain")
    assert InlineCodeMiddleware(lambda _: data)(request) is data


def test_rows_without_an_order_come_back_shuffled(db):
    unordered = Institution.objects.order_by()
    orders = {tuple(row.pk for row in unordered.all()) for _ in range(5)}
    assert len(orders) > 1


def test_rows_with_an_order_keep_it(db):
    orders = {tuple(Institution.objects.order_by("pk").values_list("pk", flat=True)) for _ in range(5)}
    assert len(orders) == 1


def test_a_naive_moment_fails(db):
    with pytest.raises(RuntimeWarning, match="naive"):
        list(User.objects.filter(date_joined=datetime(2026, 11, 22, 12, 0)))
    assert warnings.filters


def test_the_query_count_names_the_caller(db):
    message = r"1 queries instead of 2:\n  1\. tests/strictness/test_strict_house.py:\d+"
    with pytest.raises(AssertionError, match=message), assert_queries(2):
        Institution.objects.count()
    with assert_queries(1):
        Institution.objects.count()


def test_committing_tests_must_not_empty_tables(fresh_database):
    with connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute("TRUNCATE accounts_mandate")


PAGE = "<main id='m'><p id='count'>{count}</p><ul id='rows'>{rows}</ul></main>"


def test_a_swap_that_equals_the_reload_passes():
    before, after = PAGE.format(count=1, rows="<li>a</li>"), PAGE.format(count=2, rows="<li>a</li><li>b</li>")
    fragment = "<ul id='rows'><li>a</li> <li>b</li></ul><p id='count' hx-swap-oob='true'>2</p>"
    assert_swap_equals_reload(before, fragment, after, target="rows")
    assert_swap_equals_reload(
        before, "<li>a</li><li>b</li><p id='count' hx-swap-oob='true'>2</p>", after, target="rows", swap="innerHTML"
    )


def test_a_swap_that_forgets_something_fails():
    before, after = PAGE.format(count=1, rows="<li>a</li>"), PAGE.format(count=2, rows="<li>a</li><li>b</li>")
    with pytest.raises(AssertionError):
        assert_swap_equals_reload(before, "<ul id='rows'><li>a</li><li>b</li></ul>", after, target="rows")
