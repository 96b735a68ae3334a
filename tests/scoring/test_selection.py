"""The pure selection against a search through all selections there are."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from menuju.scoring.errors import InputError
from menuju.scoring.selection.quota import Groups, Minimum, Quota
from menuju.scoring.selection.rule import select

NAN = float("nan")
OUTER = {"p1": "A", "p2": "A", "p3": "B", "p4": "C"}


@st.composite
def rounds(draw, minima=4):
    """A few cases with different scores, and minima of all three kinds."""
    inner = draw(st.lists(st.sampled_from(sorted(OUTER)), min_size=2, max_size=8))
    kind = draw(
        st.lists(
            st.sampled_from(["kab", "kota"]), min_size=len(inner), max_size=len(inner)
        )
    )
    passes = draw(
        st.lists(
            st.sampled_from([True, True, True, False]),
            min_size=len(inner),
            max_size=len(inner),
        )
    )
    asked = st.sampled_from(
        [("outer", key) for key in "ABC"]
        + [("inner", key) for key in OUTER]
        + [("kind", key) for key in ("kab", "kota")]
    )
    rows = draw(st.lists(asked, max_size=minima, unique=True))
    made = tuple(Minimum(group, key, draw(st.integers(1, 3))) for group, key in rows)
    scores = [4 - 0.1 * place for place in range(len(inner))]
    order = draw(st.permutations(scores))
    groups = Groups([OUTER[each] for each in inner], inner, kind)
    places = draw(st.integers(1, len(inner)))
    return order, Quota(places, made), groups, passes


def counts(groups, minima, chosen):
    return [int(groups.members(each)[list(chosen)].sum()) for each in minima]


def best(order, quota, groups, passes):
    """By trying all: minima, those listed first before the others, then the order."""
    may = [at for at in np.argsort(-np.array(order)) if passes[at]]
    size = min(quota.places, len(may))
    top = set(may[:size])

    def merit(chosen):
        had = counts(groups, quota.minima, chosen)
        met = [min(h, m.places) for h, m in zip(had, quota.minima, strict=True)]
        displaced = len(top - set(chosen))
        return tuple(met), -displaced, [-may.index(at) for at in chosen]

    ways = [list(way) for way in combinations(may, size)]
    return set(max(ways, key=merit)) if ways else set()


@given(rounds())
def test_it_is_the_best_of_all_selections(case):
    order, quota, groups, passes = case

    made = select(order, quota, groups, passes)

    assert set(made.selected) == best(order, quota, groups, passes)


@given(rounds())
def test_minima_that_can_be_met_are_met(case):
    order, quota, groups, passes = case
    may = [at for at in range(len(order)) if passes[at]]
    size = min(quota.places, len(may))
    can = any(
        all(
            had >= each.places
            for had, each in zip(
                counts(groups, quota.minima, way), quota.minima, strict=True
            )
        )
        for way in combinations(may, size)
    )

    made = select(order, quota, groups, passes)

    met = all(
        had >= each.places for had, each in zip(made.filled, quota.minima, strict=True)
    )
    assert met == can


@given(rounds())
def test_within_the_same_groups_nobody_passes_a_better_one(case):
    order, quota, groups, passes = case

    made = select(order, quota, groups, passes)

    chosen = set(made.selected)
    names = list(zip(groups.inner, groups.kind, strict=True))
    for one in chosen:
        for other in set(range(len(order))) - chosen:
            if names[one] == names[other] and passes[other]:
                assert order[one] > order[other]


@given(rounds(minima=0))
def test_without_minima_the_order_decides(case):
    order, quota, groups, passes = case

    made = select(order, quota, groups, passes)

    may = [at for at in np.argsort(-np.array(order)) if passes[at]]
    assert set(made.selected) == set(may[: quota.places])


@given(rounds(), st.integers(0, 4))
def test_reserves_follow_in_the_order_and_have_no_place(case, reserves):
    order, quota, groups, passes = case
    asked = Quota(quota.places, quota.minima, reserves=reserves)

    made = select(order, asked, groups, passes)

    waiting = [at for at in np.argsort(-np.array(order)) if passes[at]]
    waiting = [at for at in waiting if at not in made.selected][:reserves]
    assert [made.reserve[at] for at in waiting] == list(range(1, len(waiting) + 1))
    assert sum(number > 0 for number in made.reserve) == len(waiting)


FLAT = Groups(["A"] * 4, ["p1"] * 4, ["kab", "kota", "kab", "kota"])


def standings(scores, quota, groups=FLAT, passes=None):
    return [str(each) for each in select(scores, quota, groups, passes).standing]


def test_a_minimum_lifts_one_and_displaces_one():
    scores = [3.0, 2.5, 2.8, 1.0]
    quota = Quota(2, (Minimum("kind", "kota", 1),))

    made = select(scores, quota, FLAT)

    assert [str(each) for each in made.standing] == ["in", "lifted", "displaced", "out"]
    assert made.minimum[1] == 0


def test_equal_scores_at_the_line_are_left_to_people():
    assert standings([3, 2, 2, 1], Quota(2)) == ["in", "border", "border", "out"]


def test_equal_scores_may_all_be_in():
    assert standings([3, 2, 2, 1], Quota(2, ties="all_in")) == ["in", "in", "in", "out"]


def test_equal_scores_may_all_be_out():
    assert standings([3, 2, 2, 1], Quota(2, ties="all_out")) == [
        "in",
        "out",
        "out",
        "out",
    ]


def test_equal_scores_within_the_line_are_no_border():
    assert standings([3, 3, 2, 1], Quota(2)) == ["in", "in", "out", "out"]


def test_a_minimum_tells_equal_scores_apart():
    quota = Quota(2, (Minimum("kind", "kota", 1),))

    assert standings([3, 2, 2, 1], quota) == ["in", "in", "out", "out"]


def test_all_out_leaves_a_group_that_needs_one_of_its_equals_to_people():
    groups = Groups(["A"] * 3, ["p"] * 3, ["kab", "kota", "kota"])
    quota = Quota(2, (Minimum("kind", "kota", 1),), ties="all_out")

    assert standings([3, 2, 2], quota, groups) == ["in", "border", "border"]


def test_a_gate_keeps_the_best_out_and_the_unknown_have_no_place():
    assert standings([3, NAN, 2, 1], Quota(1), passes=[False, True, True, True]) == [
        "gated",
        "unknown",
        "in",
        "out",
    ]


def test_noise_of_summing_is_no_order():
    assert standings([0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1, 0, 0], Quota(1))[:2] == [
        "border",
        "border",
    ]


def test_an_inner_group_in_two_outer_ones_is_refused():
    with pytest.raises(InputError, match="lies in 'A' and in 'B'"):
        Groups(["A", "B"], ["p", "p"], ["kab", "kab"])


def test_no_places_are_refused():
    with pytest.raises(InputError, match="at least one place"):
        select([1.0], Quota(0), Groups(["A"], ["p"], ["kab"]))
