from dataclasses import replace

import numpy as np
import pytest

from menuju.scoring import compare, impute, relations, weights
from menuju.scoring.aggregate import climb, outranking, parse_rules
from menuju.scoring.data import Table, read_table
from menuju.scoring.denominate import denominated
from menuju.scoring.hierarchy import Element, Hierarchy
from menuju.scoring.normalise import Method, normalised
from menuju.scoring.pipeline import META, Choices, prepare, score
from menuju.scoring.ranks import descending
from menuju.scoring.screen import availability
from tests.scoring.known import ANSWERS, assert_table, coin, rows, table

SMALL = [
    ("borda", "borda"),
    ("dist2max", "dist2max"),
    ("dist2ref_row10", "dist2ref:10"),
    ("dist2targ_80cap", "dist2targ:80,cap"),
    ("fracmax", "fracmax"),
    ("goalposts_0_120_1", "goalposts:0,120,1"),
    ("minmax_0_100", "minmax:0,100"),
    ("minmax_1_100", "minmax:1,100"),
    ("prank", "prank"),
    ("rank", "rank"),
    ("scaled_0_100", "scaled:0,100"),
    ("zscore_0_1", "zscore:0,1"),
    ("zscore_10_2", "zscore:10,2"),
]
ASEM = [pair for pair in SMALL if (ANSWERS / f"asem/norm_{pair[0]}.csv").exists()]


def choices(tree, normalise="minmax:1,100", aggregate="amean", **others):
    return Choices(
        parse_rules(aggregate, tree.depth), Method.parse(normalise), **others
    )


def asem(normalise="minmax:0,100", aggregate="amean"):
    tree, figures = coin("asem")
    chosen = choices(
        tree,
        normalise,
        aggregate,
        denominate=True,
        impute="mean:EurAsia_group",
        screen=0.9,
        winmax=5,
    )
    return score(prepare(figures, tree, chosen), chosen)


def small(normalise="minmax:1,100", aggregate="amean", **others):
    tree, figures = coin("small")
    chosen = choices(tree, normalise, aggregate, **others)
    return score(prepare(figures, tree, chosen), chosen)


def scored_as(name, scored, values):
    table = scored.prepared.table
    codes = scored.prepared.hierarchy.codes[-values.shape[1] :]
    assert_table(name, table.units, codes, values)


@pytest.mark.parametrize(("name", "method"), SMALL)
def test_normalised_as_known(name, method):
    tree, figures = coin("small")
    x = figures.values * tree.directions

    ours = normalised(x, Method.parse(method), figures.units, np.full(8, np.nan))

    assert_table(f"small/norm_{name}.csv", figures.units, figures.codes, ours)


@pytest.mark.parametrize(("name", "method"), ASEM)
def test_a_whole_index_is_normalised_as_known(name, method):
    scored = asem(method)

    codes = scored.prepared.table.codes
    assert_table(
        f"asem/norm_{name}.csv", scored.prepared.table.units, codes, scored.normalised
    )


@pytest.mark.parametrize("rule", ["amean", "gmean", "hmean"])
@pytest.mark.parametrize("folder", ["asem", "small"])
def test_aggregated_and_ranked_as_known(folder, rule):
    build = {"asem": asem, "small": small}[folder]

    scored = build("minmax:1,100", rule)

    scored_as(f"{folder}/agg_minmax1_100_{rule}.csv", scored, scored.scores)
    scored_as(f"{folder}/rank_minmax1_100_{rule}.csv", scored, scored.ranks)


def test_a_group_with_too_little_data_has_no_score():
    scored = small(availability=0.75)

    scored_as("small/agg_minmax1_100_amean_thresh075.csv", scored, scored.scores)
    scored_as("small/rank_minmax1_100_amean_thresh075.csv", scored, scored.ranks)


def test_another_rule_at_each_level():
    scored = small(aggregate="copeland,amean,amean")

    scored_as("small/agg_minmax1_100_copeland_l1.csv", scored, scored.scores)
    scored_as("small/rank_minmax1_100_copeland_l1.csv", scored, scored.ranks)


def test_outranking_shares():
    with (ANSWERS / "small/outrank_matrix.csv").open() as lines:
        expected = np.genfromtxt(lines, delimiter=",", skip_header=1)
    tree, figures = coin("small")
    x = (figures.values * tree.directions)[:, ~np.isnan(figures.values).any(axis=0)]
    w = tree.weights[:8][~np.isnan(figures.values).any(axis=0)]

    np.testing.assert_allclose(outranking(x, w), expected, atol=1e-12)


def test_every_step_before_normalising():
    tree, figures = coin("asem")
    chosen = choices(tree, denominate=True, impute="mean:EurAsia_group", winmax=5)
    sized = denominated(figures, tree)
    filled = prepare(figures, tree, replace(chosen, winmax=None)).table
    treated = prepare(figures, tree, chosen)

    assert_table("asem/dset_Denominated.csv", figures.units, figures.codes, sized)
    assert_table("asem/dset_Imputed.csv", filled.units, filled.codes, filled.values)
    assert_table(
        "asem/dset_Treated.csv", figures.units, figures.codes, treated.table.values
    )


def test_scores_at_every_level():
    scored = asem()

    scored_as("asem/dset_Aggregated.csv", scored, scored.scores)


def test_winsorised_points_are_counted():
    tree, _ = coin("asem")
    done = dict(zip(tree.indicators, asem().prepared.treatments, strict=True))

    for row in rows("asem/treat_details.csv"):
        known = 0 if row["winsorise.nwin"] == "NA" else int(row["winsorise.nwin"])
        assert done[row["iCode"]].points == known


