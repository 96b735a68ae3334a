"""Why a region was or was not selected: known answers, worked out by trying everything."""

from itertools import combinations, product

import pytest
from django.utils.translation import override

from menuju.instruments.queries import tree_of
from menuju.results.models import SelectionRules, Simulation
from menuju.results.queries import board
from menuju.results.queries.compute import compute
from menuju.results.queries.why import Why, facts, why_of, whys_of
from menuju.results.queries.why.words import in_both, sections, verdict
from tests import make
from tests.make.letters import FOUR, decided

pytestmark = pytest.mark.django_db


CLOSE = {**FOUR, "64.72": make.judged("2.2", "2", "2")}
"""Samarinda at 2.22, so near above Balikpapan's 2.16 that one office would do."""
OFFICES = ("agency_head:diskominfo", "agency_head:bappeda")


def two_places(regions=None, selected=("64.74", "64.72"), **fields):
    return decided(regions, selected, round_=make.judged_round(quota=2), **fields)


def balikpapan(decision) -> Why:
    why = why_of(decision, "64.71")
    assert why
    return why


def came(*in_person):
    """Balikpapan's delegation, with some heads of agencies in person."""
    return [
        {**each, "status": "present"} if each["office"] in in_person else each
        for each in make.BALIKPAPAN_2019
    ]


def tried(decision, steps: int, *, offices_only=False) -> list[float]:
    """The scores of every change of so many steps, by computing the round anew."""
    inputs = decision.release.freeze.inputs["regions"]
    tree = tree_of(decision.release.round.instrument_version)
    levels = [0] if offices_only else range(3)
    found = []
    for rises in product(levels, repeat=3):
        for size in range(3):
            if sum(rises) + size != steps:
                continue
            for offices in combinations(OFFICES, size):
                held = make.judged(*(str(2 + up) for up in rises), came(*offices))
                again = compute({"regions": {**inputs, "64.71": held}}, tree)
                found.append(again["64.71"].score)
    return found


def test_the_fewest_steps_are_those_that_trying_everything_finds():
    decision = two_places()
    path = balikpapan(decision).paths.fewest

    assert path
    assert all(score <= 2.46 + 1e-9 for score in tried(decision, path.count - 1))
    assert any(abs(score - path.score) < 1e-9 for score in tried(decision, path.count))
    assert path.score > 2.46


def test_to_equal_the_line_is_not_enough():
    # sdm-1 from 2 to 3 gives 2.16 + 0.3 = 2.46, which is the line itself
    path = balikpapan(two_places()).paths.fewest

    assert path
    assert path.count == 2


def test_attendance_alone_names_the_fewest_offices_that_would_do():
    path = balikpapan(two_places(CLOSE)).paths.attendance

    assert path
    assert path.count == 1
    assert [str(each) for each in path.steps[0].offices] == ["Kepala Diskominfo"]
    assert path.score == pytest.approx(2.24)


def test_attendance_alone_says_when_it_would_not_do():
    why = balikpapan(two_places())

    assert why.paths.attendance is None
    assert why.attendance
    assert why.attendance.complete == pytest.approx(2.32)
    with override("id"):
        assert "Kehadiran lengkap saja belum cukup." in sections(why)["changes"]


def test_the_least_effort_is_never_dearer_than_the_fewest_steps():
    paths = balikpapan(two_places()).paths

    assert paths.least
    assert paths.fewest
    assert paths.least.effort <= paths.fewest.effort


def test_a_region_whose_score_is_unknown_is_promised_nothing():
    regions = {**FOUR, "64.71": make.judged(paparan=None)}
    why = balikpapan(two_places(regions))

    assert why.standing.score is None
    assert why.paths.fewest is None
    assert "changes" not in sections(why)
    assert "tidak dihitung sebagai nol" in sections(why)["score"][0]


def test_no_change_within_the_rubric_is_an_answer():
    full = [{**each, "status": "present"} for each in make.BALIKPAPAN_2019]
    best = make.judged("4", "4", "4", full)
    why = balikpapan(two_places({**FOUR, "64.72": best, "64.74": best}))

    assert why.paths.fewest is None
    with override("id"):
        assert "tidak ada perubahan" in sections(why)["changes"][0]


def test_the_three_decisive_leaves_are_those_that_took_most():
    # sdm-1 and sdm-2 lack 2 levels at 0.3 each, paparan 2 at 0.24, attendance 1 at 0.16
    why = balikpapan(two_places())

    assert [each.code for each in why.factors] == ["sdm-1", "sdm-2", "paparan"]
    assert [each.lost for each in why.factors] == pytest.approx([0.6, 0.6, 0.48])


def test_a_factor_says_the_rubric_here_and_one_level_higher():
    factor = balikpapan(two_places()).factors[0]

    assert (factor.value, factor.next_value) == (2.0, 3.0)
    assert str(factor.here) == "sdm-1 sebagian"
    assert str(factor.next) == "sdm-1 berjalan"


