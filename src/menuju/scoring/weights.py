"""How much each element counts: given, equal, effective, by principal component, noisy."""

import numpy as np

from menuju.scoring.arrays import Floats
from menuju.scoring.errors import InputError
from menuju.scoring.hierarchy import Hierarchy, Outline


def equal(hierarchy: Hierarchy) -> Floats:
    """(elements,) One for every element."""
    return np.ones(len(hierarchy.codes))


def effective(hierarchy: Outline, weights: Floats) -> Floats:
    """What each element counts for in the index: products of shares down the tree.

    Parameters
    ----------
    weights : (..., elements)
        On any scale.

    Returns
    -------
    (..., elements)
        1 for the index; each level sums to 1.
    """
    shares = np.ones(weights.shape)
    first = hierarchy.spans[0].stop
    for at in reversed(range(len(hierarchy.groups))):
        members = hierarchy.groups[at]
        w = weights[..., members]
        parent = shares[..., first + at, None]
        shares[..., members] = parent * w / w.sum(axis=-1, keepdims=True)
    return shares


def principal(x: Floats) -> Floats:
    """(members,) First eigenvector of the correlations of (units, members).

    An eigenvector may as well be turned round; this one has a positive sum. Components
    can be negative: such weights describe the data and are refused by the means.
    """
    known = x[~np.isnan(x).any(axis=1)]
    if len(known) <= 1 or (known.std(axis=0) == 0).any():
        raise InputError(
            "a principal component needs complete units and columns that vary",
            "impute first, or leave the constant indicator out",
        )
    _, vectors = np.linalg.eigh(np.corrcoef(known, rowvar=False))
    first = vectors[:, -1]
    return first * (np.sign(first.sum()) or 1.0)


def principal_level(scores: Floats, hierarchy: Hierarchy, level: int) -> Floats:
    """(elements,) Given weights, with one level's replaced by principal components.

    ``scores`` is (units, elements). Each group of the level has its own component; a
    member alone in its group has 1.
    """
    weights = hierarchy.weights.copy()
    for members in hierarchy.groups:
        if hierarchy.elements[members[0]].level == level:
            alone = len(members) == 1
            weights[members] = 1.0 if alone else principal(scores[:, members])
    return weights


def usable(weights: Floats, hierarchy: Hierarchy) -> Floats:
    """(elements,) The weights, refused if a mean cannot use them."""
    bad = np.flatnonzero(weights < 0)
    if bad.size:
        raise InputError(
            f"the principal component gives it the weight {weights[bad[0]]:.3g}",
            "turn its Direction, move it to another group, or give weights",
            column=hierarchy.codes[bad[0]],
        )
    return weights


def noisy(weights: Floats, points: Floats, spread: float) -> Floats:
    """Weights times 1 + spread (2u - 1), independently for each element.

    Parameters
    ----------
    weights : (elements,)
    points : (draws, elements)
        Uniform on [0, 1).
    spread : float
        0.25 for a quarter either way.

    Returns
    -------
    (draws, elements)
    """
    if not 0 <= spread <= 1:
        raise InputError(
            f"a spread of {spread:g} would make weights negative", "give 0 to 1"
        )
    return weights * (1 + spread * (2 * points - 1))
