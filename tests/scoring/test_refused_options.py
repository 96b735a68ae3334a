"""What could be meant in two ways, or would be passed over, is refused from the start."""

import pytest

from menuju.scoring.commands import explain, raters, score

META = """\
iCode,Level,Parent,Direction,Weight
a,1,P,1,1
b,1,P,1,2
c,1,Q,-1,1
P,2,X,1,1
Q,2,X,1,1
X,3,NA,1,1
"""
DATA = "uCode,kind,a,b,c\nu1,k,1,4,2\nu2,k,3,2,4\nu3, k ,2,9,\nu4,l,7,3,1\n"
LEVELS = "uCode,kind,a,b,c\nu1,k,1,4,2\nu2,k,3,2,4\nu3,l,2,0,3\n"
DESIGN = "run,norm,weight_set,agg\n1,n,1,a_amean\n2,n,2,a_gmean\n"
SETS = "a,b,c,P,Q,X\n1,1,1,1,1,1\n2,1,1,1,1,1\n"


@pytest.fixture
def folder(tmp_path):
    """The files of a small index."""
    files = {
        "iMeta.csv": META,
        "iData.csv": DATA,
        "levels.csv": LEVELS,
        "design.csv": DESIGN,
        "sets.csv": SETS,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def scored(folder, capsys):
    """Run ``menuju score`` with options: its exit code and what it says."""

    def run(*options):
        files = ["--meta", f"{folder}/iMeta.csv", "--data", f"{folder}/iData.csv"]
        given = [o.replace("DIR", str(folder)) for o in options]
        code = score.main([*files, "--out", f"{folder}/out", *given])
        return code, capsys.readouterr().err

    return run


REPLAY = ("--replay", "DIR/design.csv", "--weight-sets", "DIR/sets.csv")
EXPLAINED = (*REPLAY, "--replay-norm", "n=minmax:1,100")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--normalise", "dist2ref:²"), "no reference unit '²'"),
        (("--normalise", "minmax:1,,100"), "'minmax' takes two bounds"),
        (("--normalise", "minmax:1_0,100"), "a parameter that is not a number"),
        (("--normalise", "minmax:0,1e300"), "a parameter that is not a number"),
        (("--normalise", "goalposts:0,5,-1"), "top score of goalposts:0,5,-1"),
        (("--normalise", "dist2targ:-9"), "column a: the target is missing or not"),
        (("--normalise", "dist2targ:5,Cap"), "dist2targ:5,Cap is not understood"),
        (("--normalise", "dist2targ:5,6"), "dist2targ:5,6 is not understood"),
        (("--aggregate", "genmean:500"), "take a power nearer to 0"),
        (("--treat", "winmax=²"), "write --treat winmax=5"),
        (("--treat", f"winmax={'9' * 5000}"), "write --treat winmax=5"),
        (("--impute", ""), "there is no imputation ''"),
        (("--impute", "mean:"), "there is no imputation 'mean:'"),
        (("--impute", "latest:"), "there is no imputation 'latest:'"),
        (("--draws", "9999999999999"), "9999999999999 draws cannot be made"),
        (("--draws", "8", "--top", "5"), "there is no top 5 of 4 units"),
        ((*EXPLAINED, "--top", "5"), "there is no top 5 of 4 units"),
        ((*EXPLAINED, "--replay-norm", "n=zscore:9,2"), "explains n twice"),
        (("--replay-norm", "n=minmax:1,100"), "a replay needs both files"),
        (("--noise", "0"), "--noise says how to draw, and nothing is drawn"),
        (("--experts", "DIR/sets.csv"), "add --draws, or leave out --experts"),
        (("--cross-normalise", "rank"), "leave out --cross-normalise"),
        ((*EXPLAINED, "--dirichlet", "9"), "add --draws, or leave out --dirichlet"),
        (("--screen-raw", "2"), "--screen-raw 2 is not a share"),
    ],
)
def test_an_option_that_would_mislead(scored, options, said):
    code, told = scored(*options[:2], *options[2:])

    assert (code, said in told) == (2, True), told
    assert ". Mend: " in told


@pytest.mark.parametrize(
    "options",
    [("--normalise", "rank", "--normalise", "borda"), ("--norm", "rank")],
)
def test_an_option_given_twice_or_shortened_is_refused(scored, capsys, options):
    with pytest.raises(SystemExit, match="2"):
        scored(*options)
    assert "menuju score: error: " in capsys.readouterr().err


def test_a_folder_without_a_name(folder, capsys):
    files = ["--meta", f"{folder}/iMeta.csv", "--data", f"{folder}/iData.csv"]

    assert score.main([*files, "--out", ""]) == 2
    assert "the folder for the results has no name" in capsys.readouterr().err


