from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

from menuju.scoring import blur, doubt, draws, kernel
from menuju.scoring.aggregate import climb, parse_rules
from menuju.scoring.attribution import attributed
from menuju.scoring.errors import InputError
from menuju.scoring.hierarchy import Element, Hierarchy
from menuju.scoring.merits import Method
from menuju.scoring.ranks import descending

RULES = ("amean", "gmean", "hmean,amean", "copeland,amean")


def tree(groups=3, size=3):
    made = [
        Element(f"i{g}{k}", 1, f"p{g}", weight=1 + k)
        for g in range(groups)
        for k in range(size)
    ]
    made += [Element(f"p{g}", 2, "index") for g in range(groups)]
    return Hierarchy.build([*made, Element("index", 3, None)])


def figures(units=12, gaps=0.0, seed=1):
    rng = np.random.default_rng(seed)
    x = rng.uniform(1, 100, (units, 9))
    return np.where(rng.random(x.shape) < gaps, np.nan, x)


def study(rules=RULES[:3], count=96, kind="sobol", x=None, **others):
    t = tree()
    x = figures() if x is None else x
    methods = tuple(Method(r, x, t, parse_rules(r, t.depth)) for r in rules)
    points = draws.Points.at_least(kind, 5, count)
    return doubt.Study(methods, t.weights, draws.Spread(0.25), points, **others)


def by_hand(drawn):
    """(draws, units) Places, one draw after another, by the plain definition."""
    return np.concatenate(
        [
            descending(climb(m.x, m.hierarchy, m.rules, w)[..., -1])
            for start, stop in doubt.pieces(drawn.points, 50)
            for w in drawn.weights(start, stop)[:1]
            for m in drawn.methods
        ]
    )


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("gaps", [0.0, 0.15])
def test_counted_places_are_those_of_each_draw(rule, gaps):
    drawn = study([rule], x=figures(gaps=gaps))

    counts = doubt.histogram(drawn).total

    places = by_hand(drawn)
    for unit in range(drawn.units):
        known = places[:, unit][~np.isnan(places[:, unit])].astype(int)
        np.testing.assert_array_equal(
            counts[unit], np.bincount(known - 1, minlength=drawn.units)
        )


def test_statistics_are_those_of_the_places():
    drawn = study()
    places, found = by_hand(drawn), doubt.histogram(drawn)

    np.testing.assert_allclose(found.mean().value, places.mean(axis=0))
    for q in (0.05, 0.5, 0.95):
        np.testing.assert_allclose(
            found.quantile(q).value, np.quantile(places, q, axis=0)
        )
    np.testing.assert_allclose(found.top(4).value, (places <= 4).mean(axis=0))


def test_equal_units_share_a_place_in_every_draw():
    x = figures()
    x[5] = x[2]

    counts = doubt.histogram(study(x=x)).total

    np.testing.assert_array_equal(counts[5], counts[2])


@pytest.mark.parametrize("kind", ["random", "sobol"])
@pytest.mark.parametrize("chunk", [1, 7, 64, 1000])
def test_chunks_change_nothing(kind, chunk):
    drawn = study(kind=kind)

    np.testing.assert_array_equal(
        doubt.histogram(drawn, chunk=chunk).counts, doubt.histogram(drawn).counts
    )


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_change_nothing(threads):
    drawn = study(kind="random", count=1000)

    with ThreadPoolExecutor(threads) as pool:
        counts = doubt.histogram(drawn, pool, chunk=60).counts

    np.testing.assert_array_equal(counts, doubt.histogram(drawn).counts)


def test_processes_change_nothing():
    drawn = study()

    with ProcessPoolExecutor(2) as pool:
        counts = doubt.histogram(drawn, pool, chunk=20).counts

    np.testing.assert_array_equal(counts, doubt.histogram(drawn).counts)


def test_a_draw_depends_on_the_seed_and_its_number_alone():
    few, many = draws.Points("random", 3, 10), draws.Points("random", 3, 10_000)

    np.testing.assert_array_equal(few.block(4, 6, 7), many.block(0, 50, 7)[4:6])
    assert not np.array_equal(
        few.block(0, 2, 7), draws.Points("random", 4, 10).block(0, 2, 7)
    )


def test_sobol_points_are_rounded_up_to_eight_scramblings():
    points = draws.Points.at_least("sobol", 1, 1000)

    assert points.count == 1024
    assert len({points.batch_of(i) for i in range(points.count)}) == 8


def test_simulation_error_covers_the_truth():
    truth = doubt.histogram(study(count=2**15)).mean().value

    found = doubt.histogram(study(count=512, kind="random")).mean()

    off = np.abs(found.value - truth) / np.maximum(found.error, 1e-9)
    assert np.median(off) < 2
    assert (off < 6).all()


def test_sobol_points_err_less_than_uniforms():
    plain = doubt.histogram(study(count=1024, kind="random")).mean().error
    scrambled = doubt.histogram(study(count=1024)).mean().error

    assert np.nanmean(scrambled) < np.nanmean(plain)


