"""Why, where severity is corrected: the rubric speaks of what was agreed, the score of the rest."""

import pytest
from django.utils.translation import override

from menuju.instruments.queries import tree_of
from menuju.results.queries.compute import compute
from menuju.results.queries.why import why_of
from menuju.results.queries.why.words import sections
from tests import make
from tests.make.letters import decided

pytestmark = pytest.mark.django_db

OFFICIAL = {"model": "additive", "official": True}
STRICT = 0.1


def corrected(*levels):
    """Levels of lenient assessors, and what a correction of a tenth leaves of them."""
    codes = ("sdm-1", "sdm-2", "paparan")
    adjusted = {
        code: str(max(int(level) - STRICT, 0))
        for code, level in zip(codes, levels, strict=True)
    }
    return make.judged(*levels, adjusted=adjusted)


FOUR = {
    "64.71": corrected("2", "2", "2"),
    "64.72": corrected("3", "2", "2"),
    "64.74": corrected("4", "4", "3"),
    "64.01": corrected("1", "1", "1"),
}


def decision_of(quota=2, selected=("64.74", "64.72")):
    round_ = make.judged_round(quota=quota)
    return decided(FOUR, selected, round_=round_, severity=OFFICIAL)


def balikpapan(decision):
    why = why_of(decision, "64.71")
    assert why
    return why


def again(decision, *levels):
    """Balikpapan's score, had these levels been agreed by the same assessors."""
    held = {**decision.release.freeze.inputs["regions"], "64.71": corrected(*levels)}
    tree = tree_of(decision.release.round.instrument_version)
    return compute({"regions": held, "severity": OFFICIAL}, tree)["64.71"].score


def test_the_rubric_is_that_of_the_agreed_level():
    factor = balikpapan(decision_of()).factors[0]

    assert factor.value == pytest.approx(1.9)
    assert str(factor.here) == "sdm-1 sebagian"
    assert (factor.next_value, str(factor.next)) == (3.0, "sdm-1 berjalan")


def test_the_next_level_adds_what_the_same_correction_leaves_of_it():
    decision = decision_of()
    factor = balikpapan(decision).factors[0]

    gained = again(decision, "3", "2", "2") - again(decision, "2", "2", "2")
    assert factor.gain == pytest.approx(gained)


def test_a_step_leads_from_the_agreed_level_and_its_score_is_the_corrected_one():
    decision = decision_of()
    path = balikpapan(decision).paths.fewest

    assert path is not None
    (step,) = path.steps
    assert step.before == 2
    assert step.after - step.before == step.count == path.count
    levels = [
        str(int(step.after)) if code == step.code else "2"
        for code in ("sdm-1", "sdm-2", "paparan")
    ]
    assert path.score == pytest.approx(again(decision, *levels))
    with override("id"):
        assert "dari 2 ke" in " ".join(sections(balikpapan(decision))["changes"])


def test_without_a_correction_nothing_else_is_told():
    levels = {"64.71": ("2", "2", "2"), "64.72": ("3", "2", "2"), "64.74": "443"}
    plain = {code: make.judged(*each) for code, each in levels.items()}
    round_ = make.judged_round(quota=2)
    factor = balikpapan(decided(plain, ("64.74", "64.72"), round_=round_)).factors[0]

    assert (factor.value, factor.next_value) == (2.0, 3.0)
    assert str(factor.here) == "sdm-1 sebagian"
