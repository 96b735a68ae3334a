"""What must hold for any figures."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from menuju.scoring import doubt, draws
from menuju.scoring.aggregate import parse_rules
from menuju.scoring.data import Table
from menuju.scoring.hierarchy import Element, Hierarchy
from menuju.scoring.merits import Method
from menuju.scoring.normalise import METHODS
from menuju.scoring.normalise import Method as Normalisation
from menuju.scoring.pipeline import Choices, prepare, score

UNITS, ITEMS = 6, 4
MEANS = ["amean", "gmean", "hmean", "genmean:0.5", "amean,gmean"]
FIGURES = arrays(float, (UNITS, ITEMS), elements=st.integers(1, 50).map(float))
WEIGHTS = st.lists(st.integers(1, 9), min_size=ITEMS, max_size=ITEMS)


def tree(weights=(1,) * ITEMS):
    items = [Element(f"i{k}", 1, f"p{k % 2}", weight=w) for k, w in enumerate(weights)]
    return Hierarchy.build(
        [
            *items,
            Element("p0", 2, "x", 1),
            Element("p1", 2, "x", 2),
            Element("x", 3, None),
        ]
    )


def scored(x, rule="amean", method="goalposts:0,50,100", weights=(1,) * ITEMS):
    t = tree(weights)
    chosen = Choices(parse_rules(rule, t.depth), Normalisation.parse(method))
    units = tuple(f"u{k}" for k in range(len(x)))
    return score(prepare(Table(units, t.indicators, x), t, chosen), chosen)


def vary(x):
    return (np.ptp(x, axis=0) > 0).all()


@settings(deadline=None)
@given(
    FIGURES,
    WEIGHTS,
    st.sampled_from(MEANS),
    st.integers(0, UNITS - 1),
    st.integers(0, ITEMS - 1),
)
def test_raising_a_level_never_lowers_a_score_or_a_place(x, weights, rule, unit, item):
    raised = x.copy()
    raised[unit, item] += 3

    before, after = (
        scored(x, rule, weights=weights),
        scored(raised, rule, weights=weights),
    )

    assert after.scores[unit, -1] >= before.scores[unit, -1] * (1 - 1e-12)
    assert after.ranks[unit, -1] <= before.ranks[unit, -1]


@settings(deadline=None)
@given(FIGURES, st.permutations(range(UNITS)), st.sampled_from(MEANS))
def test_relabelling_units_permutes_results(x, order, rule):
    assume(vary(x))
    plain = scored(x, rule, "minmax:1,100")

    moved = scored(x[order], rule, "minmax:1,100")

    np.testing.assert_array_equal(moved.scores, plain.scores[order])
    np.testing.assert_array_equal(moved.ranks, plain.ranks[order])


@settings(deadline=None)
@given(FIGURES, WEIGHTS, st.floats(0.01, 100), st.sampled_from(MEANS))
def test_scaling_the_weights_of_a_group_changes_nothing(x, weights, factor, rule):
    larger = [w * factor if k % 2 else w for k, w in enumerate(weights)]

    before, after = scored(x, rule, weights=weights), scored(x, rule, weights=larger)

    np.testing.assert_allclose(after.scores, before.scores, rtol=1e-12)
    np.testing.assert_array_equal(after.ranks, before.ranks)


FREE_OF_UNITS = [
    m for m in METHODS if METHODS[m].counts[0] == 0 and METHODS[m].relative
]
FREE_OF_UNITS = [m for m in FREE_OF_UNITS if m not in {"fracmax", "dist2targ"}]


@settings(deadline=None)
@given(
    FIGURES,
    st.floats(0.001, 1000),
    st.floats(-100, 100),
    st.sampled_from(["minmax:1,100", "zscore:10,2", *FREE_OF_UNITS]),
)
def test_places_ignore_units_of_measure(x, factor, offset, method):
    assume(vary(x))
    changed = x.copy()
    changed[:, 1] = changed[:, 1] * factor + offset
    assume((np.unique(changed[:, 1]).size) == np.unique(x[:, 1]).size)

    before, after = scored(x, method=method), scored(changed, method=method)

    np.testing.assert_allclose(after.scores, before.scores, rtol=1e-6, atol=1e-8)
    apart = np.abs(np.subtract.outer(before.scores[:, -1], before.scores[:, -1])) > 1e-6
    assume((apart | np.eye(UNITS, dtype=bool)).all())
    np.testing.assert_array_equal(after.ranks[:, -1], before.ranks[:, -1])


@settings(max_examples=30, deadline=None)
@given(FIGURES, st.integers(1, 200), st.sampled_from(["random", "sobol"]))
def test_rows_of_the_histogram_sum_to_the_draws(x, count, kind):
    t = tree()
    method = Method("amean", x, t, parse_rules("amean", t.depth))
    points = draws.Points.at_least(kind, 1, count)
    drawn = doubt.Study((method,), t.weights, draws.Spread(0.25), points)

    counts = doubt.histogram(drawn).total

    assert (counts.sum(axis=1) == drawn.draws).all()
    assert points.count >= count
    if np.unique(x, axis=0).shape[0] == UNITS and not _ties(drawn):
        assert (counts.sum(axis=0) == drawn.draws).all()


def _ties(drawn):
    """Whether two units share a place in some draw: then a place is left empty."""
    scores = np.concatenate(
        [s for a, b in doubt.pieces(drawn.points, 64) for s in drawn.scores(a, b)]
    )
    return bool((np.diff(np.sort(scores, axis=1), axis=1) < 1e-9).any())


@settings(deadline=None)
@given(FIGURES, st.sampled_from(MEANS))
def test_a_mean_lies_between_its_members(x, rule):
    found = scored(x, rule)

    low, high = found.normalised.min(axis=1), found.normalised.max(axis=1)
    index = found.scores[:, -1]
    assert (index >= low * (1 - 1e-12)).all()
    assert (index <= high * (1 + 1e-12)).all()


@settings(deadline=None)
@given(FIGURES, st.integers(0, UNITS - 1), st.integers(0, ITEMS - 1))
def test_a_gap_hands_its_weight_to_the_rest_of_its_group(x, unit, item):
    gappy = x.copy()
    gappy[unit, item] = np.nan
    other = (item + 2) % ITEMS

    found = scored(gappy)

    group = found.prepared.hierarchy.aggregates.index(f"p{item % 2}") + ITEMS
    assert found.scores[unit, group] == pytest.approx(2 * x[unit, other])


def test_a_panel_ranks_each_year_by_itself():
    x = np.arange(UNITS * ITEMS, dtype=float).reshape(UNITS, ITEMS) + 1
    t = tree()
    chosen = Choices(parse_rules("amean", t.depth), Normalisation.parse("minmax:0,100"))
    table = Table(tuple("abcabc"), t.indicators, x, {"Time": tuple("111222")})

    found = score(prepare(table, t, chosen), chosen)
    filled = prepare(
        replace(table, values=np.where(x == 1, np.nan, x)),
        t,
        replace(chosen, impute="linear"),
    )

    assert found.ranks[:, -1].tolist() == [3, 2, 1, 3, 2, 1]
    assert filled.table.values[0, 0] == x[3, 0]
