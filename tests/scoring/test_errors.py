"""Wrong input is refused with the file, row and column, and how to mend it."""

import pytest

from menuju.scoring.commands import explain, raters, score

META = """\
iCode,Level,Parent,Direction,Weight,Type
a,1,P,1,1,Indicator
b,1,P,1,2,Indicator
c,1,Q,-1,1,Indicator
P,2,X,1,1,Aggregate
Q,2,X,1,1,Aggregate
X,3,NA,1,1,Aggregate
"""
DATA = """\
uCode,kind,a,b,c
u1,k,1,4,2
u2,k,3,2,NA
u3,l,2,9,7
"""


@pytest.fixture
def refused(tmp_path, capsys):
    """Run ``menuju score`` on changed files and give what it says."""

    def run(meta=("", ""), data=("", ""), *options):
        changed_meta, changed_data = META.replace(*meta), DATA.replace(*data)
        assert (changed_meta, changed_data) != (META, DATA) or options
        (tmp_path / "iMeta.csv").write_text(changed_meta)
        (tmp_path / "iData.csv").write_text(changed_data)
        files = ["--meta", f"{tmp_path}/iMeta.csv", "--data", f"{tmp_path}/iData.csv"]
        code = score.main([*files, "--out", f"{tmp_path}/out", *options])
        said = capsys.readouterr().err
        assert code == 2, said
        assert ". Mend: " in said
        return said

    return run


@pytest.mark.parametrize(
    ("meta", "place"),
    [
        pytest.param(
            ("b,1,P,1,2", "b,1,P,1,-2"), "row 3, column Weight", id="negative weight"
        ),
        pytest.param(("b,1,P,1,2", "b,1,P,1,"), "row 3, column Weight", id="no weight"),
        pytest.param(
            ("b,1,P,1,2", "b,1,P,1,two"), "row 3, column Weight", id="text for a weight"
        ),
        pytest.param(("b,1,P", "b,1,N"), "row 3, column Parent", id="unknown parent"),
        pytest.param(("b,1,P", "a,1,P"), "row 3, column iCode", id="duplicate code"),
        pytest.param(("X,3,NA", "X,3,P"), "row 2, column Parent", id="cycle"),
        pytest.param(("b,1,P", "b,1,X"), "row 3, column Level", id="a level skipped"),
        pytest.param(("b,1,P", "b,1,NA"), "row 3, column Parent", id="no parent"),
        pytest.param(("b,1,P", "b,1.5,P"), "row 3, column Level", id="half a level"),
        pytest.param(
            ("c,1,Q,-1", "c,1,Q,2"), "row 4, column Direction", id="direction 2"
        ),
        pytest.param(
            ("P,2,X,1", "P,2,X,-1"), "row 5, column Direction", id="aggregate turned"
        ),
        pytest.param(
            ("c,1,Q", "c,1,P"), "row 6, column iCode", id="childless aggregate"
        ),
        pytest.param(("Weight", "Wait"), "row 1, column Weight", id="a column missing"),
        pytest.param(
            ("X,3,NA,1,1,Aggregate\n", "X,3,NA,1,1,Aggregate\nY,3,NA,1,1,Aggregate\n"),
            "row 8, column Level",
            id="two tops",
        ),
    ],
)
def test_a_wrong_description(refused, meta, place):
    assert f"iMeta.csv, {place}: " in refused(meta=meta)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        pytest.param(
            ("u2,k,3", "u2,k,three"), "row 3, column a", id="text in a number"
        ),
        pytest.param(("u2,k,3", "u2,k,inf"), "row 3, column a", id="infinity"),
        pytest.param(("u3,", "u1,"), "row 4, column uCode", id="a unit twice"),
        pytest.param(("u3,", ","), "row 4, column uCode", id="a unit without a code"),
        pytest.param(
            ("1,4,2\nu2,k,3,2,NA\nu3,l,2,9,7", "1,4,\nu2,k,3,2,NA\nu3,l,2,9,"),
            "row 2, column c",
            id="an indicator without a figure",
        ),
        pytest.param(
            ("u2,k,3,2,NA\nu3,l,2", "u2,k,1,2,NA\nu3,l,1"),
            "row 2, column a",
            id="constant",
        ),
        pytest.param(
            (",a,b,c", ",a,b,d"), "row 1, column c", id="an indicator missing"
        ),
    ],
)
def test_wrong_figures(refused, data, place):
    assert f"iData.csv, {place}: " in refused(data=data)


def test_a_zero_in_a_geometric_mean(refused):
    said = refused(
        ("", ""), ("", ""), "--normalise", "minmax:0,100", "--aggregate", "gmean"
    )

    assert "iData.csv, row 2, column a: a is 0, and gmean is not defined for it" in said
    assert "minmax:1,100" in said


