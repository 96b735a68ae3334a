import csv
import json
import subprocess
import sys

import numpy as np
import pytest

from menuju.scoring.commands import raters, score
from menuju.scoring.commands.output import Progress, cell
from tests.scoring.known import ANSWERS, rows, table

ASEM = [
    "--denominate",
    *("--impute", "mean:EurAsia_group", "--screen", "0.9", "--treat", "winmax=5"),
]


def files(folder):
    return [
        "--meta",
        f"{ANSWERS}/{folder}/iMeta.csv",
        "--data",
        f"{ANSWERS}/{folder}/iData.csv",
    ]


def read(path):
    with path.open(newline="") as lines:
        return list(csv.DictReader(lines))


def assert_same(path, name, rtol=1e-12):
    """A file of ours has the columns and numbers of a known one."""
    units, columns, expected = table(name)
    ours = {row["unit"]: row for row in read(path)}
    values = np.array(
        [
            [np.nan if ours[u][c] == "NA" else float(ours[u][c]) for c in columns]
            for u in units
        ]
    )
    np.testing.assert_allclose(values, expected, rtol=rtol, atol=1e-12)


def test_a_whole_index_from_the_command_line(tmp_path):
    options = [
        "--normalise",
        "minmax:1,100",
        "--aggregate",
        "gmean",
        "--out",
        str(tmp_path),
    ]

    assert score.main([*files("asem"), *ASEM, *options]) == 0

    assert_same(tmp_path / "normalised.csv", "asem/norm_minmax_1_100.csv")
    assert_same(tmp_path / "scores.csv", "asem/agg_minmax1_100_gmean.csv")
    assert_same(tmp_path / "ranks.csv", "asem/rank_minmax1_100_gmean.csv")


def test_gaps_and_thresholds_from_the_command_line(tmp_path):
    options = [
        "--normalise",
        "minmax:1,100",
        "--availability",
        "0.75",
        "--out",
        str(tmp_path),
    ]

    assert score.main([*files("small"), *options]) == 0

    assert_same(tmp_path / "scores.csv", "small/agg_minmax1_100_amean_thresh075.csv")
    assert_same(tmp_path / "ranks.csv", "small/rank_minmax1_100_amean_thresh075.csv")
    assert json.loads((tmp_path / "method.json").read_text())["unscored"] == [
        "R003",
        "R007",
        "R011",
    ]


def test_the_report_echoes_every_choice_and_default(tmp_path):
    assert (
        score.main(
            [
                *files("small"),
                "--aggregate",
                "amean,gmean,genmean:0.5",
                "--normalise",
                "minmax:1,100",
                "--out",
                str(tmp_path),
            ]
        )
        == 0
    )

    report = json.loads((tmp_path / "method.json").read_text())

    assert report["choices"]["aggregate"] == ["amean", "gmean", "genmean:0.5"]
    assert report["choices"]["treat"] is None
    assert report["left_to_default"] == {"availability": 0.0, "weights": "given"}
    assert report["gaps"] == {"read": 4, "filled": 0, "left": 4}
    assert report["ties"]["groups"] == [["R005", "R006"]]


def test_draws_from_the_command_line(tmp_path):
    options = ["--draws", "600", "--seed", "3", "--noise", "0.25", "--top", "4"]
    crossed = ["--cross-normalise", "zscore:50,10", "--cross-aggregate", "gmean"]
    normal = ["--normalise", "minmax:1,100", "--aggregate", "amean"]
    runs = {"one": [], "two": ["--threads", "2", "--chunk", "10"]}

    for name, more in runs.items():
        out = ["--out", str(tmp_path / name)]
        assert (
            score.main([*files("small/sa"), *normal, *crossed, *options, *more, *out])
            == 0
        )

    header, *stats = (tmp_path / "one/rank_stats.csv").read_text().splitlines()
    assert header == "unit,nominal,mean,median,q5,q95,p_top_4"
    assert len(stats) == 12
    found = json.loads((tmp_path / "one/method.json").read_text())["draws"]
    assert (found["asked"], found["made"], len(found["methods_crossed"])) == (
        600,
        1024,
        4,
    )
    indices = read(tmp_path / "one/sobol_units.csv")
    assert {row["output"] for row in indices} == {"score", "rank", "top_4"}
    assert len(indices) == 12 * 3 * 3
    histogram = read(tmp_path / "one/rank_histogram.csv")
    assert all(sum(int(row[str(k)]) for k in range(1, 13)) == 1024 for row in histogram)
    total = sum(float(row["p_top_4"]) for row in read(tmp_path / "one/rank_stats.csv"))
    assert total == pytest.approx(4)
    for name in ("rank_stats.csv", "simulation_error.csv"):
        assert (tmp_path / "one" / name).read_text() == (
            tmp_path / "two" / name
        ).read_text()


def test_expert_weights_from_the_command_line(tmp_path):
    sets = ["--experts", f"{ANSWERS}/small/sa/weight_sets.csv", "--out", str(tmp_path)]

    assert score.main([*files("small/sa"), "--draws", "64", *sets]) == 0

    found = json.loads((tmp_path / "method.json").read_text())["draws"]
    assert found["weights"] == "one of the sets of weight_sets.csv"


def test_uniform_draws_are_as_many_as_asked(tmp_path):
    options = [
        "--draws",
        "100",
        "--points",
        "random",
        "--dirichlet",
        "20",
        "--out",
        str(tmp_path),
    ]

    assert score.main([*files("small/sa"), *options]) == 0

    found = json.loads((tmp_path / "method.json").read_text())
    assert found["draws"]["made"] == 100
    assert found["left_to_default"]["seed"] == 0


