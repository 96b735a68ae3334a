"""Prints a table in Markdown: what was done, CPU seconds, the bar, and ratios."""

import importlib.util
import platform
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import scipy

from benchmarks import synthetic
from benchmarks.peers import PEERS, RUNS
from menuju.scoring import doubt, draws, kernel
from menuju.scoring.aggregate import parse_rules
from menuju.scoring.blas import one_thread
from menuju.scoring.data import read_meta, read_table
from menuju.scoring.explain import counterfactual, target
from menuju.scoring.merits import Method
from menuju.scoring.normalise import Method as Normalisation
from menuju.scoring.pipeline import Choices, normalise, prepare
from menuju.scoring.raters import additive, rasch

ASEM = Path(__file__).parents[1] / "tests" / "scoring" / "answers" / "asem"
COMPILED = kernel.COMPILED
DRAWS = 10_000


def say(text: str = "") -> None:
    """One line."""
    sys.stdout.write(text + "\n")


def cpu(work: Callable[[], object], times: int = 3) -> float:
    """Least CPU seconds of a few runs, all threads counted."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def floor(units: int, indicators: int) -> float:
    """The matrix product and the sort of rows that nothing of this kind can do without."""
    rng = np.random.default_rng(1)
    e, x = rng.random((DRAWS, indicators)), rng.random((indicators, units))

    def work() -> None:
        with one_thread():
            for start in range(0, DRAWS, kernel.ROWS):
                np.sort((e[start : start + kernel.ROWS] @ x).view(np.int64), axis=1)

    return cpu(work)


def told(study: doubt.Study) -> None:
    """All places and every statistic of them."""
    places = doubt.histogram(study)
    for q in (0.05, 0.5, 0.95):
        places.quantile(q)
    places.mean()
    places.top(min(100, study.units))


def asem() -> None:
    """Reading, denominating, imputing, screening, ten treatments and scales, draws."""
    tree = read_meta(ASEM / "iMeta.csv")
    table = read_table(ASEM / "iData.csv", tree.indicators)
    methods = []
    for winmax in range(1, 6):
        chosen = Choices(
            parse_rules("amean", tree.depth),
            Normalisation("none"),
            denominate=True,
            impute="mean:EurAsia_group",
            screen=0.9,
            winmax=winmax,
        )
        ready = prepare(table, tree, chosen)
        for norm in ("minmax:1,100", "zscore:10,2"):
            x = normalise(ready, Normalisation.parse(norm))
            methods += [
                Method(norm, x, tree, parse_rules(r, tree.depth))
                for r in synthetic.RULES
            ]
    points = draws.Points.at_least("random", 1, -(-DRAWS // len(methods)))
    told(doubt.Study(tuple(methods), tree.weights, draws.Spread(0.25), points))


def counterfactuals() -> None:
    """Fewest steps into the first 100 for 414 units of 100 items."""
    tree, rng = synthetic.tree(100), np.random.default_rng(1)
    levels = rng.integers(0, 5, (414, 100)).astype(float)
    every, free = np.ones(100, dtype=bool), np.ones(100)
    first = counterfactual.Problem(tree, levels[0], (0, 4), every, free)
    index = levels @ first.weights_in("index")
    for unit, x in enumerate(levels):
        problem = counterfactual.Problem(tree, x, (0, 4), every, free)
        counterfactual.fewest_steps(problem, target.quota(index, unit, 100))


def row(
    name: str, seconds: float, bar: float | None, base: float | None = None
) -> None:
    """One line of the table."""
    limit = "" if bar is None else f"{bar:.2f}"
    ratio = "" if base is None else f"{seconds / base:.1f}"
    say(f"| {name} | {seconds:.3f} | {limit} | {ratio} |")


def draws_rows() -> None:
    """The draws, beside their floor."""
    for indicators, bars in ((50, (0.30, 0.10)), (100, (0.35, 0.13))):
        least = floor(514, indicators)
        row(f"floor: product and sort, 514 x {indicators}", least, None, least)
        study = synthetic.study(514, indicators, DRAWS)
        row(
            f"10,000 draws, 514 x {indicators}",
            cpu(partial(told, study)),
            bars[COMPILED],
            least,
        )
    gaps = synthetic.study(514, 100, DRAWS, missing=0.05)
    row("10,000 draws, 514 x 100, 5 % unknown", cpu(lambda: told(gaps)), 1.0)
    row("10,000 draws, ASEM from its files", cpu(asem), 0.15)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    many = synthetic.study(514, 50, 10 * DRAWS)
    row("100,000 draws, 514 x 50", cpu(lambda: told(many), 1), 1.3 if COMPILED else 3.0)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    say(f"| its growth of memory over 10,000 draws: {grown:.0f} MB | | | |")


def other_rows() -> None:
    """What is not draws."""
    row("counterfactuals (steps), 414 x 100", cpu(counterfactuals), 0.5)
    ratings = synthetic.ratings(514, 100, 12, 3)
    row("additive severity, 514 x 100 x 3", cpu(lambda: additive.fit(ratings)), 2.0)
    row("many-facet Rasch, 514 x 100 x 3", cpu(lambda: rasch.fit(ratings), 1), None)


def peer_rows() -> None:
    """Flat weighted sums and ranks per 10,000 draws, scaled up from fewer."""
    flat = synthetic.study(514, 50, DRAWS)
    one = doubt.Study(
        flat.methods[:1], flat.nominal, flat.model, draws.Points("random", 1, DRAWS)
    )
    ours = cpu(lambda: told(one))
    row("10,000 draws, one method, 514 x 50", ours, None, ours)
    for name, work in PEERS.items():
        if importlib.util.find_spec(name) is None:
            say(f"| {name}: not installed | | | |")
            continue
        row(
            f"{name}, the same without intervals",
            cpu(partial(work, RUNS), 1) * DRAWS / RUNS,
            None,
            ours,
        )


def main() -> None:
    """Print everything."""
    say(
        f"{platform.processor() or platform.machine()}, Python {platform.python_version()},"
    )
    say(
        f"NumPy {np.__version__}, SciPy {scipy.__version__}, numba {'yes' if COMPILED else 'no'}"
    )
    say()
    say("| work | CPU s | bar | ratio |")
    say("| --- | --- | --- | --- |")
    told(synthetic.study(50, 10, 100))
    floor(514, 50)  # the first products of a process are slower than all others
    draws_rows()
    other_rows()
    peer_rows()


if __name__ == "__main__":
    main()