def test_a_negative_in_a_harmonic_mean(refused):
    said = refused(
        ("", ""), ("", ""), "--normalise", "zscore:0,1", "--aggregate", "hmean"
    )

    assert "and hmean is not defined for it" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--normalise", "minimax:1,2"), "there is no normalisation 'minimax'"),
        (("--normalise", "minmax:1"), "takes two bounds"),
        (("--normalise", "minmax:5,1"), "do not rise"),
        (("--normalise", "dist2ref:u9"), "no reference unit 'u9'"),
        (("--aggregate", "mode"), "there is no aggregation 'mode'"),
        (("--aggregate", "amean,gmean,hmean"), "names 3 aggregations for 2 steps up"),
        (("--impute", "guess"), "there is no imputation 'guess'"),
        (("--impute", "mean:colour"), "there is no column 'colour'"),
        (("--draws", "9", "--seed", "-1"), "--seed -1 is below zero"),
        (("--draws", "9", "--dirichlet", "0"), "is not above zero"),
        (("--draws", "9", "--dirichlet", "5", "--noise", "0.1"), "two models"),
        (("--normalise", "goalposts:0,b"), "has a parameter that is not a number"),
        (("--normalise", "minmax:0,inf"), "has a parameter that is not a number"),
        (("--normalise", "zscore:0,nan"), "has a parameter that is not a number"),
        (("--draws", "9", "--dirichlet", "inf"), "is not above zero"),
        (("--draws", "9", "--threads", "0"), "--threads 0 does no work"),
        (("--denominate",), "no indicator has a denominator"),
        (("--treat", "5"), "write --treat winmax=5"),
        (("--screen", "1.5"), "is not a share"),
        (("--top", "2"), "needs draws"),
        (("--draws", "10", "--noise", "2"), "--noise 2 is not a share"),
        (("--draws", "0"), "0 draws cannot be made"),
        (("--replay", "design.csv"), "a replay needs both files"),
    ],
)
def test_a_choice_that_makes_no_sense(refused, options, said):
    assert said in refused(("", ""), ("", ""), *options)


def test_a_denominator_of_zero(capsys, tmp_path):
    (tmp_path / "iMeta.csv").write_text(
        "iCode,Level,Parent,Weight,Denominator\na,1,X,1,size\nX,2,,1,\n"
    )
    (tmp_path / "iData.csv").write_text("uCode,size,a\nu1,2,3\nu2,0,4\n")
    files = ["--meta", f"{tmp_path}/iMeta.csv", "--data", f"{tmp_path}/iData.csv"]

    assert score.main([*files, "--out", f"{tmp_path}/out", "--denominate"]) == 2
    assert (
        "iData.csv, row 3, column size: a denominator is zero"
        in capsys.readouterr().err
    )


def test_a_file_that_is_not_there(capsys, tmp_path):
    options = ["--meta", f"{tmp_path}/no.csv", "--data", "x", "--out", "y"]

    assert score.main(options) == 2
    assert "no.csv: the file cannot be read" in capsys.readouterr().err


def test_unlinked_raters(capsys, tmp_path):
    file = tmp_path / "long.csv"
    file.write_text("region,item,rater,score\na,x,r,1\na,y,r,2\nb,x,s,2\nb,y,s,1\n")

    assert raters.main([str(file), "--out", f"{tmp_path}/out"]) == 2
    said = capsys.readouterr().err
    assert (
        "long.csv, row 2, column rater: the raters fall into 2 unlinked blocks" in said
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,x,r,one\n", "long.csv, row 2, column score: 'one' is not a number"),
        (
            "a,x,r,1\na,x,r,2\n",
            "row 3, column score: r scored x of a twice (first in row 2)",
        ),
        ("a,,r,1\n", "row 2, column item: the item is missing"),
        ("", "there are no scores"),
    ],
)
def test_wrong_ratings(capsys, tmp_path, text, said):
    file = tmp_path / "long.csv"
    file.write_text("region,item,rater,score\n" + text)

    assert raters.main([str(file), "--out", f"{tmp_path}/out"]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (
            ("u2,k,3", "u2,k,2.5"),
            (),
            "iData.csv, row 3, column a: 2.5 is not a whole level",
        ),
        (
            ("u2,k,3", "u2,k,7"),
            (),
            "iData.csv, row 3, column a: 7 is not a whole level",
        ),
        (("", ""), ("--only", "z"), "there is no item 'z'"),
        (("", ""), ("--kind", "named"), "add --only"),
        (("", ""), ("--kind", "effort"), "add --cost"),
        (("", ""), ("--unit", "u9"), "the unit 'u9' is not there"),
        (("", ""), ("--quota", "0"), "a quota of 0"),
        (("", ""), ("--levels", "low"), "write --levels 0:4"),
        (("", ""), ("--levels", "4:0"), "do not rise"),
    ],
)
def test_a_wrong_question(capsys, tmp_path, data, options, said):
    data_text = DATA.replace("9", "4").replace("7", "3").replace(*data)
    (tmp_path / "iMeta.csv").write_text(META.replace("Q,-1", "Q,1"))
    (tmp_path / "iData.csv").write_text(data_text)
    asked = {"--levels": "0:4", "--quota": "1", "--unit": "u1"} | dict(
        zip(options[::2], options[1::2], strict=True)
    )
    files = ["--meta", f"{tmp_path}/iMeta.csv", "--data", f"{tmp_path}/iData.csv"]

    code = explain.main(files + [part for pair in asked.items() for part in pair])

    assert code == 2
    assert said in capsys.readouterr().err
