"""A small cell can't be found again: not in its row, not as total minus the rows that are shown."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from demo.national.compare import protected_groups, table_of
from demo.national.protection import hidden_rows, small
from demo.national.takeup import Claimed

LIMIT = 5
VALUES = st.sampled_from([0, 1, 2, 4, 5, 6, 30])
COUNTS = arrays(np.int64, st.tuples(st.integers(1, 9), st.integers(1, 4)), elements=VALUES)


def remainder_is_ambiguous(hidden: np.ndarray, counts: np.ndarray) -> bool:
    """Whether each small hidden cell has at least two values that agree with everything published."""
    left = counts[hidden].sum(axis=0)
    return bool(hidden.sum() >= 2 and ((left == 0) | (left >= LIMIT)).all())


@settings(max_examples=400)
@given(COUNTS)
def test_no_small_cell_is_shown_or_follows_from_the_total(counts: np.ndarray) -> None:
    hidden, total_hidden = hidden_rows(counts, counts.sum(axis=1))
    assert not small(counts[~hidden]).any()
    if total_hidden:
        assert hidden.all()
    elif hidden.any():
        assert remainder_is_ambiguous(hidden, counts)
        assert not small(counts.sum(axis=0)).any()


def test_without_small_cells_nothing_is_hidden() -> None:
    hidden, total_hidden = hidden_rows(np.array([[5, 0], [40, 9], [0, 7]]), np.array([1, 2, 3]))
    assert not hidden.any()
    assert not total_hidden


def test_one_small_row_takes_the_smallest_other_row_with_it() -> None:
    hidden, total_hidden = hidden_rows(np.array([[50], [3], [20], [9]]), np.array([500, 30, 200, 90]))
    assert hidden.tolist() == [False, True, False, True]
    assert not total_hidden


def test_a_row_of_nothing_is_no_cover() -> None:
    hidden, _ = hidden_rows(np.array([[50], [3], [0], [9]]), np.array([500, 30, 10, 90]))
    assert hidden.tolist() == [False, True, True, True]


def test_a_small_total_hides_everything() -> None:
    hidden, total_hidden = hidden_rows(np.array([[3], [0]]), np.array([5, 5]))
    assert hidden.all()
    assert total_hidden


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 8), st.integers(20, 200))
def test_a_published_table_gives_no_small_group_away(seed: int, categories: int, households: int) -> None:
    """Recomputes from the published rows alone what an outsider could: the sum over the hidden rows."""
    chance = np.random.default_rng(seed)

    def law() -> Claimed:
        status = chance.choice([0, 1, 2], households, p=[0.8, 0.1, 0.1])
        gmi = np.where(status == 2, chance.integers(0, 3, households) * 100, 0)
        return Claimed(status, gmi, chance.integers(0, 2, households) * chance.integers(0, 9_000, households))

    today, then = law(), law()
    category = chance.integers(0, categories, households) ** 2 // categories
    groups = protected_groups(today, then)
    figures = {name: np.ones(households, dtype=np.int64) for names, _ in groups for name in names}
    figures["winners"] = next(sets for names, sets in groups if "winners" in names)[0].astype(np.int64)
    figures["recipients_today"] = (today.total > 0).astype(np.int64)
    table = table_of("by_test", [str(number) for number in range(categories)], category, figures, groups)
    for name in ("winners", "recipients_today"):
        shown = [row.figures[name] for row in table.rows[:-1] if name in row.figures]
        missing = sum(name not in row.figures for row in table.rows[:-1])
        assert not any(0 < value < LIMIT for value in shown)
        if missing and name in table.rows[-1].figures:
            left = table.rows[-1].figures[name] - sum(shown)
            assert missing >= 2
            assert left == 0 or left >= LIMIT


def test_figures_that_give_each_other_away_stand_or_fall_together() -> None:
    """Cost is GMI plus housing benefit and the difference of two costs is the gains less the losses."""
    none = np.zeros(1, dtype=np.int64)
    nobody = Claimed(none, none, none)
    (together,) = [names for names, _ in protected_groups(nobody, nobody) if "difference" in names]
    linked = {"cost_today", "cost_scenario", "gained", "lost", "gmi_today", "gmi_scenario", "housing_today",
              "housing_scenario", "recipients_today", "recipients_scenario"}
    assert linked <= set(together)
