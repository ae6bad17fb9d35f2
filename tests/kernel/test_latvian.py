"""Latvian order and folding."""

import random

from hypothesis import given
from hypothesis import strategies as st

from digisoc.kernel.latvian import fold, sort_key

ALPHABET = "AĀBCČDEĒFGĢHIĪJKĶLĻMNŅOPRSŠTUŪVZŽ"


def shuffled(items):
    return random.sample(list(items), len(items))


def test_the_alphabet_is_in_order():
    assert sorted(shuffled(ALPHABET), key=sort_key) == list(ALPHABET)


def test_surnames():
    names = [
        "Abele", "Āboliņa", "Bērziņa", "Bērziņa Kalna", "Bērziņa-Kalniņa", "Celma", "Čakste", "Egle", "Ērgle", "Gaile",
        "Ģipsle", "Kalniņa", "Ķirsone", "Lapa", "Ļaudaka", "Nora", "Ņikitina", "Siliņa", "Šmite", "Zariņa", "Žagare",
    ]
    assert sorted(shuffled(names), key=sort_key) == names


def test_a_word_end_comes_before_any_letter():
    assert sort_key("Kalns") < sort_key("Kalns A") < sort_key("Kalnsa")


def test_foreign_letters_sort_by_their_base():
    assert sort_key("Müller") == sort_key("Muller")
    assert sort_key("Émile") == sort_key("Emile")


@given(st.text(ALPHABET + ALPHABET.lower() + " -", max_size=20))
def test_case_hyphens_and_spaces_at_ends_do_not_matter(text):
    assert sort_key(text) == sort_key(text.upper()) == sort_key(f" {text} ") == sort_key(text.replace("-", ""))


@given(st.text(max_size=30))
def test_any_text_has_a_key_of_digits(text):
    key = sort_key(text)
    assert key == "" or (key.isascii() and key.isdigit())


@given(st.text(max_size=30))
def test_folding_is_stable(text):
    assert fold(fold(text)) == fold(text)


def test_a_search_without_diacritics_finds():
    assert fold("  Bērziņa   Žaņa ") == "berzina zana"