@pytest.mark.parametrize(
    ("data", "folder", "norms", "steps"),
    [
        ("asem", "asem/sa", ("minmax:1,100", "zscore:10,2"), ASEM),
        ("small/sa", "small/sa", ("minmax:1,100", "zscore:50,10"), []),
    ],
)
def test_a_replay_from_the_command_line(tmp_path, data, folder, norms, steps):
    replay = ["--replay", f"{ANSWERS}/{folder}/design.csv"]
    replay += ["--weight-sets", f"{ANSWERS}/{folder}/weight_sets.csv"]
    replay += [
        "--replay-norm",
        f"n_minmax={norms[0]}",
        "--replay-norm",
        f"n_zscore={norms[1]}",
    ]

    assert (
        score.main(
            [*files(data), *steps, *replay, "--out", str(tmp_path), "--top", "3"]
        )
        == 0
    )

    for ours, known in (("run_scores", "scores"), ("run_ranks", "ranks")):
        _, units, expected = table(f"{folder}/{known}.csv")
        found = read(tmp_path / f"{ours}.csv")
        values = [[float(row[u]) for u in units] for row in found]
        np.testing.assert_allclose(values, expected[1:], rtol=1e-12)
    stats = {row["unit"]: row for row in read(tmp_path / "rank_stats.csv")}
    for row in rows(f"{folder}/rank_stats.csv"):
        for name in ("Nominal", "Mean", "Median", "Q5", "Q95"):
            ours = float(stats[row["uCode"]][name.lower()])
            if name != "Nominal" or folder == "asem/sa":
                assert ours == pytest.approx(float(row[name]), rel=1e-12)


def test_a_panel_from_the_command_line(tmp_path):
    options = [
        "--meta",
        f"{ANSWERS}/asem/iMeta.csv",
        "--data",
        f"{ANSWERS}/asem/panel_iData.csv",
    ]
    steps = ["--screen", "0.9", "--treat", "winmax=5", "--normalise", "minmax:0,100"]

    assert score.main([*options, *steps, "--out", str(tmp_path)]) == 0

    ours = {
        (r["time"], r["unit"]): float(r["Index"]) for r in read(tmp_path / "scores.csv")
    }
    for row in rows("asem/panel_aggregated_globalnorm.csv"):
        assert ours[row["Time"], row["uCode"]] == pytest.approx(
            float(row["Index"]), rel=1e-12
        )
    firsts = [r for r in read(tmp_path / "ranks.csv") if r["Index"] == "1"]
    assert len({r["time"] for r in firsts}) == 5


def test_raters_from_the_command_line(tmp_path):
    file = f"{ANSWERS}/raters/mfrm_complete_long.csv"

    assert raters.main([file, "--out", str(tmp_path)]) == 0

    for row, known in zip(
        read(tmp_path / "raters.csv"),
        rows("raters/mfrm_mml_raters_complete.csv"),
        strict=True,
    ):
        assert list(row) == ["rater", "severity", "se"]
        assert float(row["severity"]) == pytest.approx(
            float(known["severity"]), abs=1e-4
        )
    names = {path.name for path in tmp_path.iterdir()}
    assert names >= {
        "agreement.csv",
        "raters_additive.csv",
        "regions.csv",
        "items.csv",
        "method.json",
    }
    assert list(read(tmp_path / "raters_additive.csv")[0]) == ["rater", "severity"]


def test_scores_that_are_not_levels_still_have_agreement(tmp_path, capsys):
    file = tmp_path / "long.csv"
    with (ANSWERS / "raters/shrout_fleiss_1979.csv").open() as lines:
        header, *body = csv.reader(lines)
    long = [
        f"{row[0]},x,{rater},{float(value) + 0.5 * (rater == 'J1')}"
        for row in body
        for rater, value in zip(header[1:], row[1:], strict=True)
    ]
    file.write_text("\n".join(["region,item,rater,score", *long]))

    assert raters.main([str(file), "--out", str(tmp_path / "out")]) == 0

    found = {
        r["statistic"]: float(r["value"]) for r in read(tmp_path / "out/agreement.csv")
    }
    assert found["ICC3"] == pytest.approx(0.714840714841, abs=1e-9)
    assert found["kendall_W_tie_corrected"] == pytest.approx(0.887037037037, abs=1e-9)
    assert "no Rasch model" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["score", "raters", "explain"])
def test_help_has_an_example_and_starts_without_django(command):
    code = (
        f"import sys; from menuju.scoring.commands.{command} import main\n"
        "try: main(['--help'])\n"
        "finally: assert not [m for m in sys.modules if m.startswith('django')]"
    )

    done = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": "src"},
    )

    assert f"example:\n  menuju {command}" in done.stdout


def test_a_bar_is_drawn_only_when_work_takes_a_while(capsys):
    quick, slow = Progress("draws"), Progress("draws", started=-100)
    quick(0.5)
    assert capsys.readouterr().err == ""
    slow(0.5)
    slow.close()
    assert "50%" in capsys.readouterr().err


def test_cells_are_written_in_full():
    assert [cell(v) for v in (1.0, 0.1 + 0.2, float("nan"), "x", 3)] == [
        "1",
        "0.30000000000000004",
        "NA",
        "x",
        "3",
    ]