def test_a_result_that_cannot_be_replaced(folder, scored):
    (folder / "out" / "scores.csv").mkdir(parents=True)

    code, told = scored()

    assert code == 2
    assert "scores.csv: results cannot be written there" in told


def test_a_unit_without_a_group_cannot_be_imputed_by_group(folder, scored):
    (folder / "iData.csv").write_text(DATA.replace("u4,l", "u4,"))

    code, told = scored("--impute", "mean:kind")

    assert code == 2
    assert "iData.csv, row 5, column kind: the unit 'u4' has no group" in told


def test_blanks_around_the_name_of_a_group_do_not_make_another(folder, scored):
    assert scored("--impute", "mean:kind", "--normalise", "none") == (0, "")
    assert "u3,2,9,-3\n" in (folder / "out" / "normalised.csv").read_text()


def test_a_place_unknown_in_some_run_has_no_chance_of_the_first_places(folder, scored):
    (folder / "sets.csv").write_text(SETS.replace("2,1,1,1,1,1", "2,1,1,0,1,1"))

    assert scored(*EXPLAINED, "--top", "1") == (0, "")
    stats = (folder / "out" / "rank_stats.csv").read_text()

    assert "u3,1,NA,NA,NA,NA,NA\n" in stats


@pytest.fixture
def asked(folder, capsys):
    """Run ``menuju explain`` with options and give what it says; it must refuse."""

    def run(*options):
        files = ["--meta", f"{folder}/iMeta.csv", "--data", f"{folder}/levels.csv"]
        given = dict(zip(options[::2], options[1::2], strict=True))
        usual = {"--levels": "0:4", "--quota": "1", "--unit": "u3"}
        pairs = [part for pair in (usual | given).items() for part in pair]
        assert explain.main([*files, *pairs]) == 2
        return capsys.readouterr().err

    return run


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--levels", f"0:{'9' * 400}"), "write --levels 0:4"),
        (("--levels", "0:99999999"), "levels beyond 1000000 are no levels"),
        (("--levels", "0:٤"), "write --levels 0:4"),
        (("--quota", "4"), "a quota of 4 of 3 units selects everybody"),
        (("--only", ""), "there is no item ''"),
        (("--only", "a,a"), "or it is named twice"),
    ],
)
def test_a_question_that_could_be_read_in_two_ways(asked, options, said):
    assert said in asked(*options)


def test_a_file_of_gates_without_gates(folder, asked):
    (folder / "gates.csv").write_text("element,minimum,cap\n")

    assert "gates.csv: there are no gates" in asked("--gates", f"{folder}/gates.csv")


def test_a_unit_without_a_group_has_no_quota(folder, asked):
    (folder / "levels.csv").write_text(LEVELS.replace("u2,k", "u2,NA"))

    assert "row 3, column kind: the unit 'u2' has no group" in asked("--group", "kind")


@pytest.mark.parametrize(
    ("score_of", "said"),
    [
        # Each rater has an item of his own: is he strict, or is it hard?
        (lambda r, i, a: None if i != a else (r * a + r) % 4, "cannot be told from"),
        # Odd regions were asked other items than even ones.
        (lambda r, i, a: None if r % 2 != i % 2 else (r + a) % 4, "cannot be told"),
    ],
)
def test_items_and_raters_that_cannot_be_told_apart(tmp_path, capsys, score_of, said):
    rows = [
        f"r{r},i{i},a{a},{score_of(r, i, a)}\n"
        for r in range(8)
        for i in range(4)
        for a in range(4)
        if score_of(r, i, a) is not None
    ]
    (tmp_path / "long.csv").write_text("region,item,rater,score\n" + "".join(rows))

    assert raters.main([f"{tmp_path}/long.csv", "--out", f"{tmp_path}/out"]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "score_of",
    [
        lambda r, i, a: 0 if a == 0 else (r * a + i + r // 3) % 4,
        lambda r, i, a: ((r + i + a) % 3) * 10**12,
        lambda r, i, a: (r + i * a) % 4 + 0.5,
    ],
    ids=["one rater gives only zeros", "levels far apart", "half levels"],
)
def test_no_rasch_model_where_there_is_none(tmp_path, capsys, score_of):
    rows = [
        f"r{r},i{i},a{a},{score_of(r, i, a)}\n"
        for r in range(12)
        for i in range(4)
        for a in range(3)
    ]
    (tmp_path / "long.csv").write_text("region,item,rater,score\n" + "".join(rows))

    assert raters.main([f"{tmp_path}/long.csv", "--out", f"{tmp_path}/out"]) == 0
    assert "no Rasch model: " in capsys.readouterr().err
    assert not (tmp_path / "out" / "raters.csv").exists()
    assert (tmp_path / "out" / "raters_additive.csv").exists()
