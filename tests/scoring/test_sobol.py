from itertools import product

import numpy as np
import pytest

from menuju.scoring import sobol
from menuju.scoring.aggregate import climb, parse_rules
from menuju.scoring.normalise import Method, normalised
from menuju.scoring.ranks import descending
from menuju.scoring.replay import read_weights
from tests.scoring.known import ANSWERS, coin, rows


def ishigami(u):
    x = np.pi * (2 * u - 1)
    return (
        np.sin(x[:, 0])
        + 7 * np.sin(x[:, 1]) ** 2
        + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    )


def test_indices_of_the_ishigami_function():
    found, error = sobol.radial(ishigami, factors=3, power=11, seed=1)

    for k, row in enumerate(rows("small/sobol_ishigami_coinr.csv")):
        assert found.first[k] == pytest.approx(float(row["Si_exact"]), abs=0.01)
        assert found.total[k] == pytest.approx(float(row["STi_exact"]), abs=0.01)

    assert (error.first < 0.01).all()


def test_indices_of_a_linear_function():
    found, _ = sobol.radial(
        lambda u: u @ np.array([1.0, 2.0, 3.0]), factors=3, power=11, seed=1
    )

    for k, row in enumerate(rows("small/sobol_linear_coinr.csv")):
        assert found.first[k] == pytest.approx(float(row["exact"]), abs=0.01)
        assert found.total[k] == pytest.approx(float(row["exact"]), abs=0.01)


@pytest.fixture(scope="module")
def crossed():
    """(normalisations, weights, aggregations, units) Places of every combination."""
    tree, figures = coin("small/sa")
    sets = read_weights(ANSWERS / "small/sa/weight_sets.csv", tree)
    x = figures.values * tree.directions
    cells = [
        climb(
            normalised(x, Method.parse(method), (), None),
            tree,
            parse_rules(rule, tree.depth),
            sets,
        )[..., -1]
        for method, rule in product(
            ["minmax:1,100", "zscore:50,10"], ["amean", "gmean", "hmean"]
        )
    ]
    places = descending(np.stack(cells)).reshape(2, 3, len(sets), -1)
    return places.transpose(0, 2, 1, 3)


def test_a_full_crossing_has_exact_indices(crossed):
    nominal = np.array([float(r["Rank"]) for r in rows("small/sa/nominal.csv")])
    y = np.abs(crossed - nominal).mean(axis=-1)

    found = sobol.exact(y, 3)

    known = rows("small/sa/sobol_exact_vs_coinr.csv")
    np.testing.assert_allclose(
        found.first, [float(r["Si_exact"]) for r in known], rtol=1e-8
    )
    np.testing.assert_allclose(
        found.total, [float(r["STi_exact"]) for r in known], rtol=1e-8
    )
    pairs = [
        float(r["value"]) for r in rows("small/sa/sobol_exact_second_order.csv")[:3]
    ]
    np.testing.assert_allclose(
        list(sobol.interactions(y, 3).values()), pairs, rtol=1e-8
    )


def test_each_region_has_its_own_indices(crossed):
    found = sobol.exact(crossed, 3)

    assert found.first.shape == (3, 12)
    varying = ~np.isnan(found.first[0])
    assert (found.total[:, varying] >= found.first[:, varying] - 1e-9).all()
    assert np.isnan(found.first[:, 0]).all(), (
        "R001 is always first, so nothing explains it"
    )
