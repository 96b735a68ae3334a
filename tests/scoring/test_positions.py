import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from menuju.scoring.positions import on_grid, positions

NAN = float("nan")
SCORES = st.lists(st.floats(0, 4) | st.just(NAN), min_size=1, max_size=20)


def test_equal_scores_share_the_best_place_they_cover():
    places, tied = positions([3.0, 4.0, 3.0, 1.0])

    np.testing.assert_array_equal(places, [2, 1, 2, 4])
    np.testing.assert_array_equal(tied, [True, False, True, False])


def test_an_unknown_score_has_no_place():
    places, tied = positions([NAN, 2.0, NAN])

    np.testing.assert_array_equal(places, [NAN, 1, NAN])
    np.testing.assert_array_equal(tied, [False, False, False])


def test_noise_of_another_order_of_summing_does_not_decide():
    _, tied = positions([0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1])

    np.testing.assert_array_equal(tied, [True, True])


def test_a_difference_that_nobody_would_print_still_decides():
    places, tied = positions([3.0, 3.0 + 1e-9])

    np.testing.assert_array_equal(places, [2, 1])
    np.testing.assert_array_equal(tied, [False, False])


def test_the_grid_is_two_to_the_minus_42_of_the_size():
    step = 2.0**-42
    scores = np.array([1 + step, 1 + step / 3, -1 - step / 3, 0.0])

    np.testing.assert_array_equal(on_grid(scores), [1 + step, 1, -1, 0])


@given(SCORES)
def test_a_better_score_never_has_a_worse_place(scores):
    places, _ = positions(scores)
    known = [(s, p) for s, p in zip(scores, places, strict=True) if not np.isnan(s)]

    for score, place in known:
        assert all(place <= other for s, other in known if score > s)
