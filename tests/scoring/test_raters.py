import csv

import numpy as np
import pytest

from menuju.scoring.commands.raters import agreed
from menuju.scoring.errors import InputError
from menuju.scoring.raters import additive, agreement, design, rasch
from menuju.scoring.raters.ratings import rated, read_ratings
from tests.scoring.known import ANSWERS, table

FILES = ANSWERS / "raters"


def known_agreement():
    found = {}
    for name in ("agreement_answers_R.csv", "agreement_answers_python.csv"):
        with (FILES / name).open(newline="") as lines:
            for row in csv.DictReader(lines):
                found[row["dataset"], row["statistic"]] = float(row["value"])
    return found


def raters_by_things(name):
    numbers = table(f"raters/{name}.csv")[2]
    return numbers if name.startswith("kripp") else numbers.T


@pytest.mark.parametrize(
    "name",
    [
        "krippendorff_2011_4x12",
        "shrout_fleiss_1979",
        "region_rater_item3_complete",
        "region_rater_mean_complete",
    ],
)
def test_agreement_as_known(name):
    ours, known = agreed(raters_by_things(name)), known_agreement()

    compared = {k: known[name, k] for k in ours if (name, k) in known}
    assert {k: ours[k] for k in compared} == pytest.approx(compared, abs=1e-9)
    assert len(compared) >= 4


def test_agreement_with_gaps():
    ratings = read_ratings(FILES / "mfrm_incomplete_long.csv")
    item3 = ratings.matrix().reshape(6, -1, 8)[:, :, 2]

    for metric in agreement.METRICS:
        name = f"krippendorff_alpha_{metric}"
        expected = known_agreement()["region_rater_item3_incomplete", name]
        assert agreement.krippendorff(item3, metric) == pytest.approx(
            expected, abs=1e-9
        )


def test_raters_who_agree_on_everything():
    assert agreement.krippendorff(np.array([[1.0, 2, 3], [1, 2, 3]]), "ordinal") == 1
    assert agreement.kendall(np.array([[1.0, 1], [2, 2], [3, 3]])) == 1


@pytest.mark.parametrize("coefficient", [agreement.icc, agreement.kendall])
def test_a_coefficient_that_needs_all_refuses_gaps(coefficient):
    with pytest.raises(InputError, match="all rated the same"):
        coefficient(np.array([[1.0, np.nan], [2, 2]]))


def complete():
    return read_ratings(FILES / "mfrm_complete_long.csv")


def test_additive_severity_as_known():
    found = additive.fit(complete())

    np.testing.assert_allclose(
        -found.severity,
        table("raters/additive_ols_raters_complete.csv")[2][:, 0],
        atol=1e-9,
    )
    np.testing.assert_allclose(
        found.adjusted,
        table("raters/additive_ols_regions_complete.csv")[2][:, 0],
        atol=1e-9,
    )


def test_additive_errors_shrink_with_the_work():
    half = additive.fit(read_ratings(FILES / "mfrm_incomplete_long.csv"))

    assert (half.se > 1.3 * additive.fit(complete()).se).all()
    assert half.severity.sum() == pytest.approx(0)


def test_additive_severity_is_that_of_plain_least_squares():
    ratings = read_ratings(FILES / "mfrm_incomplete_long.csv")
    columns = [
        np.eye(len(names))[at]
        for names, at in (
            (ratings.regions, ratings.region),
            (ratings.items, ratings.item),
            (ratings.raters, ratings.rater),
        )
    ]
    plain = np.linalg.lstsq(np.hstack(columns), ratings.score, rcond=None)[0][-6:]

    np.testing.assert_allclose(
        additive.fit(ratings).severity, plain.mean() - plain, atol=1e-9
    )


@pytest.fixture(scope="module")
def fitted():
    return rasch.fit(complete())


@pytest.mark.parametrize(
    ("name", "tolerance"), [("mml", 1e-4), ("cml", 0.02), ("raschpy", 0.02)]
)
def test_many_facet_rasch_as_known(fitted, name, tolerance):
    for facet, ours in (
        ("raters", fitted.raters),
        ("items", fitted.items),
        ("thresholds", fitted.thresholds),
    ):
        known = table(f"raters/mfrm_{name}_{facet}_complete.csv")[2][:, 0]
        np.testing.assert_allclose(ours, known, atol=tolerance)


def test_rasch_errors_regions_and_likelihood_as_known(fitted):
    regions = table("raters/mfrm_mml_regions_complete.csv")[2]
    errors = table("raters/mfrm_mml_raters_se_complete.csv")[2][:, 0]

    np.testing.assert_allclose(fitted.raters_se, errors, atol=1e-4)
    np.testing.assert_allclose(
        np.c_[fitted.regions, fitted.regions_sd], regions, atol=1e-4
    )
    assert fitted.log_likelihood == pytest.approx(-14330.770007265, rel=1e-6)
    assert fitted.raters.sum() == pytest.approx(0, abs=1e-9)
    assert fitted.infit == pytest.approx(np.ones(6), abs=0.2)


