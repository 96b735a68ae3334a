import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clusters import two_workers

ANSWERS = Path(__file__).parents[1] / "scoring" / "answers" / "small"
COMMAND = [
    sys.executable,
    "-c",
    "import sys; from menuju.config.cli import main; sys.exit(main(sys.argv[1:]))",
]
ROOT = Path(__file__).parents[2]


def run(*arguments, **env):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MENUJU")}
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        env={**kept, "PYTHONPATH": str(ROOT / "src"), **env},
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_names_every_subcommand():
    listed = run("--help").stdout

    for name in ("demo", "serve", "instrument", "score", "raters", "explain"):
        assert f"  {name} " in listed


def test_an_unknown_subcommand_is_refused_in_words():
    answer = run("scrore")

    assert answer.returncode == 2
    assert "scrore" in answer.stderr


@pytest.mark.parametrize("name", ["score", "raters", "explain"])
def test_arithmetic_starts_without_django(name):
    check = f"import sys; from menuju.config import cli; import menuju.scoring.commands.{name}; sys.exit('django' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", check],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=False,
    )

    assert answer.returncode == 0


def test_draws_on_a_cluster_give_the_very_same_files(tmp_path):
    given = ["score", "--meta", ANSWERS / "iMeta.csv", "--data", ANSWERS / "iData.csv"]
    draws = ["--draws", "256", "--seed", "7", "--noise", "0.25"]
    assert run(*given, *draws, "--out", tmp_path / "here").returncode == 0
    with two_workers() as cluster:
        sent = run(
            *given,
            *draws,
            "--out",
            tmp_path / "there",
            MENUJU_CLUSTER=cluster.scheduler_address,
        )

    assert sent.returncode == 0, sent.stderr
    for name in ("scores.csv", "ranks.csv", "rank_stats.csv"):
        assert (tmp_path / "here" / name).read_bytes() == (
            tmp_path / "there" / name
        ).read_bytes()
    assert json.loads((tmp_path / "there" / "method.json").read_text())


def test_an_instrument_is_checked_without_any_setting(tmp_path):
    file = ROOT / "src/menuju/instruments/data/readiness.yaml"

    answer = run("instrument", "check", file, MENUJU_VAR=str(tmp_path))

    assert answer.returncode == 0, answer.stderr
    assert "readiness.yaml" in answer.stdout


def test_serving_without_settings_is_refused_with_the_mend(tmp_path):
    answer = run("serve", MENUJU_VAR=str(tmp_path))

    assert answer.returncode == 2
    assert "SECRET_KEY" in answer.stderr
