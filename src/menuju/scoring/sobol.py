"""How much of the doubt each factor brings: Sobol indices.

Finite factors crossed fully have exact indices by analysis of variance; others are
estimated from Saltelli's radial design A, B, AB_1, ..., AB_d, where AB_i is A with
factor i taken from B.

References
----------
Saltelli, A. et al. (2010). Variance based sensitivity analysis of model output.
*Computer Physics Communications*, 181(2), 259-270 (first order).
Jansen, M. J. W. (1999). Analysis of variance designs for model output.
*Computer Physics Communications*, 117, 35-43 (total).
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np
from scipy.stats import qmc

from menuju.scoring.arrays import Array, Floats, Ints

SCRAMBLINGS = 8


@dataclass(frozen=True, slots=True)
class Indices:
    """(factors, ...) First-order and total indices; NaN where nothing varies."""

    first: Floats
    total: Floats


def radial_blocks(codes: Ints) -> list[int] | None:
    """Which factor each AB block takes from B, or None if the rows are not such a design.

    Parameters
    ----------
    codes : (runs, factors)
    """
    runs, d = codes.shape
    if runs % (d + 2):
        return None
    a, b, *blocks = np.split(codes, d + 2)
    fits = [
        {i for i in range(d) if (ab == np.where(np.arange(d) == i, b, a)).all()}
        for ab in blocks
    ]
    for order in permutations(range(d)):
        if all(i in fit for i, fit in zip(order, fits, strict=True)):
            return list(order)
    return None


def estimated(y: Floats, factors: int) -> Indices:
    r"""Indices from the outputs of a radial design.

    Parameters
    ----------
    y : (runs, ...)
        N outputs for A, N for B, then N for each AB_i; trailing axes are outputs.
    factors : int
        d, so that runs = N (d + 2).

    Returns
    -------
    Indices
        .. math:: S_i = \\overline{y_B (y_{AB_i} - y_A)} / V, \\quad
                  T_i = \\overline{(y_A - y_{AB_i})^2} / 2V

        with V the variance (n - 1) of A and B together.
    """
    a, b, *mixed = np.split(y, factors + 2)
    variance = np.var(np.concatenate([a, b]), axis=0, ddof=1)
    v = np.where(variance > 0, variance, np.nan)
    first = np.stack([np.mean(b * (ab - a), axis=0) for ab in mixed]) / v
    total = np.stack([np.mean((a - ab) ** 2, axis=0) for ab in mixed]) / (2 * v)
    return Indices(first, total)


def exact(y: Floats, factors: int) -> Indices:
    """Indices of a full crossing, each level as likely as the others of its factor.

    Parameters
    ----------
    y : (n_1, ..., n_d, ...)
        One axis per factor, then any number of outputs (units).
    factors : int
        d.

    Returns
    -------
    Indices
        First: variance of the mean given the factor. Total: 1 less the variance of the
        mean given all other factors. Both over the variance of all cells.
    """
    axes = tuple(range(factors))
    variance = y.var(axis=axes)
    v = np.where(
        variance > 1e-24 * np.maximum(1, np.square(y).max(axis=axes)), variance, np.nan
    )
    first, total = [], []
    for i in axes:
        others = tuple(j for j in axes if j != i)
        first.append(y.mean(axis=others).var(axis=0) / v)
        given = y.mean(axis=i)
        total.append(1 - given.var(axis=tuple(range(factors - 1))) / v)
    return Indices(np.stack(first), np.stack(total))


def interactions(y: Floats, factors: int) -> dict[tuple[int, int], Array]:
    """Share of the variance two factors bring only together, from a full crossing.

    ``y`` is (n_1, ..., n_d, ...) as for ``exact``; the shares have its trailing shape.
    """
    axes = tuple(range(factors))
    v, alone = y.var(axis=axes), exact(y, factors).first
    shares = {}
    for i, j in combinations(axes, 2):
        others = tuple(k for k in axes if k not in {i, j})
        shares[i, j] = y.mean(axis=others).var(axis=(0, 1)) / v - alone[i] - alone[j]
    return shares


def radial(
    model: Callable[[Floats], Floats], factors: int, power: int, seed: int
) -> tuple[Indices, Indices]:
    """Indices of a model of continuous factors on [0, 1), and their simulation errors.

    Parameters
    ----------
    model : callable
        Takes (runs, factors), gives (runs, ...).
    factors, power, seed : int
        d; each of ``SCRAMBLINGS`` scramblings has N = 2^power points in 2d dimensions;
        the seed of the scramblings.
    """
    found = []
    for k in range(SCRAMBLINGS):
        engine = qmc.Sobol(2 * factors, rng=np.random.default_rng([seed, k]))
        points = engine.random_base2(power)
        a, b = points[:, :factors], points[:, factors:]
        mixed = [np.where(np.arange(factors) == i, b, a) for i in range(factors)]
        y = np.concatenate([model(x) for x in (a, b, *mixed)])
        # About their mean: the first order is then far less noisy, and no less true.
        found.append(estimated(y - y[: 2 * len(a)].mean(axis=0), factors))
    parts = np.array([(indices.first, indices.total) for indices in found])
    errors = parts.std(axis=0, ddof=1) / np.sqrt(SCRAMBLINGS)
    return Indices(*parts.mean(axis=0)), Indices(*errors)
