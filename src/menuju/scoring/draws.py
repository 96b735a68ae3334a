"""Where chance comes from: draw ``i`` is a function of the seed and ``i`` alone.

So a chunk can be computed anywhere, in any order, and the whole is the same to the last
bit. Two kinds of points: seeded uniforms (PCG64, addressed by jumping ahead), and
scrambled Sobol points, eight or more scramblings of 2^m each, whose spread states the
simulation error (Owen, 1998, *J. Complexity* 14(4), 466-489).
"""

from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from scipy.special import gammaincinv, ndtri
from scipy.stats import qmc

from menuju.scoring.arrays import Floats, Ints
from menuju.scoring.errors import InputError
from menuju.scoring.hierarchy import Outline
from menuju.scoring.weights import noisy

BATCHES = 8
EDGE = 2.0**-53

Kind = Literal["random", "sobol"]


@dataclass(frozen=True, slots=True)
class Points:
    """``count`` points; in ``BATCHES`` batches, the means of which show the error."""

    kind: Kind
    seed: int
    count: int

    @classmethod
    def at_least(cls, kind: Kind, seed: int, count: int) -> Self:
        """As many as asked; Sobol points are rounded up to eight scramblings of 2^m."""
        if count < 1:
            raise InputError(f"{count} draws cannot be made", "ask for one or more")
        if kind == "sobol":
            per_batch = -(-count // BATCHES)
            count = BATCHES * 2 ** int(per_batch - 1).bit_length()
        return cls(kind, seed, count)

    def batch_of(self, index: int) -> int:
        """Which batch a point belongs to."""
        return index * BATCHES // self.count

    def batch_end(self, index: int) -> int:
        """Where the batch of a point ends."""
        return -(-(self.batch_of(index) + 1) * self.count // BATCHES)

    def block(self, start: int, stop: int, dimensions: int) -> Floats:
        """(stop - start, dimensions) Points of one batch, uniform on [0, 1)."""
        if self.kind == "random" or dimensions == 0:
            return stream(self.seed, 0, start, (stop - start, dimensions))
        batch, size = self.batch_of(start), self.count // BATCHES
        generator = np.random.default_rng([self.seed, batch])
        engine = qmc.Sobol(dimensions, scramble=True, rng=generator)
        first = start - batch * size
        if first:
            engine.fast_forward(first)
            return np.asarray(engine.random(stop - start), dtype=np.float64)
        # The first point alone, for SciPy warns of a first call that is not 2^m.
        return np.concatenate([engine.random(1), engine.random(stop - start - 1)])


def stream(seed: int, source: int, start: int, shape: tuple[int, int]) -> Floats:
    """(rows, columns) From row ``start`` of an endless table of uniforms, one per source."""
    bits = np.random.PCG64([seed, source])
    bits.advance(start * shape[1])
    return np.random.Generator(bits).random(shape)


def normals(seed: int, source: int, start: int, shape: tuple[int, int]) -> Floats:
    """(rows, columns) The same table as standard normals."""
    return np.asarray(ndtri(np.maximum(stream(seed, source, start, shape), EDGE)))


@dataclass(frozen=True, slots=True)
class Spread:
    """Every weight times 1 + noise (2u - 1), independently (COINr's noisy weights)."""

    noise: float

    def dimensions(self, hierarchy: Outline) -> int:
        """One per element below the index."""
        return len(hierarchy.codes) - 1

    def weights(self, points: Floats, hierarchy: Outline, nominal: Floats) -> Floats:
        """(draws, elements) from (draws, dimensions)."""
        drawn = np.ones((len(points), len(hierarchy.codes)))
        drawn[:, :-1] = noisy(nominal[:-1], points, self.noise)
        return drawn


@dataclass(frozen=True, slots=True)
class Dirichlet:
    """Shares in each group with the nominal shares as mean; larger is nearer to them."""

    concentration: float

    def dimensions(self, hierarchy: Outline) -> int:
        """One per element below the index."""
        return len(hierarchy.codes) - 1

    def weights(self, points: Floats, hierarchy: Outline, nominal: Floats) -> Floats:
        """(draws, elements): gamma quantiles, whose shares are Dirichlet."""
        drawn = np.ones((len(points), len(hierarchy.codes)))
        for members in hierarchy.groups:
            shares = nominal[members] / nominal[members].sum()
            shape = np.maximum(self.concentration * shares * len(members), EDGE)
            drawn[:, members] = gammaincinv(shape, np.maximum(points[:, members], EDGE))
            empty = drawn[:, members].sum(axis=1) == 0
            drawn[np.ix_(empty, members)] = shares
        return drawn


@dataclass(frozen=True, slots=True)
class Experts:
    """One of several given sets of weights, (sets, elements), each as likely."""

    sets: Floats

    def dimensions(self, hierarchy: Outline) -> int:
        """One: which expert."""
        del hierarchy
        return 1

    def weights(self, points: Floats, hierarchy: Outline, nominal: Floats) -> Floats:
        """(draws, elements)."""
        del hierarchy, nominal
        return self.sets[self.choice(points)]

    def choice(self, points: Floats) -> Ints:
        """(draws,) Which set."""
        return np.floor(points[:, 0] * len(self.sets)).astype(np.int64)


WeightModel = Spread | Dirichlet | Experts
