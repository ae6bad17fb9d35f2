"""Every component draws, escapes, and says to a screen reader what it shows."""

import re
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler
from lxml import html

from digisoc.web.ui.forms import FormState

UI = Path(__file__).resolve().parents[3] / "digisoc/web/templates/ui"
#: Whole pages that live beside the components.
PAGES = {"catalogue", "demo", "institution", "refusal", "server_error"}
#: Components that stand inside others, not in the catalogue by name.
INSIDE = {"error_summary": "ui/error_summary.html"}
NASTY = "\"><script>alert(1)</script>'&"


def draw(source: str, **values: object) -> str:
    return Template(CottonCompiler().process(source)).render(Context(values))


def element(source: str, **values: object) -> html.HtmlElement:
    return html.fragment_fromstring(draw(source, **values), create_parent="div")


def components() -> list[str]:
    return sorted(path.stem for path in UI.glob("*.html") if not path.stem.startswith("_") and path.stem not in PAGES)


@pytest.mark.parametrize("name", components())
def test_the_catalogue_shows_every_component(name):
    catalogue = (UI / "catalogue.html").read_text() + (UI / "form.html").read_text()
    wanted = INSIDE.get(name, f"<c-{name.replace('_', '-')}")
    assert re.search(rf"{re.escape(wanted)}(?![\w-])", catalogue)


@pytest.mark.parametrize("name", components())
def test_every_component_says_its_parameters_first(name):
    assert (UI / f"{name}.html").read_text().startswith("{#")


@pytest.mark.parametrize(
    "source",
    [
        '<c-button :data-x="nasty">{{ nasty }}</c-button>',
        '<c-field name="a" label="{{ nasty }}" value="{{ nasty }}" error="{{ nasty }}" description="{{ nasty }}" />',
        '<c-field name="a" :label="nasty" :value="nasty" :error="nasty" :description="nasty" :autocomplete="nasty" />',
        '<c-textarea name="a" :label="nasty" :value="nasty" />',
        '<c-select name="a" :label="nasty" :options="options" :value="nasty" />',
        '<c-radio-group name="a" :label="nasty" :options="options" :value="nasty" />',
        '<c-step :title="nasty" :value="nasty" :law="nasty">{{ nasty }}</c-step>',
        '<c-panel :title="nasty"><c-slot name="actions">{{ nasty }}</c-slot>{{ nasty }}</c-panel>',
        '<c-alert :title="nasty" :kept="nasty" :todo="nasty" />',
        '<c-difference :value="nasty" :other="nasty" :other_label="nasty" />',
        '<c-unanswered :name="nasty" :tried="nasty" />',
    ],
)
def test_nothing_a_person_typed_becomes_markup(source):
    drawn = draw(source, nasty=NASTY, options=[(NASTY, NASTY)])
    assert "<script" not in drawn
    assert "&lt;script" in drawn
    html.fragment_fromstring(drawn, create_parent="div")


def test_a_field_with_a_mistake_keeps_the_value_and_names_the_mistake():
    form = FormState(QueryDict("amount=12,345&x=1"))
    form.euro("amount")
    box = element('<c-money-field :form="form" name="amount" label="Amount" description="Gross" />', form=form)
    field = box.xpath(".//input")[0]
    assert (field.get("value"), field.get("aria-invalid"), field.get("inputmode")) == ("12,345", "true", "decimal")
    described = [box.get_element_by_id(key).text_content() for key in field.get("aria-describedby").split()]
    assert described[0] == "Gross"
    assert "12,345" in described[1]
    assert box.xpath(f".//label[@for='{field.get('id')}']")


def test_a_field_without_a_mistake_says_nothing_of_one():
    field = element('<c-date-field name="since" label="Since" value="22.11.2026." />').xpath(".//input")[0]
    assert field.get("aria-invalid") is None
    assert field.get("aria-describedby") is None
    assert field.get("required") is not None


def test_a_component_takes_nothing_from_the_page_around_it_by_accident():
    drawn = draw('<c-field name="a" label="A" />', error="of the page", value="of the page", description="of the page")
    assert "of the page" not in drawn


def test_the_summary_links_to_the_fields():
    form = FormState(QueryDict("kind=&since=x&x=1"))
    form.text("kind")
    form.day("since")
    box = element(
        '<c-form :form="form"><c-radio-group :form="form" name="kind" label="Kind" :options="options" />'
        '<c-date-field :form="form" name="since" label="Since" /></c-form>',
        form=form, options=[("a", "A"), ("b", "B")], csrf_token="token",
    )
    links = box.xpath(".//*[@id='error-summary']//a/@href")
    assert links == ["#f-kind", "#f-since"]
    assert [box.get_element_by_id(link[1:]).tag for link in links] == ["input", "input"]
    assert box.xpath(".//*[@id='error-summary']/@tabindex") == ["-1"]


@pytest.mark.parametrize("kind", ["radio", "checkbox"])
def test_chosen_answers_stay_chosen(kind):
    form = FormState(QueryDict("a=2&x=1"))
    box = element(f'<c-{kind}-group :form="form" name="a" label="A" :options="options" />', form=form,
                  options=[(1, "One"), (2, "Two")])
    assert box.xpath(".//input[@checked]/@value") == ["2"]
    assert len(set(box.xpath(".//input/@id"))) == 2


def test_a_select_marks_the_value_whatever_its_type():
    source = '<c-select name="a" label="A" :options="options" :value="seven" />'
    box = element(source, options=[(7, "x"), (8, "y")], seven=7)
    assert box.xpath(".//option[@selected]/@value") == ["7"]


def test_a_table_can_be_scrolled_by_keyboard():
    region = element('<c-table label="Income"><tbody><tr><td>1</td></tr></tbody></c-table>').xpath("./div")[0]
    assert (region.get("role"), region.get("tabindex"), region.get("aria-label")) == ("region", "0", "Income")


def test_pages_are_numbered_only_when_there_are_several():
    assert not draw('<c-pagination :page="page" />', page=Paginator(range(5), 20).page(1)).strip()
    box = element('<c-pagination :page="page" query="a=b&" />', page=Paginator(range(240), 20).page(5))
    assert box.xpath(".//a[@aria-current='page']/@href") == ["?a=b&page=5"]
    assert box.xpath(".//a[@rel='next']/@href") == ["?a=b&page=6"]


def test_an_unconfirmed_value_says_so_in_words():
    assert "ds-tag" in draw('<c-step title="T" value="1" :unconfirmed="True">x</c-step>')
    assert "ds-tag" not in draw('<c-step title="T" value="1">x</c-step>')


def test_a_source_says_its_kind_in_words_not_by_colour_alone():
    words = {kind: element(f'<c-source kind="{kind}">VID</c-source>').text_content() for kind in
             ("register", "document", "applicant", "calculated")}
    assert len(set(words.values())) == 4
