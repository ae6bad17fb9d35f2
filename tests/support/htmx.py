"""After an htmx swap the page must equal the freshly loaded one: `assert_swap_equals_reload`."""

from lxml import html
from lxml.html import HtmlElement


def assert_swap_equals_reload(
    before: str, fragment: str, reloaded: str, *, target: str, swap: str = "outerHTML"
) -> None:
    """`before` with `fragment` put into the element of id `target` is `reloaded`, out-of-band swaps included.

    Space, attribute order and form tokens don't count.
    """
    page = html.document_fromstring(before)
    main, out_of_band = _parts(fragment)
    _swap(page, target, main, swap)
    for element in out_of_band:
        kind = element.attrib.pop("hx-swap-oob")
        _swap(page, str(element.get("id")), [element], "outerHTML" if kind == "true" else kind)
    expected = html.document_fromstring(reloaded)
    assert _lines(page) == _lines(expected)


def _parts(fragment: str) -> tuple[list[HtmlElement], list[HtmlElement]]:
    elements = [element for element in html.fragments_fromstring(fragment) if isinstance(element, HtmlElement)]
    out_of_band = [element for element in elements if element.get("hx-swap-oob")]
    return [element for element in elements if element not in out_of_band], out_of_band


def _swap(page: HtmlElement, target: str, elements: list[HtmlElement], swap: str) -> None:
    place = page.get_element_by_id(target)
    if swap == "innerHTML":
        for child in list(place):
            place.remove(child)
        place.text = None
        place.extend(elements)
        return
    assert swap == "outerHTML", f"no such swap here: {swap}"
    parent = place.getparent()
    assert parent is not None
    index = parent.index(place)
    if elements:
        elements[-1].tail = place.tail
    parent.remove(place)
    for offset, element in enumerate(elements):
        parent.insert(index + offset, element)


def _lines(page: HtmlElement) -> list[str]:
    lines: list[str] = []
    for element in page.iter():
        if isinstance(element.tag, str):
            attributes = {**element.attrib, **dict.fromkeys(_tokens(element), "…")}
            lines.append(" ".join([element.tag, *(f'{name}="{value}"' for name, value in sorted(attributes.items()))]))
        lines += [" ".join(text.split()) for text in (element.text, element.tail) if text and text.strip()]
    return lines


def _tokens(element: HtmlElement) -> list[str]:
    names = ["hx-headers"] if element.get("hx-headers") else []
    return [*names, "value"] if element.get("name") == "csrfmiddlewaretoken" else names
