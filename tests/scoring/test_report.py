"""The method report echoes every choice, and long work shows how far it is."""

import json

import pytest

from menuju.scoring.commands import output, raters, score

META = "iCode,Level,Parent,Weight,Direction\na,1,X,1,\nb,1,X,1,-1\nX,2,,1,\n"
DATA = "uCode,a,b\nu1,1,4\nu2,3,2\nu3,2,9\n"


@pytest.fixture
def reported(tmp_path):
    """Run ``menuju score`` and give its method report."""
    for name, text in (("iMeta", META), ("iData", DATA), ("sets", "a,b,X\n1,2,1\n")):
        (tmp_path / f"{name}.csv").write_text(text)

    def run(*options):
        files = ["--meta", f"{tmp_path}/iMeta.csv", "--data", f"{tmp_path}/iData.csv"]
        out = ["--out", f"{tmp_path}/out"]
        given = [o.replace("DIR", str(tmp_path)) for o in options]
        assert score.main([*files, *out, *given]) == 0
        return json.loads((tmp_path / "out" / "method.json").read_text())

    return run


def test_a_direction_that_was_left_open_is_told(reported):
    assert reported()["left_to_default"]["direction"] == {"taken as 1": ["a"]}


def test_indicators_that_tell_nobody_apart_are_told(reported):
    warnings = reported("--normalise", "goalposts:0,10")["warnings"]

    assert [w[:28] for w in warnings] == ["b: all units are equal after"]


def test_every_file_and_option_is_echoed(reported):
    drawn = reported("--draws", "8", "--experts", "DIR/sets.csv", "--leave-one-out")

    assert set(drawn["files"]) == {"iMeta.csv", "iData.csv", "sets.csv"}
    assert drawn["also_asked"]["leave_one_out"] is True
    assert drawn["also_asked"]["draws"] == 8


def test_a_long_fit_shows_a_bar(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(output, "PATIENCE", -1.0)
    rows = [
        f"r{r},i{i},a{a},{(r * 3 + i * 2 + a + r * i * a) % 4}\n"
        for r in range(9)
        for i in range(3)
        for a in range(3)
    ]
    (tmp_path / "long.csv").write_text("region,item,rater,score\n" + "".join(rows))

    assert raters.main([f"{tmp_path}/long.csv", "--out", f"{tmp_path}/out"]) == 0
    assert "Rasch model [" in capsys.readouterr().err