def test_groups_that_cannot_be_told_apart_are_maximal_runs():
    p = np.full((4, 4), 0.5)
    p[0, 2:] = p[1, 3] = 0.99

    assert doubt.inseparable(p, [0, 1, 2, 3]) == [[0, 1], [1, 2], [2, 3]]
    assert doubt.inseparable(np.full((3, 3), 0.5), [2, 0, 1]) == [[2, 0, 1]]
    assert doubt.inseparable(np.full((3, 3), 0.97), [0, 1, 2]) == []


def test_one_beats_the_other_or_the_other_the_one():
    drawn = study()

    p, places = doubt.beats(drawn, doubt.histogram(drawn)), by_hand(drawn)

    np.testing.assert_allclose(p + p.T, 1)
    better = (places[:, 3] < places[:, 4]) + 0.5 * (places[:, 3] == places[:, 4])
    assert p[3, 4] == pytest.approx(better.mean())


def test_quota_bands_and_wrong_picks():
    found = doubt.histogram(study())
    p = found.top(4).value

    bands = found.bands(4)

    assert sorted(bands["in"] + bands["out"] + bands["contested"]) == list(range(12))
    assert found.wrong_picks(4, [0, 1]) == pytest.approx(2 - p[0] - p[1])


def test_a_pair_of_years_is_compared_under_the_same_draws():
    before, after = study(), study(x=figures() + np.eye(12, 9) * 30)
    gained = by_hand(before) - by_hand(after)

    moves = doubt.paired(before, after)

    np.testing.assert_allclose(moves.mean(), gained.mean(axis=0))
    np.testing.assert_allclose(moves.quantile(0.05), np.quantile(gained, 0.05, axis=0))
    np.testing.assert_allclose(moves.gained(), (gained > 0).mean(axis=0))
    assert doubt.paired(before, before).mean() == pytest.approx(np.zeros(12))


def test_dirichlet_weights_keep_their_means_and_experts_theirs():
    t = tree()
    points = draws.Points.at_least("sobol", 1, 4096).block(0, 512, len(t.codes) - 1)

    w = draws.Dirichlet(10).weights(points, t, t.weights)[:, :3]

    assert (w / w.sum(axis=1, keepdims=True)).mean(axis=0) == pytest.approx(
        [1 / 6, 1 / 3, 1 / 2], abs=0.02
    )
    sets = np.stack([t.weights, 2 * t.weights])
    assert set(draws.Experts(sets).choice(points).tolist()) == {0, 1}


def test_errors_of_measurement_and_raters_widen_the_places():
    x = figures()
    sharp = study(["amean"], x=x)
    rater = blur.RaterError(np.outer(np.arange(12) % 2, [8.0]))
    cell = blur.Measurement(np.full(x.shape, 8.0))

    for error in (rater, cell):
        blurred = study(["amean"], x=x, blurs=(error,))
        wider = doubt.histogram(blurred, chunk=11)
        assert _width(wider) > _width(doubt.histogram(sharp))
        np.testing.assert_array_equal(wider.counts, doubt.histogram(blurred).counts)


def test_imputed_cells_are_redrawn_from_what_is_known():
    gappy = figures(gaps=0.2)
    full = np.where(np.isnan(gappy), np.nanmean(gappy, axis=0), gappy)
    cells = blur.ImputedCells.of(gappy, full)

    found = doubt.histogram(study(["amean"], x=full, blurs=(cells,)))

    assert _width(found) > _width(doubt.histogram(study(["amean"], x=full)))
    whole = ~np.isnan(gappy).any(axis=1)
    assert (cells.errors(1, 0, 5, np.ones((5, 13)))[:, whole] == 0).all()


def test_severity_errors_are_those_of_the_model():
    covariance = np.array([[0.04, -0.04], [-0.04, 0.04]])
    shares = np.array([[1.0, 0.0], [0.5, 0.5]])
    error = blur.RaterError.of(shares, covariance, points=25.0)

    found = error.errors(1, 0, 4000, np.ones((4000, 3)))

    assert found.std(axis=0) == pytest.approx([25 * 0.2, 0], rel=0.05, abs=1e-6)


def test_indices_of_a_study_say_whose_doubt_it_is():
    found = attributed(study(RULES[:3], count=64), normalisations=1, rules=3, top=4)

    assert found.points == 64
    varying = ~np.isnan(found.place.first[1])
    assert varying.any()
    np.testing.assert_allclose(found.place.first[0, varying], 0, atol=1e-12)
    assert (found.score.total[1:].sum(axis=0) >= 1 - 1e-9).all()
    with pytest.raises(InputError, match="not a full crossing"):
        attributed(study(RULES[:3]), 2, 2)


def _width(found):
    return np.nansum(found.quantile(0.95).value - found.quantile(0.05).value)


def test_compiled_and_plain_counting_agree():
    laid = kernel.laid_out(
        np.random.default_rng(2).integers(0, 5, (40, 9)).astype(float)
    )
    keys, mask = kernel.sort_rows(laid)
    plain, loop = np.zeros(81, dtype=np.int64), np.zeros(81, dtype=np.int64)

    kernel._count_loop(keys, mask, loop)  # noqa: SLF001 -- the two must never differ
    kernel._count(keys, mask, plain)  # noqa: SLF001

    np.testing.assert_array_equal(plain, loop)