@pytest.mark.parametrize("how", ["mean", "median"])
def test_gaps_filled(how):
    _, figures = coin("small")
    fill = {"mean": impute.by_mean, "median": impute.by_median}[how]

    ours = fill(figures.values)

    assert_table(f"small/imputed_i_{how}.csv", figures.units, figures.codes, ours)


def test_share_of_data_known():
    _, figures = coin("small")
    known = {
        row["uCode"]: float(row["Dat_Avail"])
        for row in rows("small/data_availability.csv")
    }

    ours = dict(zip(figures.units, availability(figures.values), strict=True))

    assert ours == known


@pytest.mark.parametrize("folder", ["asem", "small"])
def test_effective_weights(folder):
    tree, _ = coin(folder)
    ours = dict(zip(tree.codes, weights.effective(tree, tree.weights), strict=True))

    for row in rows(f"{folder}/weights_effective.csv"):
        assert ours[row["iCode"]] == pytest.approx(float(row["EffWeight"]), rel=1e-12)


def test_weights_by_principal_component():
    scored = asem()
    tree = scored.prepared.hierarchy
    found = weights.principal_level(scored.scores, tree, level=2)
    ours = dict(zip(tree.codes, found, strict=True))

    for row in rows("asem/weights_pca_level2.csv"):
        assert ours[row["iCode"]] == pytest.approx(float(row["Weight"]), rel=1e-11)


def test_cronbachs_alpha():
    tree, figures = coin("asem")
    normal = asem().normalised

    for row in rows("asem/cronbach.csv"):
        if row["group"] == "all":
            alpha = relations.cronbach(figures.values)
        else:
            alpha = relations.cronbach(
                normal[:, tree.groups[tree.aggregates.index(row["group"])]]
            )
        assert alpha == pytest.approx(float(row["alpha"]), rel=1e-11)


def test_leaving_one_indicator_out():
    ours = compare.leave_one_out(asem())

    for row in rows("asem/remove_elements_level1.csv")[1:]:
        assert ours[row["removed"]] == pytest.approx(
            float(row["MeanAbsRankDiff"]), abs=1e-12
        )


def test_a_panel_has_goalposts_common_to_all_years():
    tree, _ = coin("asem")
    figures = read_table(ANSWERS / "asem/panel_iData.csv", tree.indicators)
    chosen = choices(tree, "minmax:0,100", screen=0.9, winmax=5)

    scored = score(prepare(figures, tree, chosen), chosen)

    found = scored.prepared.table
    at = {
        key: k
        for k, key in enumerate(zip(found.labels["Time"], found.units, strict=True))
    }
    for name, values, codes in [
        ("panel_normalised_global", scored.normalised, tree.indicators),
        ("panel_aggregated_globalnorm", scored.scores, tree.codes),
    ]:
        for row in rows(f"asem/{name}.csv"):
            ours = values[at[row.pop("Time"), row.pop("uCode")]]
            known = [np.nan if v == "NA" else float(v) for v in row.values()]
            np.testing.assert_allclose(
                [ours[codes.index(c)] for c in row], known, rtol=1e-12, atol=1e-12
            )


def test_the_official_human_development_index():
    """I1 = (UHH - 20) / 65, I2 the mean of two shares, I3 a share of logarithms."""
    rows_ = [row for row in rows("ipm_2010_2020.csv") if row["ipm"]]
    tree = _ipm_tree()
    columns = ["uhh_years", "hls_years", "rls_years", "expenditure_thousand_idr"]
    x = np.array([[float(r[c]) for c in columns] for r in rows_]) * [1, 1, 1, 1000]
    scored = _scored(x, tree)

    published = np.array([float(r["ipm"]) for r in rows_])

    assert len(rows_) == 5587
    assert np.abs(scored.scores[:, -1] - published).max() <= 0.03


def _ipm_tree():
    items = {
        "uhh": ("health", "goalposts:20,85,100", ""),
        "hls": ("learning", "goalposts:0,18,100", ""),
        "rls": ("learning", "goalposts:0,15,100", ""),
        "ppp": (
            "living",
            f"goalposts:{float(np.log(1_007_436))},{float(np.log(26_572_352))},100",
            "log",
        ),
    }
    made = [
        Element(code, 1, parent, normalise=how, transform=log)
        for code, (parent, how, log) in items.items()
    ]
    made += [Element(p, 2, "ipm") for p in ("health", "learning", "living")]
    return Hierarchy.build([*made, Element("ipm", 3, None)])


def _scored(x, tree):
    units = tuple(f"u{k}" for k in range(len(x)))
    chosen = Choices(parse_rules("amean,gmean", tree.depth), META)
    return score(prepare(Table(units, tree.indicators, x), tree, chosen), chosen)


def test_places_of_a_known_table():
    units, codes, scores = table("small/agg_minmax1_100_amean.csv")

    assert_table(
        "small/rank_minmax1_100_amean.csv", units, codes, descending(scores.T).T
    )


def test_climbing_with_many_weights_is_climbing_with_each():
    tree, figures = coin("small")
    x = normalised(
        figures.values * tree.directions, Method.parse("minmax:1,100"), (), None
    )
    sets = tree.weights * np.array([[1.0], [2.0]]) + np.arange(2)[:, None]
    rules = parse_rules("gmean,amean,hmean", tree.depth)

    together = climb(x, tree, rules, sets)

    np.testing.assert_array_equal(together[1], climb(x, tree, rules, sets[1]))
