import numpy as np
import pytest

from menuju.scoring.attendance import attendance_points


def test_the_delegation_of_21_february_2019_earns_30_of_40():
    points = attendance_points([20, 10, 10], [[1, 0.5, 0.5]])

    np.testing.assert_array_equal(points, [[20, 5, 5]])
    assert points.sum() == 30


def test_an_unknown_credit_stays_unknown():
    points = attendance_points([20, 10], [[float("nan"), 0]])

    np.testing.assert_array_equal(points, [[float("nan"), 0]])


@pytest.mark.parametrize("credit", [-0.1, 1.1])
def test_a_credit_outside_0_to_1_is_refused(credit):
    with pytest.raises(ValueError, match="between 0 and 1"):
        attendance_points([20], [[credit]])
