"""The worked example of docs/method.md is what the engine says."""

import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from menuju.scoring import doubt, draws
from menuju.scoring.aggregate import climb, parse_rules
from menuju.scoring.explain import counterfactual, target
from menuju.scoring.hierarchy import Element, Hierarchy
from menuju.scoring.merits import Method
from menuju.scoring.ranks import TIE, descending

PAGE = (Path(__file__).parents[2] / "docs" / "method.md").read_text()
FLAT = " ".join(PAGE.split())
ROWS = [
    [c.strip() for c in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("|")
]
HEADER, ANSWERS, CHANCES = ROWS[0], ROWS[2:7], ROWS[9:14]
NAMES = [row[0] for row in ANSWERS]
PARENTS = {"A1": "A", "A2": "A", "B1": "B", "B2": "B", "A": "index", "B": "index"}


@pytest.fixture(scope="module")
def tree():
    weights = dict(cell.split(" = ") for cell in HEADER if " = " in cell)
    made = [
        Element(code, 1 if code[1:] else 2, PARENTS[code], weight=float(weight))
        for code, weight in weights.items()
    ]
    return Hierarchy.build([*made, Element("index", 3, None)])


@pytest.fixture(scope="module")
def levels():
    return np.array(
        [[np.nan if c == "unknown" else float(c) for c in row[1:5]] for row in ANSWERS]
    )


def test_scores_and_places(tree, levels):
    scores = climb(levels, tree, parse_rules("amean", 3), tree.weights)

    shown = [[float(c) for c in row[5:8]] for row in ANSWERS]
    np.testing.assert_array_equal(scores[:, 4:].round(4), shown)
    assert descending(scores[:, -1]).tolist() == [float(row[8]) for row in ANSWERS]


@pytest.fixture(scope="module")
def study(tree, levels):
    method = Method("amean", levels, tree, parse_rules("amean", 3))
    points = draws.Points.at_least("sobol", 1, 4096)
    return doubt.Study((method,), tree.weights, draws.Spread(0.25), points)


def test_places_in_the_draws(study):
    found = doubt.histogram(study)

    assert study.draws == 4096
    for k, row in enumerate(CHANCES):
        assert row[0] == NAMES[k]
        assert row[1] == ANSWERS[k][8]
        assert f"{found.mean().value[k]:.2f}" == row[2]
        assert [found.quantile(q).value[k] for q in (0.05, 0.95)] == [
            float(c) for c in row[3:5]
        ]
        assert f"{found.top(2).value[k]:.3f}" == row[5]
    error = re.search(r"here less than ([\d.]+) of a place", FLAT)[1]
    assert np.max(found.mean().error) < float(error) < 2 * np.max(found.mean().error)
    assert f"It does so {study.draws:,} times" in FLAT
    assert f"wrong picks is {found.wrong_picks(2, [1, 2]):.2f}" in PAGE
    assert found.bands(2) == {"in": [1, 2], "out": [0, 3, 4], "contested": []}


def test_who_cannot_be_told_apart(study):
    p = doubt.beats(study, doubt.histogram(study))

    groups = doubt.inseparable(p, [2, 1, 4, 0, 3])

    assert [[NAMES[k] for k in group] for group in groups] == [
        ["Gunung", "Laut"],
        ["Kota", "Padi"],
    ]
    assert f"ahead in {100 * p[2, 1]:.0f} of 100 draws" in PAGE


def test_one_step_would_have_been_enough(tree, levels):
    index = climb(levels, tree, parse_rules("amean", 3), tree.weights)[:, -1]
    everything = np.ones(4, dtype=bool)
    problem = counterfactual.Problem(tree, levels[0], (0, 4), everything, np.ones(4))
    goal = target.quota(index, 0, 2)

    change = counterfactual.fewest_steps(problem, goal)

    assert problem.weights_in("index") == pytest.approx([1 / 6, 1 / 2, 1 / 6, 1 / 6])
    other, heavy = (Fraction(problem.weights_in("index")[k]) for k in (0, 1))
    assert (
        f"A2 is worth 3/4 × 2/3 = {float(heavy)}, of any other item {other.limit_denominator(99)}."
        in FLAT
    )
    assert change.steps.tolist() == [0, 1, 0, 0]
    assert re.search(rf"A2 from 3 to 4, gives {change.score:.4f} and the first", PAGE)
    assert f"pass {goal.score:.4f}" in PAGE


def test_a_line_of_the_chances_is_read_aloud_rightly(study):
    places = doubt.histogram(study)
    kota = NAMES.index("Kota")
    low, high = (places.quantile(q).value[kota] for q in (0.05, 0.95))

    assert f"mean place is {places.mean().value[kota]:.2f}" in FLAT
    assert f"between place {low:.0f} and place {high:.0f}" in FLAT
    assert f"In {1000 * places.top(2).value[kota]:.0f} of 1,000 draws" in FLAT


def test_the_tie_rule_is_the_engines():
    assert f"one part in 10^{-np.log10(TIE):.0f}" in FLAT


def test_a_mean_is_worked_out_rightly(tree, levels):
    scores = climb(levels, tree, parse_rules("amean", 3), tree.weights)

    assert f"(1 × 2 + 3 × 3) / 4 = {scores[NAMES.index('Laut'), 4]:.4f}" in FLAT


def test_the_lines_for_developers_run():
    blocks = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    said: dict[str, object] = {}

    exec("\n".join(blocks), said)  # noqa: S102 -- our own page

    assert {"plan", "fit", "field", "doubt", "line"} <= said.keys()
