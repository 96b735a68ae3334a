import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from menuju.scoring import tree as scoring
from menuju.scoring.tree import Missing, Rule, banded, between, evaluate, rescaled

NAN = float("nan")
LEVELS = st.lists(st.integers(0, 4), min_size=3, max_size=3)
KINDS = st.sampled_from([rule for rule in Rule if rule != Rule.LEAF])


def group(weights, rule=Rule.WEIGHTED_MEAN, **more):
    """A root with leaves of these weights."""
    size = len(weights) + 1
    columns = {
        "parents": [-1] + [0] * len(weights),
        "rules": [rule] + [Rule.LEAF] * len(weights),
        "weights": [1.0, *weights],
        "missing": [Missing.BLOCK] * size,
        "gates": [False] * size,
        "floors": [NAN] * size,
        "caps": [NAN] * size,
    }
    return scoring.built(**(columns | more))


def root_of(tree, levels, applies=None):
    asked = None if applies is None else [[True, *applies]]
    return evaluate(tree, [[NAN, *levels]], asked)[0, 0]


gated = group(
    [50, 50],
    Rule.MINIMUM_GATE,
    gates=[False, True, False],
    floors=[2.0, NAN, NAN],
    caps=[1.5, NAN, NAN],
)
nested = scoring.built(
    parents=[-1, 0, 1, 1, 0],
    rules=[Rule.WEIGHTED_MEAN, Rule.MEAN, Rule.LEAF, Rule.LEAF, Rule.LEAF],
    weights=[1, 60, 1, 1, 40],
    missing=[Missing.BLOCK] * 5,
    gates=[False] * 5,
    floors=[NAN] * 5,
    caps=[NAN] * 5,
)


def test_a_weighted_mean_weighs():
    assert root_of(group([75, 25]), [4, 0]) == 3


def test_a_mean_does_not_weigh():
    assert root_of(group([75, 25], Rule.MEAN), [4, 0]) == 2


def test_a_geometric_mean_multiplies():
    assert root_of(group([50, 50], Rule.GEOMETRIC_MEAN), [1, 4]) == 2


def test_one_zero_sinks_a_geometric_mean():
    assert root_of(group([1, 99], Rule.GEOMETRIC_MEAN), [0, 4]) == 0


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        pytest.param([2, 4], 3, id="a gate that is reached changes nothing"),
        pytest.param([1, 4], 1.5, id="a gate that is missed caps the mean"),
        pytest.param([1, 1], 1, id="a cap does not raise"),
        pytest.param([4, 0], 2, id="only the gate is looked at"),
    ],
)
def test_a_minimum_gate(levels, expected):
    assert root_of(gated, levels) == expected


def test_a_sum_stops_at_its_cap():
    capped = group([1, 1], Rule.CAPPED_SUM, caps=[4.0, NAN, NAN])

    assert root_of(capped, [1, 2]) == 3
    assert root_of(capped, [3, 3]) == 4


def test_groups_are_computed_from_below():
    values = evaluate(nested, [[NAN, NAN, 4, 2, 1]])

    np.testing.assert_array_equal(values, [[2.2, 3, 4, 2, 1]])


@pytest.mark.parametrize(
    ("policy", "expected"),
    [(Missing.ZERO, 2), (Missing.EXCLUDE, 4), (Missing.BLOCK, NAN)],
)
def test_an_unknown_leaf_counts_as_its_policy_says(policy, expected):
    tree = group([50, 50], missing=[Missing.BLOCK, Missing.BLOCK, policy])

    np.testing.assert_equal(root_of(tree, [4, NAN]), expected)


def test_zero_means_the_lowest_value_of_the_scale():
    tree = group([50, 50], missing=[Missing.ZERO] * 3, lowest=1.0)

    assert root_of(tree, [5, NAN]) == 3


def test_a_group_of_which_nothing_is_known_is_unknown():
    tree = group([50, 50], missing=[Missing.EXCLUDE] * 3)

    assert math.isnan(root_of(tree, [NAN, NAN]))


def test_what_is_not_asked_counts_for_nothing_and_blocks_nothing():
    assert root_of(group([50, 50]), [4, NAN], applies=[True, False]) == 4
    assert root_of(group([50, 50]), [4, 0], applies=[True, False]) == 4


def test_a_group_of_which_nothing_is_asked_is_not_asked():
    asked = [[True, True, False, False, True]]

    values = evaluate(nested, [[NAN, NAN, 4, 4, 1]], asked)

    np.testing.assert_array_equal(values, [[1, NAN, NAN, NAN, 1]])


def test_what_lies_below_a_group_that_is_not_asked_is_not_asked():
    asked = [[True, False, True, True, True]]

    values = evaluate(nested, [[NAN, NAN, 4, 4, 1]], asked)

    np.testing.assert_array_equal(values, [[1, NAN, NAN, NAN, 1]])


@given(KINDS, LEVELS, st.integers(0, 2))
def test_raising_a_level_never_lowers_the_score(kind, levels, which):
    tree = group(
        [20, 30, 50],
        kind,
        gates=[False, True, False, False],
        floors=[2.0, NAN, NAN, NAN],
        caps=[2.5, NAN, NAN, NAN],
    )
    raised = [*levels]
    raised[which] = min(4, raised[which] + 1)

    assert root_of(tree, raised) >= root_of(tree, levels) - 1e-12


@given(KINDS, LEVELS, st.floats(0.01, 1000))
def test_scaling_all_weights_changes_nothing(kind, levels, factor):
    weights = [20.0, 30.0, 50.0]
    caps = [2.5, NAN, NAN, NAN]
    plain = group(weights, kind, caps=caps)
    scaled = group([w * factor for w in weights], kind, caps=caps)

    assert root_of(scaled, levels) == pytest.approx(root_of(plain, levels))


@given(LEVELS, LEVELS)
def test_a_case_is_scored_without_looking_at_the_others(ours, theirs):
    tree = group([20, 30, 50])
    together = evaluate(tree, [[NAN, *ours], [NAN, *theirs]])

    assert together[0, 0] == root_of(tree, ours)


def test_a_scale_is_stretched_onto_another():
    np.testing.assert_array_equal(rescaled([1, 3, 5], (1, 5), (0, 4)), [0, 2, 4])


@pytest.mark.parametrize(
    ("figure", "share"), [(20, 0), (52.5, 0.5), (85, 1), (10, 0), (99, 1)]
)
def test_goalposts_are_linear_and_clipped(figure, share):
    assert between([figure], 20, 85)[0] == share


def test_goalposts_may_fall():
    np.testing.assert_array_equal(between([0, 10, 40], 40, 0), [1, 0.75, 0])


def test_on_a_log_scale_equal_ratios_count_equally():
    shares = between([1, 10, 100, 0, -5], 1, 100, log=True)

    np.testing.assert_allclose(shares, [0, 0.5, 1, 0, 0])


def test_an_unknown_figure_stays_unknown():
    np.testing.assert_array_equal(between([NAN], 0, 1), [NAN])
    np.testing.assert_array_equal(banded([NAN], [0, 1], [0, 4]), [NAN])


def test_a_band_begins_at_its_figure():
    found = banded([-1, 0, 9.9, 10, 50], [0, 10], [1, 4])

    np.testing.assert_array_equal(found, [NAN, 1, 1, 4, 4])