def test_rasch_hardly_hangs_on_the_nodes(fitted):
    even = rasch.fit(complete(), "even")

    np.testing.assert_allclose(even.raters, fitted.raters, atol=1e-3)


def test_rasch_needs_a_run_of_whole_levels():
    ratings = rated(
        ["a", "a", "b"], ["x"] * 3, ["r", "s", "r"], np.array([1.0, 2.5, 3])
    )

    with pytest.raises(InputError, match="not a run of whole levels"):
        rasch.fit(ratings)


@pytest.mark.parametrize("model", [additive.fit, rasch.fit])
def test_unlinked_raters_are_refused(model):
    ratings = rated(
        ["a", "a", "b", "b"],
        ["x", "y"] * 2,
        ["r", "r", "s", "s"],
        np.array([1.0, 2, 2, 1]),
    )

    with pytest.raises(
        InputError, match=r"2 unlinked blocks.*Mend: let at least one rater"
    ):
        model(ratings)


def test_one_shared_region_links_two_raters():
    ratings = rated(["a", "a", "b"], ["x"] * 3, ["r", "s", "s"], np.array([1.0, 2, 2]))

    assert ratings.blocks() == [["r", "s"]]
    assert additive.fit(ratings).severity == pytest.approx([0.5, -0.5])


@pytest.mark.parametrize(("per_region", "anchors"), [(1, 1), (2, 0), (3, 2)])
def test_a_designed_assignment_is_connected_and_even(per_region, anchors):
    plan = design.assign(30, 5, per_region, anchors, seed=1)
    pairs = [
        (region, r) for region, row in enumerate(plan.raters) for r in row if r >= 0
    ]

    region, rater = zip(*((f"g{a}", f"r{b}") for a, b in pairs), strict=True)
    ratings = rated(region, ["x"] * len(pairs), rater, np.zeros(len(pairs)))

    assert len(ratings.blocks()) == 1
    assert plan.loads.max() - plan.loads.min() <= 1
    assert len(plan.anchors) == anchors


def test_a_plan_too_small_to_connect_is_refused():
    with pytest.raises(InputError, match="do not connect 4 raters"):
        design.assign(2, 4, 2, 0, seed=1)
    assert design.assign(2, 4, 2, 1, seed=1).fewest_shared == 1


def test_single_raters_without_an_anchor_cannot_be_compared():
    with pytest.raises(InputError, match="do not connect"):
        design.assign(30, 5, 1, 0, seed=1)


def panels_in_two_halves():
    """Raters 0-2 may judge regions 0-9 only, raters 3-5 the rest; anchors aside."""
    barred = np.zeros((20, 6), dtype=bool)
    barred[:9, 3:] = barred[11:, :3] = True
    return barred


def test_barred_raters_are_never_asked():
    barred = panels_in_two_halves()

    plan = design.assign(20, 6, 2, 1, seed=1, barred=barred)

    pairs = [(g, r) for g, row in enumerate(plan.raters) for r in row if r >= 0]
    assert not any(barred[pair] for pair in pairs)
    assert {
        len(set(row[row >= 0])) for row in np.delete(plan.raters, plan.anchors, 0)
    } == {2}


def test_nobody_is_asked_beyond_their_capacity():
    plan = design.assign(30, 5, 2, 0, seed=1, capacity=[3, 9, 20, 20, 20])

    assert (plan.loads <= [3, 9, 20, 20, 20]).all()
    assert plan.loads.sum() == 60


def test_the_last_room_is_found_by_exchange():
    # Each rater may judge one region, and region 2 only by the rater others take first.
    barred = ~np.array([[1, 1, 0], [0, 1, 1], [1, 0, 0]], dtype=bool)

    with pytest.raises(InputError, match="do not connect"):
        design.assign(3, 3, 1, 0, seed=1, barred=barred, capacity=[1, 1, 1])


def test_a_region_nobody_can_judge_is_refused():
    with pytest.raises(InputError, match="can have 1 of its 2 raters"):
        design.assign(10, 3, 2, 0, seed=1, capacity=[10, 5, 4])


def test_as_many_anchors_as_connect_the_raters():
    apart = panels_in_two_halves()
    apart[9, 3:] = apart[10, :3] = True
    bridge = panels_in_two_halves()

    assert design.anchors_needed(30, 5, 1) == 1
    assert design.anchors_needed(30, 5, 2) == 0
    assert design.anchors_needed(20, 6, 2, bridge) <= 1
    with pytest.raises(InputError, match="do not connect"):
        design.anchors_needed(20, 6, 2, apart)


def test_blocks_are_told_from_panels_edited_by_hand():
    assert design.blocks([["a", "b"], ["c", "d"], []]) == [["a", "b"], ["c", "d"]]
    assert len(design.blocks([["a", "b"], ["c", "d"], ["d", "a"]])) == 1
