from decimal import Decimal

import pytest

from menuju.instruments.queries import tree_of
from menuju.results import queries
from menuju.results.models import RegionResult
from menuju.results.queries.pages import adding_up, earlier_results, page_of
from tests import make

pytestmark = pytest.mark.django_db


def figures(**regions):
    inputs = {"regions": regions}
    return queries.compute(inputs, tree_of(make.judged_round().instrument_version))


def test_the_score_is_the_weighted_mean_worked_out_by_hand():
    # sdm (3 + 2) / 2 = 2.5; attendance 20 + 5 + 5 of 40 = 3 of 4;
    # komitmen 0.4 x 3 + 0.6 x 2 = 2.4; total 0.6 x 2.5 + 0.4 x 2.4 = 2.46
    found = figures(balikpapan=make.judged())["balikpapan"]

    assert found.score == 2.46
    assert {code: node["value"] for code, node in found.nodes.items()} == {
        "akar": 2.46,
        "sdm": 2.5,
        "sdm-1": 3.0,
        "sdm-2": 2.0,
        "komitmen": 2.4,
        "kehadiran": 3.0,
        "paparan": 2.0,
    }


def test_each_node_carries_its_share_of_the_whole():
    found = figures(balikpapan=make.judged())["balikpapan"]

    assert {code: node["weight"] for code, node in found.nodes.items()} == {
        "akar": 1.0,
        "sdm": 0.6,
        "sdm-1": 0.3,
        "sdm-2": 0.3,
        "komitmen": 0.4,
        "kehadiran": 0.16000000000000003,
        "paparan": 0.24,
    }


def test_an_unknown_level_leaves_the_score_unknown_and_without_a_place():
    found = figures(a=make.judged(), b=make.judged(paparan=None))

    assert (found["b"].score, found["b"].position, found["b"].tied) == (
        None,
        None,
        False,
    )
    assert (found["a"].score, found["a"].position) == (2.46, 1)


def test_without_a_confirmed_attendance_the_commitment_is_unknown():
    found = figures(a=make.judged(attendance=[]))["a"]

    assert found.nodes["kehadiran"]["value"] is None
    assert found.score is None


def test_equal_scores_share_a_place_and_the_next_one_is_skipped():
    found = figures(
        a=make.judged(), b=make.judged(), c=make.judged("1"), d=make.judged("4")
    )

    assert {code: (each.position, each.tied) for code, each in found.items()} == {
        "a": (2, True),
        "b": (2, True),
        "c": (4, False),
        "d": (1, False),
    }


def test_parts_are_shown_so_that_they_add_up():
    thirds = adding_up([1 / 3, 1 / 3, 1 / 3], Decimal("1.000"))

    assert thirds == [Decimal("0.334"), Decimal("0.333"), Decimal("0.333")]


def test_the_bars_of_a_result_add_up_to_its_score():
    release = make.released({"64.71": make.judged("3", "1", "3", attendance=None)})
    page = page_of(release.results.get())

    assert sum(row.part for row in page.elements) == page.total
    assert page.adjustment is None
    assert [row.node.code for row in page.heaviest] == ["sdm", "komitmen"]


def test_a_release_is_verified_by_computing_it_again():
    release = make.released()

    assert queries.verify(release).holds


def test_a_changed_figure_is_found_out():
    release = make.released()
    RegionResult.objects.update(score=3.5)

    found = queries.verify(release)
    assert (found.recomputed, found.figures_hold, found.holds) == (True, False, False)


def test_changed_inputs_are_found_out():
    release = make.released()
    release.freeze.inputs["regions"]["64.71"]["levels"]["paparan"] = "4"

    found = queries.verify(release)
    assert (found.inputs_hold, found.recomputed) == (False, False)


def test_earlier_attempts_are_the_published_ones_only():
    make.published(round_=make.judged_round(2017))
    make.released(round_=make.judged_round(2018))
    lines = earlier_results(make.released().results.get())

    assert [row.result.participation.round.year for row in lines] == [2017]
