from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from menuju.scoring import doubt, draws
from menuju.scoring.aggregate import climb, parse_rules
from menuju.scoring.data import Table
from menuju.scoring.errors import InputError
from menuju.scoring.explain import (
    contributions,
    counterfactual,
    moderation,
    shapley,
    target,
)
from menuju.scoring.explain import weights as moves
from menuju.scoring.explain.robust import bar, robust
from menuju.scoring.gates import Gate, gated
from menuju.scoring.hierarchy import Element, Hierarchy
from menuju.scoring.merits import Method
from menuju.scoring.normalise import Method as Normalisation
from menuju.scoring.pipeline import Choices, prepare, score

LIMITS = (0, 3)


def tree(weights=(1, 2, 3, 1)):
    items = [Element(f"i{k}", 1, f"p{k // 2}", weight=w) for k, w in enumerate(weights)]
    return Hierarchy.build(
        [
            *items,
            Element("p0", 2, "x", 2),
            Element("p1", 2, "x", 1),
            Element("x", 3, None),
        ]
    )


def scores(levels, t):
    return climb(levels, t, parse_rules("amean", t.depth), t.weights)


def problem(t, levels, cost=(1, 1, 1, 1), allowed=(1, 1, 1, 1), gates=()):
    return counterfactual.Problem(
        t, levels, LIMITS, np.array(allowed, bool), np.array(cost, float), gates
    )


def by_trying_all(task, goal):
    """Fewest steps and least cost over every change there is."""
    best = [np.inf, np.inf]
    for steps in product(*(range(int(r) + 1) for r in task.room)):
        moved = np.array(steps)
        passed = all(
            task.score(g.element, moved) >= g.minimum - 1e-9 for g in task.gates
        )
        if goal.met(task.score(steps=moved)) and passed:
            best = [min(best[0], moved.sum()), min(best[1], task.cost @ moved)]
    return best


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=6, max_size=6
    ),
    st.lists(st.integers(1, 4), min_size=4, max_size=4),
    st.lists(st.integers(1, 5), min_size=4, max_size=4),
    st.sampled_from(["in", "out"]),
    st.sampled_from([(), (Gate("p0", 2.0),), (Gate("p1", 1.5), Gate("p0", 1.0))]),
)
def test_no_change_is_smaller(levels, weights, cost, ties, gates):
    t, levels = tree(weights), np.array(levels, float)
    goal = target.quota(gated(scores(levels, t), t, gates), 0, 2, ties)
    task = problem(t, levels[0], cost, gates=gates)

    fewest = counterfactual.fewest_steps(task, goal)
    cheapest = counterfactual.least_effort(task, goal)

    known = by_trying_all(task, goal)
    assert (np.inf if fewest is None else fewest.steps.sum()) == known[0]
    assert (np.inf if cheapest is None else cheapest.cost) == pytest.approx(known[1])


def test_a_tie_with_the_last_place_is_not_enough_unless_so_agreed():
    index = np.array([1.0, 2.0, 2.0, 3.0])

    assert not target.quota(index, 1, 2).met(2.0)
    assert target.quota(index, 1, 2, "in").met(2.0)
    assert target.place(index, 0, 2.0) == 2


def test_a_quota_of_each_group():
    index = np.array([1.0, 5.0, 2.0, 9.0])
    groups = ["a", "b", "a", "b"]

    assert target.quota(index, 0, 1, groups=groups).score == 2.0
    assert target.place(index, 0, 3.0, groups) == 1


def test_fewer_rivals_than_places_leaves_nothing_to_beat():
    assert target.quota(np.array([1.0, np.nan]), 0, 1).score == -np.inf