def test_the_parts_of_the_elements_add_up_to_the_score():
    why = balikpapan(two_places())

    assert sum(each.part or 0 for each in why.elements) == pytest.approx(
        why.standing.score
    )


def test_a_selected_region_reads_its_strengths_and_no_change():
    why = why_of(two_places(), "64.74")

    assert why
    assert why.kind == "selected"
    assert why.paths.fewest is None
    said = sections(why)
    assert "changes" not in said
    assert "sdm-1" in said["factors"][0]


def test_a_region_at_the_border_is_told_of_the_tie():
    tie = {**FOUR, "64.71": make.judged("3", "2", "2")}
    why = balikpapan(two_places(tie))

    assert why.standing.at_border
    assert why.is_thin
    with override("id"):
        assert "sama dengan nilai lain" in sections(why)["score"][0]


def test_who_departs_from_the_order_reads_the_reason_and_no_change():
    why = why_of(decided(selected=("64.71",)), "64.74")

    assert why
    assert why.standing.within
    assert why.paths.fewest is None
    assert any("Pemerataan wilayah" in each for each in sections(why)["score"])


def test_without_a_simulation_the_doubt_is_unknown_and_the_case_counts_as_close():
    why = balikpapan(two_places())

    assert why.doubt is None
    assert why.is_thin
    with override("id"):
        assert "belum dihitung" in sections(why)["score"][-1]


def test_the_letter_and_the_board_call_the_same_chances_sure():
    assert (facts.SURELY_OUT, facts.SURELY_IN) == (board.NEVER, board.SURE)


@pytest.mark.parametrize(
    ("chance", "is_thin"), [(0.09, False), (0.1, True), (0.89, True), (0.9, False)]
)
def test_the_chance_says_whether_it_was_close(chance, is_thin):
    decision = two_places()
    held = {"low": 1.9, "high": 2.4, "first": 2, "last": 4, "chance": chance}
    Simulation.objects.create(
        release=decision.release,
        settings={},
        regions={"64.71": {**held, "error": 0.01}},
        engine="test",
        computed_at=make.NOON,
    )
    why = balikpapan(decision)

    assert why.is_thin is is_thin
    assert why.doubt
    assert why.doubt.first is None, "places are not published in this round"
    with override("en"):
        assert "between 1.90 and 2.40" in sections(why)["score"][-1]


def test_a_minimum_of_a_group_moves_what_has_to_be_beaten():
    decision = two_places()
    decision.rules = SelectionRules.objects.create(
        round=decision.release.round,
        number=9,
        places=2,
        minima=[{"group": "kind", "key": "kabupaten", "places": 1}],
        made_at=make.NOON,
    )
    # One place is kept for a kabupaten (Paser), so one is left for three cities.
    why = why_of(decision, "64.71")

    assert why
    assert why.standing.needed == pytest.approx(3.6)


def test_the_line_is_that_of_the_order_not_the_score_of_whom_a_minimum_lifted():
    decision = two_places()
    decision.rules = SelectionRules.objects.create(
        round=decision.release.round,
        number=9,
        places=2,
        minima=[{"group": "kind", "key": "kabupaten", "places": 1}],
        made_at=make.NOON,
    )

    assert balikpapan(decision).standing.line == pytest.approx(3.6)


def test_a_gate_that_is_not_passed_is_the_reason_and_no_change_is_computed():
    decision = two_places()
    decision.rules = SelectionRules.objects.create(
        round=decision.release.round,
        number=9,
        places=2,
        gates=[
            {
                "rule": "kind == 'kabupaten'",
                "reason": {"id": "Hanya kabupaten.", "en": "Kabupaten only."},
            }
        ],
        made_at=make.NOON,
    )
    why = why_of(decision, "64.71")

    assert why
    assert [str(each) for each in why.standing.barred] == ["Hanya kabupaten."]
    assert why.paths.fewest is None


def test_the_same_data_come_back_from_json():
    why = balikpapan(two_places())

    assert Why.model_validate_json(why.model_dump_json()) == why


def test_both_languages_say_the_same_figures():
    text = in_both(balikpapan(two_places()))

    assert list(text["id"]) == list(text["en"])
    assert "2,160" in text["id"]["score"][0]
    assert "2.160" in text["en"]["score"][0]
    assert "never" not in " ".join(text["en"]["changes"])
    assert "not a promise" in text["en"]["changes"][0]


def test_the_verdict_is_one_sentence():
    with override("en"):
        assert verdict(balikpapan(two_places())) == (
            "In Assessment 2019, Kota Balikpapan was not selected."
        )


def test_one_region_costs_as_many_queries_as_all(django_assert_num_queries):
    decision = two_places()

    with django_assert_num_queries(3):
        list(whys_of(decision, ["64.71"]))
    with django_assert_num_queries(3):
        list(whys_of(decision))
