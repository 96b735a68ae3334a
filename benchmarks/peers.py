"""The part of the work other libraries can do: flat weighted sums and their ranks."""

import importlib
from typing import Any

import numpy as np

from benchmarks.synthetic import figures

RUNS = 200


def pymcdm(draws: int) -> None:
    """Min-max, weighted sum and rank, one call per draw."""
    methods: Any = importlib.import_module("pymcdm.methods")
    ways: Any = importlib.import_module("pymcdm.normalizations")
    x = figures(514, 50)
    method, types = methods.WSM(ways.minmax_normalization), np.ones(50)
    rng = np.random.default_rng(1)
    for _ in range(draws):
        w = rng.random(50)
        method.rank(method(x, w / w.sum(), types))


def scikit_criteria(draws: int) -> None:
    """Weighted sum and rank of min-max figures, one decision matrix per draw."""
    skc: Any = importlib.import_module("skcriteria")
    simple: Any = importlib.import_module("skcriteria.agg.simple")
    x = figures(514, 50)
    x = (x - x.min(axis=0)) / np.ptp(x, axis=0)
    rng, decide = np.random.default_rng(1), simple.WeightedSumModel()
    for _ in range(draws):
        w = rng.random(50)
        made = skc.mkdm(x, [1] * 50, weights=w / w.sum())
        decide.evaluate(made)


PEERS = {"pymcdm": pymcdm, "skcriteria": scikit_criteria}
