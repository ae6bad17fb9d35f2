"""The form kit: nothing typed is lost, nothing half-read reaches a command."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from digisoc.accounts.api import Role, User, register_user
from digisoc.kernel.errors import InvalidValue, NotAllowedForYou, NotAllowedNow, NotVisible, StaleVersion
from digisoc.kernel.money import MAX_CENTS
from digisoc.web.ui.forms import FormState, control, input_id, parse_day, shown, typed_euro


def posted(**values: str) -> FormState:
    query = QueryDict(mutable=True)
    query.update({"csrfmiddlewaretoken": "x", **values})
    return FormState(query)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_is_read_as_it_is_shown(day):
    assert parse_day(shown(day)) == day
    assert parse_day(shown(day).rstrip(".")) == day
    assert parse_day(day.isoformat()) == day


@given(st.text(max_size=20))
def test_whatever_is_typed_as_a_day_is_a_day_or_a_refusal(text):
    form = posted(since=text)
    typed = form.day("since", required=False)
    kept = text.replace("\x00", "").strip()
    assert form.ok == (not kept or isinstance(typed.read, date))
    assert all(problem.hint for problem in form.problems)


@given(st.integers(0, MAX_CENTS))
def test_money_is_read_as_it_is_shown(cents):
    form = posted(amount=typed_euro(cents))
    assert form.euro("amount").value == cents


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=50))
def test_the_input_keeps_what_was_typed(text):
    form = posted(amount=text)
    form.euro("amount")
    assert control(form, "amount").value == text.replace("\x00", "")  # no person types it, no database keeps it


@pytest.mark.parametrize(
    "text",
    ["31.02.2026.", "2026-13-01", "22.11.26.", "22/11/2026", "today", "0.0.0000.", "22.11.0202.", "1.1.9999."],
)
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(InvalidValue):
        parse_day(text)


def test_all_mistakes_are_found_at_once():
    form = posted(amount="12,345", since="31.02.2026.", why="  ", kind="emperor", count="7,5", word="abcdef")
    form.euro("amount")
    form.day("since")
    form.text("why")
    form.choice("kind", Role)
    form.integer("count")
    form.text("word", longest=5)
    assert [problem.field for problem in form.problems] == ["amount", "since", "why", "kind", "count", "word"]
    assert [problem.anchor for problem in form.problems] == [input_id(problem.field) for problem in form.problems]
    assert form.status == 422


def test_good_values_are_read():
    form = posted(amount="1 234,5", since="22.11.2026.", why=" moved ", kind="head", count="12", sure="yes", room="")
    values = (form.euro("amount"), form.day("since"), form.text("why"), form.choice("kind", Role))
    assert [typed.value for typed in values] == [123450, date(2026, 11, 22), "moved", Role.HEAD]
    assert form.integer("count").value == 12
    assert form.flag("sure").value
    assert not form.flag("other").value
    assert form.euro("room", required=False).value is None
    assert form.ok
    assert form.status == 200


def test_the_start_of_a_form_is_its_initial_values_until_something_is_typed():
    form = FormState(initial={"since": date(2026, 11, 22), "amount": "12,00"})
    assert control(form, "since").value == "22.11.2026."
    assert control(form, "unknown", value="elsewhere").value == "elsewhere"
    typed = QueryDict("since=&csrfmiddlewaretoken=x")
    assert control(FormState(typed, initial={"since": date(2026, 11, 22)}), "since").value == ""


def test_ticked_boxes_are_kept():
    form = FormState(QueryDict("role=head&role=auditor&x=1"))
    assert form.chosen("role") == ["head", "auditor"]
    assert FormState(initial={"role": [Role.HEAD]}).chosen("role") == ["head"]


def test_a_form_with_a_mistake_reaches_no_command(db):
    form = posted(amount="abc", why="because")
    amount, why = form.euro("amount"), form.text("why")
    with form.collecting():
        register_user(username="half.read", display_name=why.value, password=None)
        pytest.fail("read a value of a form with a mistake")
    assert not User.objects.filter(username="half.read").exists()
    assert amount.form.status == 422


@pytest.mark.parametrize(
    ("error", "status"),
    [(InvalidValue("Too much.", field="amount"), 422), (NotAllowedNow("Closed."), 409), (StaleVersion("Older."), 409)],
)
def test_a_refused_command_is_undone_and_shown(db, error, status):
    form = posted(amount="1,00")
    amount = form.euro("amount")
    with form.collecting():
        assert amount.value == 100
        register_user(username="half.done", display_name="Half Done", password=None)
        raise error
    assert not User.objects.filter(username="half.done").exists()
    assert (form.status, form.problems[0].sentence, form.problems[0].field) == (status, str(error), error.field)


@pytest.mark.parametrize("kind", [NotVisible, NotAllowedForYou])
def test_what_no_correction_helps_goes_on_to_the_guard(db, kind):
    form = posted()
    with pytest.raises(kind), form.collecting():
        raise kind("No.")
    assert form.ok


def test_the_first_status_stays():
    form = posted()
    form.refuse(NotAllowedNow("Closed."))
    form.refuse(InvalidValue("Wrong.", field="x"))
    assert form.status == 409
