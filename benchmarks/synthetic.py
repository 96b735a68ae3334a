"""Made-up indices of the sizes the bars are stated for."""

import numpy as np

from menuju.scoring.aggregate import parse_rules
from menuju.scoring.arrays import Floats
from menuju.scoring.doubt import Study
from menuju.scoring.draws import Points, Spread
from menuju.scoring.hierarchy import Element, Hierarchy
from menuju.scoring.merits import Method
from menuju.scoring.normalise import Method as Normalisation
from menuju.scoring.normalise import normalised
from menuju.scoring.raters.ratings import Ratings

NORMS = ("minmax:1,100", "zscore:50,5")
RULES = ("amean", "gmean", "hmean")
SEED = 7


def tree(indicators: int) -> Hierarchy:
    """Four levels: five indicators to a pillar, five pillars to a dimension."""
    pillars = indicators // 5
    dimensions = max(pillars // 5, 1)
    made = [Element(f"i{k}", 1, f"p{k % pillars}") for k in range(indicators)]
    made += [Element(f"p{k}", 2, f"d{k % dimensions}") for k in range(pillars)]
    made += [Element(f"d{k}", 3, "index") for k in range(dimensions)]
    return Hierarchy.build([*made, Element("index", 4, None)])


def figures(units: int, indicators: int, missing: float = 0.0) -> Floats:
    """(units, indicators) Correlated figures, some unknown."""
    rng = np.random.default_rng(SEED)
    x = rng.normal(50, 10, (units, indicators)) + rng.normal(0, 6, (units, 1))
    return np.where(rng.random(x.shape) < missing, np.nan, x)


def study(units: int, indicators: int, draws: int, missing: float = 0.0) -> Study:
    """Two normalisations by three rules by noisy weights, seeded uniforms."""
    t, x = tree(indicators), figures(units, indicators, missing)
    methods = tuple(
        Method(f"{norm} {rule}", scaled, t, parse_rules(rule, t.depth))
        for norm in NORMS
        for scaled in [normalised(x, Normalisation.parse(norm), (), x[0])]
        for rule in RULES
    )
    points = Points.at_least("random", SEED, -(-draws // len(methods)))
    return Study(methods, t.weights, Spread(0.25), points)


def ratings(regions: int, items: int, raters: int, each: int) -> Ratings:
    """Every region scored on every item by ``each`` raters in turn, levels 0 to 4."""
    rng = np.random.default_rng(SEED)
    region, item, k = (
        a.ravel() for a in np.meshgrid(*(np.arange(n) for n in (regions, items, each)))
    )
    rater = (region + k * (1 + region // raters % (raters - 1))) % raters
    ability, severity = rng.normal(0, 1, regions), np.linspace(-0.8, 0.8, raters)
    logit = ability[region] - severity[rater] - np.linspace(-1, 1, items)[item]
    score = np.clip(np.round(2 + logit + rng.normal(0, 0.8, len(logit))), 0, 4)
    names = [
        tuple(f"{c}{n:03d}" for n in range(m))
        for c, m in zip("gir", (regions, items, raters), strict=True)
    ]
    return Ratings(names[0], names[1], names[2], region, item, rater, score)
