"""Cases on an instrument's tree: scores, doubt, and what would have been enough."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from menuju.scoring import tree as scoring
from menuju.scoring.errors import InputError
from menuju.scoring.explain.target import Target, quota
from menuju.scoring.instrument.change import Task, smallest
from menuju.scoring.instrument.doubt import drawn
from menuju.scoring.instrument.field import Field, Judged
from menuju.scoring.instrument.robust import robust
from menuju.scoring.tree import Missing, Rule

MEAN, SUM, GATE = Rule.WEIGHTED_MEAN, Rule.CAPPED_SUM, Rule.MINIMUM_GATE
# root 0: groups 1 (leaves 3 4), 2 (leaves 5 6), leaf 7
PARENTS = (-1, 0, 0, 1, 1, 2, 2, 0)
WEIGHTS = (1, 2, 1, 1, 3, 1, 1, 1)


def tree(rules=(MEAN, MEAN, MEAN), missing=Missing.EXCLUDE, floor=2.0, cap=1.0):
    groups = len(rules)
    nodes = len(PARENTS)
    return scoring.built(
        parents=PARENTS,
        rules=[*rules, *[Rule.LEAF] * (nodes - groups)],
        weights=WEIGHTS,
        missing=[missing] * nodes,
        gates=[k in {1, 3, 5} for k in range(nodes)],
        floors=[floor] * nodes,
        caps=[5.0 if r == SUM else cap for r in rules] + [np.nan] * (nodes - groups),
    )


def field(levels, made=None):
    """Cases by levels of the five leaves, in reading order."""
    table = np.full((len(levels), len(PARENTS)), np.nan)
    table[:, 3:] = levels
    return Field.of(made or tree(), table)


def options(field_, case, high=3.0):
    row = field_.leaves[case]
    return {
        k: [float(v) for v in np.arange(row[k] + 1, high + 1)]
        for k in range(3, 8)
        if row[k] < high
    }


def by_trying_all(task, target):
    """Fewest steps; and least cost, with the fewest steps at that, by the tree itself."""
    best = [np.inf, (np.inf, np.inf)]
    leaves = list(task.moves)
    for steps in product(*(range(len(task.moves[k]) + 1) for k in leaves)):
        row = task.field.leaves[[task.case]].copy()
        for k, n in zip(leaves, steps, strict=True):
            if n:
                row[0, k] = task.moves[k][n - 1]
        score = scoring.evaluate(task.field.tree, row)[0, 0]
        if target.met(score):
            cost = sum(n * task.cost_of(k) for k, n in zip(leaves, steps, strict=True))
            best = [min(best[0], sum(steps)), min(best[1], (cost, sum(steps)))]
    return best


LEVELS = st.lists(
    st.lists(st.integers(0, 3), min_size=5, max_size=5), min_size=4, max_size=4
)
RULES = st.sampled_from(
    [(MEAN, MEAN, MEAN), (GATE, MEAN, MEAN), (MEAN, GATE, SUM), (GATE, SUM, GATE)]
)


@settings(max_examples=60, deadline=None)
@given(
    levels=LEVELS,
    rules=RULES,
    costs=st.lists(st.integers(0, 5), min_size=5, max_size=5),
    ties=st.sampled_from(["in", "out"]),
)
def test_changes_are_the_smallest_of_all_there_are(levels, rules, costs, ties):
    f = field(levels, tree(rules))
    task = Task(f, 0, options(f, 0), dict(zip(range(3, 8), costs, strict=True)))
    target = quota(f.scores, 0, 1, ties)
    fewest, cheapest = by_trying_all(task, target)

    steps, effort = smallest(task, target), smallest(task, target, effort=True)

    assert (np.inf if steps is None else steps.steps) == fewest
    found = (np.inf, np.inf) if effort is None else (effort.cost, effort.steps)
    assert found == cheapest
    if steps is not None:
        assert target.met(steps.score)


def test_of_equally_cheap_changes_behind_a_gate_the_shortest_is_given():
    f = field([[0, 2, 0, 0, 0], [2, 2, 2, 2, 2]], tree((GATE, MEAN, MEAN), floor=1.0))
    task = Task(f, 0, options(f, 0), {3: 2, 4: 3, 5: 1, 6: 1, 7: 2})
    target = Target(1.25)

    found = smallest(task, target, effort=True)

    assert (found.cost, found.steps) == by_trying_all(task, target)[1]


def test_a_step_longer_than_others_is_weighed_against_them():
    f = field([[0, 0, 0, 0, 0], [2, 2, 2, 2, 2]])
    task = Task(f, 0, {**options(f, 0), 7: [0.1, 3.0]})
    target = quota(f.scores, 0, 1)

    assert smallest(task, target).steps == by_trying_all(task, target)[0]


def test_only_what_is_named_may_change():
    f = field([[2, 2, 2, 2, 0], [2, 2, 2, 2, 1]])
    target = quota(f.scores, 0, 1)

    assert smallest(Task(f, 0, {7: [1.0, 2.0]}), target).values == {7: 2.0}
    assert smallest(Task(f, 0, {7: [1.0]}), target) is None


def test_an_unknown_answer_stays_unknown():
    f = field([[np.nan, 2, 2, 2, 2], [3, 3, 3, 3, 3]])

    found = smallest(
        Task(f, 0, {3: [3.0], 4: [3.0], 5: [3.0], 6: [3.0], 7: [3.0]}), Target(2.4)
    )

    assert 3 not in found.values


def test_a_case_without_a_score_has_no_way():
    f = field([[np.nan, 2, 2, 2, 2], [3, 3, 3, 3, 3]], tree(missing=Missing.BLOCK))

    assert smallest(Task(f, 0, {4: [3.0]}), Target(1.0)) is None


def test_a_geometric_mean_is_searched_and_says_so():
    f = field(
        [[1, 1, 1, 1, 1], [2, 2, 2, 2, 2]], tree((Rule.GEOMETRIC_MEAN, MEAN, MEAN))
    )
    target = quota(f.scores, 0, 1)

    found = smallest(Task(f, 0, options(f, 0)), target)

    assert target.met(found.score)
    assert not found.exact


@pytest.mark.parametrize("values", [[0.5], [3.0, 2.0]])
def test_options_that_do_not_rise_are_refused(values):
    f = field([[1, 1, 1, 1, 1], [2, 2, 2, 2, 2]])

    with pytest.raises(InputError, match="do not rise"):
        smallest(Task(f, 0, {3: values}), Target(1.5))


@settings(max_examples=40, deadline=None)
@given(
    levels=LEVELS,
    rules=RULES,
    gap=st.integers(0, 4),
    missing=st.sampled_from(list(Missing)),
)
def test_draws_score_as_the_tree_does(levels, rules, gap, missing):
    table = np.array(levels, dtype=float)
    table[1, gap] = np.nan
    f = field(table, tree(rules, missing))
    judged = Judged(f)
    rng = np.random.default_rng(1)
    weights = judged.nominal * rng.uniform(0.5, 1.5, (3, len(WEIGHTS)))

    found = judged.scores(weights, weights)

    for drawn_weights, scores in zip(weights, found, strict=True):
        own = np.empty(len(WEIGHTS))
        own[judged.order] = drawn_weights
        columns = {n: getattr(f.tree, n) for n in f.tree.__slots__ if n != "weights"}
        again = scoring.Tree(weights=own, **columns)
        expected = scoring.evaluate(again, f.leaves)[:, 0]
        np.testing.assert_allclose(scores, expected, rtol=1e-12)


@settings(max_examples=40, deadline=None)
@given(levels=LEVELS, rules=RULES)
def test_a_share_is_what_one_point_moves_the_score_by(levels, rules):
    f = field(levels, tree(rules))
    small = 1e-6
    for leaf in range(3, 8):
        table = f.leaves.copy()
        table[:, leaf] += small
        moved = (Field.of(f.tree, table).scores - f.scores) / small
        # Where the nudge itself opens a gate there is a jump and no slope.
        smooth = np.abs(moved) < 2
        np.testing.assert_allclose(moved[smooth], f.shares[smooth, leaf], atol=1e-6)


def spread_out(cases=30, seed=3):
    rng = np.random.default_rng(seed)
    return field(rng.integers(0, 4, (cases, 5)))


def test_chances_add_up_to_the_places():
    doubt = drawn(spread_out(), draws=256, seed=1, sd=np.full(30, 0.2))

    assert np.sum(doubt.chance(10).value) == pytest.approx(10, abs=0.05)


def test_chances_are_those_of_the_scores_drawn():
    f = spread_out()
    doubt = drawn(f, draws=256, seed=1, sd=np.full(30, 0.2))
    rows = np.vstack(list(doubt.scores()))
    places = 1 + (rows[:, None, :] > rows[:, :, None]).sum(axis=2)

    np.testing.assert_allclose(doubt.chance(10).value, (places <= 10).mean(axis=0))


def test_chances_within_groups_are_those_of_the_groups_alone():
    f = spread_out()
    groups = ["a" if k < 20 else "b" for k in range(30)]
    doubt = drawn(f, draws=256, seed=1, sd=np.full(30, 0.2))
    rows = np.vstack(list(doubt.scores()))[:, 20:]
    places = 1 + (rows[:, None, :] > rows[:, :, None]).sum(axis=2)

    found = doubt.chance_within({"a": 0, "b": 4}, groups).value

    np.testing.assert_allclose(found[:20], 0.0)
    np.testing.assert_allclose(found[20:], (places <= 4).mean(axis=0))


def test_a_group_without_a_quota_is_refused():
    doubt = drawn(spread_out(), draws=64, seed=1)

    with pytest.raises(InputError, match="has no quota"):
        doubt.chance_within({"a": 1}, ["a"] * 29 + ["b"])


def test_a_raters_error_is_shared_by_all_he_judged():
    f = field(np.full((4, 5), 2))
    shares = np.array([[1, 0], [1, 0], [0, 1], [0, 1]])
    covariance = np.array([[0.04, -0.04], [-0.04, 0.04]])

    doubt = drawn(f, draws=256, seed=1, severity=(shares, covariance))
    rows = np.vstack(list(doubt.scores()))

    np.testing.assert_allclose(rows[:, 0], rows[:, 1])
    assert np.std(rows[:, 0] - rows[:, 2]) == pytest.approx(0.4, rel=0.15)


def test_the_error_of_a_score_is_that_of_its_answers():
    f = field([[1, 1, 1, 1, 1]])
    sd = np.full((1, len(PARENTS)), np.nan)
    sd[0, [3, 7]] = 0.3, 0.4

    # Shares: 2/4 of the root times 1/4 of its group, and 1/4.
    assert f.error_of(sd)[0] == pytest.approx(np.hypot(0.3 / 8, 0.4 / 4))


def test_a_robust_change_is_enough_in_nine_draws_of_ten():
    f = spread_out()
    doubt = drawn(f, draws=256, seed=1, sd=np.full(30, 0.1))
    case = int(np.argsort(-f.scores)[14])
    task = Task(f, case, options(f, case))

    found = robust(task, doubt, 10)

    table = f.leaves.copy()
    for leaf, value in found.values.items():
        table[case, leaf] = value
    after = drawn(Field.of(f.tree, table), draws=256, seed=1, sd=np.full(30, 0.1))
    assert after.chance(10).value[case] >= 0.9
    assert found.steps >= smallest(task, quota(f.scores, case, 10)).steps


def test_no_robust_change_is_an_answer():
    f = spread_out()
    doubt = drawn(f, draws=64, seed=1, sd=np.full(30, 0.1))
    last = int(np.argmin(f.scores))
    low = next(k for k in range(3, 8) if f.leaves[last, k] < 3)

    assert robust(Task(f, last, {low: [f.leaves[last, low] + 1]}), doubt, 3) is None