def test_only_the_items_named_may_change():
    t, levels = tree(), np.array([[0.0, 0, 0, 0], [1, 1, 1, 1]])
    goal = target.quota(scores(levels, t)[:, -1], 0, 1)

    named = counterfactual.fewest_steps(
        problem(t, levels[0], allowed=(1, 0, 0, 0)), goal
    )
    two = counterfactual.fewest_steps(problem(t, levels[0], allowed=(1, 1, 0, 0)), goal)

    assert named is None
    assert two.steps.tolist() == [1, 2, 0, 0] or two.steps.tolist() == [0, 3, 0, 0]


def test_a_cap_above_the_bar_need_not_be_lifted():
    t, levels = tree(), np.array([[1.0, 1, 1, 1], [2, 2, 2, 2]])
    goal = target.Target(2.0)
    low, high = Gate("p1", 3.0, cap=1.5), Gate("p1", 3.0, cap=2.5)

    free = counterfactual.fewest_steps(problem(t, levels[0], gates=(high,)), goal)
    held = counterfactual.fewest_steps(problem(t, levels[0], gates=(low,)), goal)

    assert free.steps.sum() < held.steps.sum()
    assert held.steps[2:].tolist() == [2, 2]


def test_gates_put_out_or_hold_down():
    t = tree()
    found = scores(np.array([[3.0, 3, 0, 0], [1, 1, 1, 1]]), t)

    np.testing.assert_equal(gated(found, t, (Gate("p1", 1.0),)), [np.nan, 1.0])
    np.testing.assert_equal(gated(found, t, (Gate("p1", 1.0, cap=0.5),)), [0.5, 1.0])


@pytest.mark.parametrize(
    ("levels", "match"),
    [
        ([[1.5, 0, 0, 0]], "1.5 is not a whole level"),
        ([[4.0, 0, 0, 0]], "4 is not a whole"),
    ],
)
def test_levels_off_the_scale_are_refused(levels, match):
    with pytest.raises(InputError, match=match):
        counterfactual.check_levels(np.array(levels), LIMITS)


def test_many_units_at_once_as_one_by_one():
    t, rng = tree(), np.random.default_rng(3)
    levels = rng.integers(0, 4, (40, 4)).astype(float)
    index = scores(levels, t)[:, -1]
    goals = [target.quota(index, u, 5) for u in range(40)]
    each = [
        counterfactual.fewest_steps(problem(t, x), g)
        for x, g in zip(levels, goals, strict=True)
    ]
    e = problem(t, levels[0]).weights_in("x")

    together = counterfactual.fewest_for_all(
        levels, e, [g.least for g in goals], LIMITS
    )

    np.testing.assert_array_equal(
        together, [np.nan if c is None else c.steps.sum() for c in each]
    )


def study(levels, t):
    method = Method("amean", levels, t, parse_rules("amean", t.depth))
    points = draws.Points.at_least("sobol", 1, 256)
    return doubt.Study((method,), t.weights, draws.Spread(0.5), points)


def test_a_robust_change_holds_in_nine_draws_of_ten():
    t, rng = tree(), np.random.default_rng(5)
    levels = rng.integers(0, 4, (12, 4)).astype(float)
    levels[0] = [1, 0, 1, 0]
    drawn = study(levels, t)
    task = problem(t, levels[0])

    sure = robust(task, drawn, places=3, wanted=0.9)
    plain = counterfactual.fewest_steps(
        task, target.quota(scores(levels, t)[:, -1], 0, 3)
    )

    chance = bar(drawn, 0, 3)
    assert chance.probability(levels[0] + sure.steps) >= 0.9
    assert sure.steps.sum() >= plain.steps.sum()
    assert robust(problem(t, levels[0], allowed=(0, 0, 0, 1)), drawn, places=1) is None


@pytest.mark.parametrize("rule", ["amean", "gmean", "hmean,amean", "gmean,genmean:0.5"])
def test_contributions_to_a_gap_add_up_exactly(rule):
    t = tree()
    pair = np.random.default_rng(1).uniform(1, 100, (2, 4))
    pair[1, 1] = pair[0, 1]
    rules = parse_rules(rule, t.depth)

    parts = contributions.gap(pair, t, rules, t.weights)

    index = climb(pair, t, rules, t.weights)[:, -1]
    assert parts.sum() == pytest.approx(index[0] - index[1], rel=1e-12)
    assert parts[1] == 0


