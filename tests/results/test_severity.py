"""Raw and adjusted scores: both are computed and kept; one of them is the official one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from menuju.accounts.models import Capability
from menuju.instruments.queries import tree_of
from menuju.results import actions
from menuju.results.models import RegionResult
from menuju.results.queries.compute import compute, sha256_of
from menuju.results.queries.releases import head_of, verify
from menuju.rounds.models import Freeze
from tests import make

pytestmark = pytest.mark.django_db

ALL = [
    {"office": office, "status": "present", "capacity": "definitive", "rank": ""}
    for office in ("head", "agency_head:diskominfo", "agency_head:bappeda")
]
STRICT = {"sdm-1": "2.5", "sdm-2": "2.5", "paparan": "2.5"}


def judged(level, adjusted=None):
    more = {} if adjusted is None else {"adjusted": adjusted}
    return make.judged(level, level, level, attendance=ALL, **more)


def frozen(*, official, severity=True):
    """Balikpapan judged strictly (2, without that 2.5), Samarinda leniently (3, 2)."""
    lenient = dict.fromkeys(STRICT, "2")
    freeze = make.frozen(
        {"64.71": judged("2", STRICT), "64.72": judged("3", lenient)}
        if severity
        else {"64.71": judged("2"), "64.72": judged("3")}
    )
    if severity:
        freeze.inputs["severity"] = {"model": "additive", "official": official}
        freeze.digest = sha256_of(freeze.inputs)
        freeze.save()
    return freeze


def figures(freeze):
    return compute(freeze.inputs, tree_of(freeze.round.instrument_version))


def test_both_scores_are_computed_and_the_raw_one_is_official_unless_declared():
    made = figures(frozen(official=False))

    # sdm 0.6 x 2 + komitmen 0.4 x (0.4 x 4 + 0.6 x 2) = 2.32; with 2.5 it is 2.74.
    assert made["64.71"].raw == pytest.approx(2.32)
    assert made["64.71"].adjusted == pytest.approx(2.74)
    assert made["64.71"].score == made["64.71"].raw
    assert (made["64.72"].position, made["64.71"].position) == (1, 2)


def test_where_it_was_declared_the_adjusted_score_is_official_and_decides_the_place():
    made = figures(frozen(official=True))

    assert made["64.71"].score == made["64.71"].adjusted == pytest.approx(2.74)
    assert made["64.71"].raw == pytest.approx(2.32)
    assert (made["64.71"].position, made["64.72"].position) == (1, 2)


def test_a_node_of_an_adjusted_score_also_tells_its_raw_value():
    made = figures(frozen(official=True))["64.71"].nodes["sdm-1"]

    assert (made["value"], made["raw"]) == (2.5, 2.0)


def test_a_node_of_a_raw_score_tells_one_value():
    assert "raw" not in figures(frozen(official=False))["64.71"].nodes["sdm-1"]


def test_without_adjusted_levels_there_is_one_score():
    made = figures(frozen(official=False, severity=False))["64.71"]

    assert (made.raw, made.adjusted) == (made.score, None)


@pytest.mark.parametrize("official", [False, True])
def test_a_release_keeps_both_and_verifies(official):
    release = actions.release(frozen(official=official), None)

    row = release.results.get(participation__region="64.71")
    assert row.raw_score == pytest.approx(2.32)
    assert row.adjusted_score == pytest.approx(2.74)
    assert row.score == (row.adjusted_score if official else row.raw_score)
    assert verify(release).holds


@pytest.mark.parametrize("field", ["raw_score", "adjusted_score"])
def test_a_changed_raw_or_adjusted_score_is_found(field):
    release = actions.release(frozen(official=False), None)
    RegionResult.objects.filter(participation__region="64.71").update(**{field: 3.9})

    assert not verify(release).figures_hold


def test_a_release_from_before_verifies_to_the_same_digest():
    freeze = frozen(official=False, severity=False)
    release = actions.release(freeze, None)
    rows = figures(freeze)
    before = sha256_of(
        {
            **head_of(freeze),
            "regions": {
                code: [made.score, made.position, made.tied, made.nodes]
                for code, made in rows.items()
            },
        }
    )
    RegionResult.objects.update(raw_score=None, adjusted_score=None)

    assert release.digest == before
    assert verify(release).holds
    assert Freeze.objects.get().digest == sha256_of(freeze.inputs)


# Pages


def opened(client, name, release, *more):
    client.force_login(make.official("Sari", Capability.MANAGE_ROUNDS))
    place = reverse(f"results:{name}", args=[release.round.code, *more])
    return client.get(place).content.decode()


def declared(release):
    release.round.severity = "additive"
    release.round.severity_declared_at = timezone.now()
    release.round.save()


@pytest.mark.parametrize(
    ("official", "said"),
    [(True, "Nilai sesudah koreksi yang resmi"), (False, "Nilai sebelum koreksi yang")],
)
def test_the_release_page_shows_both_scores_and_which_is_official(
    client, official, said
):
    release = actions.release(frozen(official=official), None)
    if official:
        declared(release)

    page = opened(client, "release", release)

    assert said in page
    assert "2,320" in page
    assert "2,740" in page
    assert "+0,420" in page


@pytest.mark.parametrize("official", [False, True])
def test_the_page_of_a_region_shows_both_scores(client, official):
    release = actions.release(frozen(official=official), None)
    if official:
        declared(release)

    page = opened(client, "result", release, "64.71")

    assert "2,320 (resmi)" in page or official
    assert "2,740 (resmi)" in page or not official
    assert "2,320" in page
    assert "2,740" in page


def test_an_item_tells_its_level_before_the_correction(client):
    release = actions.release(frozen(official=True), None)

    page = opened(client, "lineage", release, "64.71", "sdm-1")

    assert "Sebelum koreksi keketatan asesor 2,000, sesudahnya 2,500" in page


def test_a_release_with_one_score_says_why(client):
    release = actions.release(frozen(official=False, severity=False), None)

    assert "hanya punya satu nilai" in opened(client, "release", release)
