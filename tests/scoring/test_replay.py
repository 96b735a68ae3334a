import numpy as np
import pytest

from menuju.scoring import replay, sobol
from menuju.scoring.aggregate import parse_rules
from menuju.scoring.errors import InputError
from menuju.scoring.hierarchy import Element, Hierarchy
from menuju.scoring.normalise import Method
from menuju.scoring.pipeline import Choices
from menuju.scoring.ranks import descending
from tests.scoring.known import ANSWERS, coin, rows, table

METHODS = {
    "asem": {"n_minmax": "minmax:1,100", "n_zscore": "zscore:10,2"},
    "small": {"n_minmax": "minmax:1,100", "n_zscore": "zscore:50,10"},
}


def replayed(name):
    tree, figures = coin("asem" if name == "asem" else "small/sa")
    full = {
        "denominate": True,
        "impute": "mean:EurAsia_group",
        "screen": 0.9,
        "winmax": 5,
    }
    chosen = Choices(
        parse_rules("amean", tree.depth),
        Method.parse("minmax:0,100"),
        **(full if name == "asem" else {}),
    )
    files = ANSWERS / name / "sa"
    design = replay.read_design(files / "design.csv", files / "weight_sets.csv", tree)
    methods = {k: Method.parse(v) for k, v in METHODS[name].items()}
    prepared, scores = replay.replayed(figures, tree, chosen, design, methods)
    return design, prepared.table.units, scores


@pytest.mark.parametrize("name", ["asem", "small"])
def test_every_run_as_known(name):
    _, units, scores = replayed(name)
    runs, columns, expected = table(f"{name}/sa/scores.csv")
    at = [units.index(u) for u in columns]

    np.testing.assert_allclose(scores[:, at], expected[1:], rtol=1e-12)
    assert len(runs) == len(scores) + 1
    known = table(f"{name}/sa/ranks.csv")[2]
    np.testing.assert_array_equal(descending(scores[:, at]), known[1:])


@pytest.mark.parametrize("name", ["asem", "small"])
def test_statistics_are_of_the_two_sample_matrices(name):
    design, units, scores = replayed(name)
    places = descending(scores)[list(replay.sampled(design))]

    for row in rows(f"{name}/sa/rank_stats.csv"):
        mine = places[:, units.index(row["uCode"])]
        known = [float(row[k]) for k in ("Mean", "Median", "Q5", "Q95")]
        ours = [mine.mean(), *np.quantile(mine, [0.5, 0.05, 0.95])]
        assert ours == pytest.approx(known, rel=1e-12)


@pytest.mark.parametrize("name", ["asem", "small"])
def test_indices_from_the_given_outputs(name):
    design, _, _ = replayed(name)
    y = table(f"{name}/sa/sa_output_y.csv")[2][:, 0]
    found = sobol.estimated(y, len(design.factors))
    named = {"winmax": "Winmax", "norm": "Normalisation", "weight_set": "Weights"}
    known = {row["Variable"]: row for row in rows(f"{name}/sa/sobol.csv")}

    for k, factor in enumerate(design.blocks()):
        row = known[named.get(factor, "Aggregation")]
        assert found.first[k] == pytest.approx(float(row["Si"]), rel=1e-9)
        assert found.total[k] == pytest.approx(float(row["STi"]), rel=1e-9)


def test_a_design_that_is_not_saltellis_is_used_whole():
    codes = np.array([[0, 0], [1, 1], [0, 1], [0, 0]])

    assert sobol.radial_blocks(codes) is None
    assert sobol.radial_blocks(np.array([[0, 0], [1, 1], [0, 1], [1, 0]])) == [1, 0]


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ("1,1,-1", "weight_sets.csv, row 2, column x: a weight is -1"),
        (
            "0,0,1",
            "weight_sets.csv, row 2, column a: all members of a group weigh nothing",
        ),
        ("1,b,1", "weight_sets.csv, row 2, column b: 'b' is not a number"),
        ("", "weight_sets.csv: there are no weights"),
    ],
)
def test_weights_that_cannot_be_are_refused(tmp_path, weights, said):
    tree = Hierarchy.build(
        [Element("a", 1, "x"), Element("b", 1, "x"), Element("x", 2, None)]
    )
    file = tmp_path / "weight_sets.csv"
    file.write_text(f"a,b,x\n{weights}\n" if weights else "a,b,x\n")

    with pytest.raises(InputError, match=said):
        replay.read_weights(file, tree)


def test_a_norm_without_a_meaning_is_refused():
    tree, figures = coin("small/sa")
    files = ANSWERS / "small/sa"
    design = replay.read_design(files / "design.csv", files / "weight_sets.csv", tree)
    chosen = Choices(parse_rules("amean", tree.depth), Method.parse("minmax:0,100"))

    with pytest.raises(InputError, match="--replay-norm n_"):
        replay.replayed(figures, tree, chosen, design, {})


def test_a_column_that_never_varies_needs_no_block_of_its_own():
    codes = np.array([[0, 0, 2], [1, 1, 2], [0, 1, 2], [1, 0, 2]])
    factors = ("norm", "agg", "winmax")
    runs = tuple(replay.Run(str(k), "n", "amean", 1, 5) for k in range(4))
    design = replay.Design(runs, np.ones((1, 1)), factors, codes)

    assert design.blocks() == ["agg", "norm"]
    assert list(replay.sampled(design)) == [0, 1]


def test_runs_that_are_all_alike_are_no_analysis():
    codes = np.zeros((4, 2), dtype=int)
    runs = tuple(replay.Run(str(k), "n", "amean", 1, None) for k in range(4))
    design = replay.Design(runs, np.ones((1, 1)), ("norm", "agg"), codes)

    assert list(replay.sampled(design)) in ([0, 1], [0, 1, 2, 3])