def test_contributions_to_a_score_add_up_exactly_with_gaps():
    t = tree()
    x = np.array([[1.0, np.nan, 3, 2], [np.nan, np.nan, 1, 3]])

    parts = contributions.contributions(x, t, t.weights)

    np.testing.assert_allclose(parts.sum(axis=1), scores(x, t)[:, -1])


def test_the_least_move_of_weights_that_reverses_a_pair():
    a, b, e = np.array([3.0, 1, 1]), np.array([1.0, 2, 2]), np.full(3, 1 / 3)
    a, b = (a, b) if a @ e >= b @ e else (b, a)

    found = moves.reversal(a, b, e)

    assert found.weights.sum() == pytest.approx(1)
    assert (a - b) @ found.weights == pytest.approx(0, abs=1e-9)
    rng = np.random.default_rng(2)
    others = rng.dirichlet(np.ones(3), 20_000)
    reversing = others[others @ (a - b) <= 0]
    least = np.linalg.norm(reversing - e, axis=1).min()
    assert np.linalg.norm(found.weights - e) <= least + 1e-9


def test_no_weights_reverse_dominance():
    a, b = np.array([3.0, 2]), np.array([1.0, 1.5])

    assert moves.dominates(a, b)
    assert moves.reversal(a, b, np.array([0.5, 0.5])) is None


def year(levels, weights, rule):
    t = tree(weights)
    units = ("u", "v", "w")
    chosen = Choices(
        parse_rules(rule, t.depth), Normalisation.parse("goalposts:0,10,100")
    )
    table = Table(units, t.indicators, np.array(levels, float))
    return score(prepare(table, t, chosen), chosen)


def test_a_change_between_years_is_data_and_weights_and_method():
    rng = np.random.default_rng(4)
    before = year(rng.uniform(1, 9, (3, 4)), (1, 2, 3, 1), "amean")
    after = year(rng.uniform(1, 9, (3, 4)), (2, 1, 1, 1), "gmean")

    parts = shapley.change(before, after)

    np.testing.assert_allclose(
        sum(parts.values()), after.scores[:, -1] - before.scores[:, -1]
    )
    same = shapley.change(before, before)
    np.testing.assert_allclose(same["weights"], 0, atol=1e-12)


def test_what_is_worth_a_second_look():
    spread = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 2.0]])

    worth = moderation.value(spread, np.array([0.5, 0.5]), np.array([0.1, 5.0, 0.1]))

    assert worth[0, 1] == 0, "raters agree"
    assert worth[0, 0] > 100 * worth[1, 0], "a unit near the line against one far off"
    assert worth[2, 1] > worth[2, 0], "more disagreement"


def test_an_answer_of_a_unit_without_a_score_is_not_worth_a_look():
    worth = moderation.value([[1.0, np.nan], [1, 1]], [[0.5, 0.5]] * 2, [np.nan, 0.1])

    assert worth[0].tolist() == [0, 0]
    assert (worth[1] > 0).all()


@pytest.mark.parametrize("ties", ["in", "out"])
def test_a_free_place_is_taken_by_any_score(ties):
    goal = target.quota(np.array([1.0, 2.0]), 0, 2, ties)

    assert goal.met(0.0)
    assert goal.least == -np.inf


def test_a_score_held_down_by_a_cap_is_told_as_held_down():
    t, levels = tree(), np.array([[3.0, 3, 0, 0]])
    gate = Gate("p1", 1.0, cap=1.0)

    found = counterfactual.fewest_steps(
        problem(t, levels[0], gates=(gate,)), target.Target(0.5)
    )

    assert found.score == gated(scores(levels, t), t, (gate,))[0] == 1.0
