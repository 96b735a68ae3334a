import numpy as np
import pytest

from menuju.scoring import compare, impute, relations, treat
from menuju.scoring.errors import InputError
from menuju.scoring.ranks import ascending, descending, ties
from menuju.scoring.screen import enough
from tests.scoring.test_known_answers import asem, small

NAN = float("nan")


def test_what_cannot_be_winsorised_is_logged_from_the_start():
    x = np.array([1.0, 1, 2, 2, 3, 3, 4, 4, 5, 1000, 2000])

    done = treat.treated(x, winmax=0)

    assert done.kind == "log"
    np.testing.assert_allclose(done.values, np.log(x - 1 + 0.01 * 1999))


def test_extreme_points_are_pulled_in_until_the_column_passes():
    x = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 1000, NAN])

    done = treat.treated(x, winmax=5)

    assert (done.kind, done.points) == ("winsorise", 1)
    assert done.values[9] == 9
    assert np.isnan(done.values[10])


def test_a_column_that_passes_is_left_alone():
    x = np.arange(10.0)

    assert treat.treated(x, winmax=5).kind == "none"
    np.testing.assert_array_equal(treat.treated(x, winmax=5).values, x)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("latest", [NAN, 2, 2, 4, 4]), ("linear", [2, 2, 3, 4, 4])],
)
def test_gaps_along_the_years(rule, expected):
    values = np.array([[NAN], [2], [NAN], [4], [NAN]])
    times = np.arange(2018.0, 2023)
    order = [3, 0, 4, 1, 2]

    filled = impute.over_time(values[order], times[order], rule)

    np.testing.assert_array_equal(filled[:, 0], np.array(expected)[order])


def test_a_group_without_any_value_cannot_be_filled():
    with pytest.raises(InputError, match="the group 'b' has no value"):
        impute.by_group_mean(np.array([[1.0], [2.0], [NAN]]), ["a", "a", "b"])


def test_equals_share_the_best_place_and_the_unknown_have_none():
    scores = np.array([0.1 + 0.2, 0.3, 5.0, NAN, 0.0])

    np.testing.assert_equal(descending(scores), [2, 2, 1, NAN, 4])
    np.testing.assert_equal(ascending(scores), [3, 2, 4, NAN, 1])
    assert ties(scores) == [[0, 1]]


def test_exactly_the_share_asked_is_enough():
    values = np.array([[1.0, NAN, NAN, 1, 1], [1, NAN, NAN, NAN, 1]])

    assert enough(values, 0.6).tolist() == [True, False]
    with pytest.raises(InputError, match="no unit has"):
        enough(values, 0.9)


def test_correlations_of_the_top_as_known():
    r = relations.correlations(asem().scores[:, -3:])

    assert r[2, :2] == pytest.approx(
        [0.93978046530475667, 0.8382873100491347], rel=1e-12
    )
    assert np.diag(r) == pytest.approx(1)


def test_places_gained_between_two_scorings():
    moved = {
        s.unit: s.places for s in compare.shifts(small(), small(aggregate="gmean"))
    }

    assert moved["R012"] == 2
    assert moved["R001"] == 0


def test_strengths_and_weaknesses_beside_peers():
    found = compare.standing(small(), "R001", ["R002", "R003", "R004"])

    assert found["i001"][0] == 1
    assert found["i001"][1] > 0
    assert found["i008"][0] == 4
    assert found["i008"][1] < 0
