"""Severity on a small panel whose answer is computed by hand, and who reads it.

Ani and Budi judge Balikpapan, Budi and Citra Samarinda. Ani gives 1 where Budi gives 2;
Budi and Citra both give 2. So Ani is stricter than Budi by 1 and Citra like Budi, and with
a sum of zero: Ani +2/3, Budi and Citra -1/3.
"""

import csv
import io
import json
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from menuju.accounts.models import Capability
from menuju.instruments.queries import tree_of
from menuju.rounds.actions import moderation, severity
from menuju.rounds.models import Assignment, Round, SeverityReport
from menuju.rounds.queries.freeze import inputs_of
from menuju.rounds.queries.rounds import needs_of
from menuju.rounds.queries.severity import adjusted_levels, sent_scores, severities
from menuju.rounds.queries.severity_page import Leaning, page_of
from tests import make

pytestmark = pytest.mark.django_db

SHEETS = {
    "64.71": {"Ani": (1, 1), "Budi": (2, 2)},
    "64.72": {"Budi": (2, 2), "Citra": (2, 2)},
}
APART = {"64.71": SHEETS["64.71"], "64.72": {"Citra": (2, 2), "Dewi": (1, 2)}}


def judged(sheets=None, **changes):
    """A round in moderation in which these people judged these regions."""
    fields = {"phase": Round.Phase.ASSESSMENT, "assessors_per_region": 2} | changes
    round_, people = make.open_round(**fields), {}
    for code, panel in (sheets or SHEETS).items():
        part = make.judged_region(of=round_, code=code)
        for letter, (name, levels) in zip("ABC", panel.items(), strict=False):
            user = people.setdefault(name, make.assessor(name))
            Assignment.objects.create(
                participation=part,
                assessor=user.person,
                letter=letter,
                assigned_at=timezone.now(),
            )
            make.sent(user, part, *levels)
    Round.objects.filter(pk=round_.pk).update(phase=Round.Phase.MODERATION)
    round_.refresh_from_db()
    return round_


def tree(round_):
    return tree_of(round_.instrument_version)


def by_name(round_, found):
    names = dict(
        Assignment.objects.filter(participation__round=round_).values_list(
            "assessor", "assessor__name"
        )
    )
    return {names[key]: value for key, value in found.items()}


def test_severity_is_what_a_hand_finds():
    round_ = judged()

    found = by_name(round_, severities(sent_scores(round_), tree(round_)))

    assert found == {
        "Ani": Decimal("0.666667"),
        "Budi": Decimal("-0.333333"),
        "Citra": Decimal("-0.333333"),
    }


def test_levels_agreed_by_rule_lose_the_severity_of_their_panel():
    round_ = judged()
    moderation.agree_by_rule(round_, by=make.manager())

    regions = inputs_of(round_)["regions"]

    # Balikpapan: mean of 1 + 2/3 and 2 - 1/3; Samarinda: 2 - 1/3.
    assert regions["64.71"]["levels"]["sdm-1"] == "1.5"
    assert regions["64.71"]["adjusted"]["sdm-1"] == "1.6667"
    assert regions["64.72"]["levels"]["sdm-1"] == "2"
    assert regions["64.72"]["adjusted"]["sdm-1"] == "1.6667"


def test_a_level_that_a_person_decided_is_not_corrected():
    sheets = {**SHEETS, "64.71": {"Ani": (0, 1), "Budi": (2, 2)}}
    round_ = judged(sheets)
    part = round_.participations.get(region="64.71")
    moderation.decide(
        part, "sdm-1", level=Decimal(2), reason=make.REASON, by=make.manager()
    )

    assert adjusted_levels(round_, tree(round_))[part.pk]["sdm-1"] == "2"


def test_a_corrected_level_stays_on_its_scale():
    round_ = judged({**SHEETS, "64.72": {"Budi": (0, 0), "Citra": (0, 0)}})
    moderation.agree_by_rule(round_, by=make.manager())

    assert inputs_of(round_)["regions"]["64.72"]["adjusted"]["sdm-1"] == "0"


@pytest.mark.parametrize("declared", [False, True])
def test_the_inputs_say_whether_the_correction_is_official(declared):
    at = timezone.now() if declared else None
    kind = "additive" if declared else "none"
    round_ = judged(severity=kind, severity_declared_at=at)

    said = inputs_of(round_)["severity"]

    assert said == {"model": "additive", "official": declared}


def test_where_severity_cannot_be_told_there_is_nothing_to_adjust():
    plain = judged(APART)
    declared = judged(APART, severity="additive", severity_declared_at=timezone.now())

    assert "severity" not in inputs_of(plain)
    assert "adjusted" not in inputs_of(plain)["regions"]["64.71"]
    assert inputs_of(declared)["severity"]["official"] is False


def test_a_declared_round_does_not_leave_scoring_while_assessors_are_apart():
    at = timezone.now()
    apart = judged(APART, severity="additive", severity_declared_at=at)
    linked = judged(severity="additive", severity_declared_at=at)
    undeclared = judged(APART)

    def said(round_):
        round_.phase = Round.Phase.ASSESSMENT
        return [(n.text, n.holds) for n in needs_of(round_) if "keketatan" in n.text]

    assert said(apart) == [
        (
            "Koreksi keketatan: asesor terbagi dalam 2 kelompok tanpa daerah bersama",
            False,
        )
    ]
    assert [holds for _text, holds in said(linked)] == [True]
    assert said(undeclared) == []


# Declared before scoring


def test_the_correction_is_declared_and_taken_back_while_nobody_sent():
    part = make.judged_region()

    made = severity.declare(part.round, "additive", by=make.manager())
    assert (made.severity, made.severity_declared_at is None) == ("additive", False)
    back = severity.declare(part.round, "none", by=make.manager())

    assert (back.severity, back.severity_declared_at) == ("none", None)


def test_after_the_first_score_the_rule_stands_and_the_way_out_is_said(client):
    round_ = judged()
    client.force_login(make.manager())
    place = reverse("rounds:declare_severity", args=[round_.code])

    with pytest.raises(PermissionDenied, match="tahap berikutnya"):
        severity.declare(round_, "additive", by=make.manager())
    refused = client.post(place, {"severity": "additive"})

    assert refused.status_code == 422
    assert "tidak dapat diubah lagi" in refused.content.decode()
    round_.refresh_from_db()
    assert round_.severity == "none"


def test_who_does_not_manage_rounds_declares_nothing(client):
    part = make.judged_region()
    client.force_login(make.secretariat())

    place = reverse("rounds:declare_severity", args=[part.round.code])

    assert client.post(place, {"severity": "additive"}).status_code == 403


# The report


def test_the_report_holds_severity_agreement_and_rubric_health():
    sheets = {**SHEETS, "64.71": {"Ani": (1, None), "Budi": (2, 2)}}
    round_ = judged(sheets)

    made = severity.report(round_, by=make.manager())

    items = {one["code"]: one for one in made.figures["items"]}
    assert len(made.figures["blocks"]) == 1
    # sdm-1: pairs (1, 2) and (2, 2); one of two is a level apart, none at the top.
    assert items["sdm-1"]["confusion"] == 0.5
    assert items["sdm-1"]["between"] == ["1", "2"]
    assert items["sdm-1"]["spread"] == 0.5
    assert items["sdm-1"]["ceiling"] == 0
    assert items["sdm-2"]["insufficient"] == 0.25
    assert json.loads(json.dumps(made.figures, allow_nan=False)) == made.figures


def test_alpha_of_an_item_is_krippendorffs():
    # Values 1 2 | 2 2: observed disagreement 2/4 of the pairs against 6/12 expected.
    round_ = judged()

    made = severity.report(round_, by=make.manager())

    assert made.figures["items"][0]["alpha"] == pytest.approx(0.0)


def test_the_same_scores_are_reported_once():
    round_ = judged()

    first = severity.report(round_, by=make.manager())

    assert severity.report(round_, by=make.manager()) == first
    assert SeverityReport.objects.count() == 1


def test_one_assessor_alone_makes_no_report():
    part = make.judged_region()
    make.sent(make.panel(part, 1)["A"], part, 1, 2)

    with pytest.raises(ValidationError, match="sedikitnya dua asesor"):
        severity.report(part.round, by=make.manager())


def test_assessors_apart_are_compared_within_their_block_only():
    round_ = judged(APART)

    page = page_of(severity.report(round_, by=make.manager()), round_)

    named = {one.person.name: (one.block, one.severity) for one in page.assessors}
    assert not page.is_linked
    assert named["Ani"] == (1, pytest.approx(0.5))
    assert named["Dewi"] == (2, pytest.approx(0.25))


def test_the_strictest_is_named_first_and_in_words():
    round_ = judged()

    page = page_of(severity.report(round_, by=make.manager()), round_)

    assert page.assessors[0].person.name == "Ani"
    assert page.assessors[0].leaning in {Leaning.STRICTER, Leaning.LEVEL}


# Who reads it


def open_page(client, round_, user):
    client.force_login(user)
    return client.get(reverse("rounds:severity", args=[round_.code]))


def test_only_those_who_manage_or_moderate_read_severity_by_name(client):
    round_ = judged()
    severity.report(round_, by=make.manager())
    moderator = make.somebody(Capability.MODERATE, Capability.VIEW_ROUNDS)
    region = make.coordinator(make.region("64.71"))
    assessor = Assignment.objects.get(letter="A", assessor__name="Ani").assessor.account

    assert "Ani" in open_page(client, round_, moderator).content.decode()
    for user in (make.secretariat(), region, assessor):
        assert open_page(client, round_, user).status_code == 403


def test_a_moderator_who_still_judges_waits_for_the_report(client):
    round_ = judged()
    part = make.judged_region(of=round_, code="35.71")
    judge = make.assessor_of(part)
    make.seat(judge.person, Capability.MODERATE, Capability.VIEW_ROUNDS)

    assert open_page(client, round_, judge).status_code == 403


def test_the_page_says_that_assessors_are_apart(client):
    round_ = judged(APART)
    client.force_login(make.manager())
    place = reverse("rounds:severity", args=[round_.code])

    assert client.post(place).status_code == 302
    said = client.get(place).content.decode()

    assert "2 kelompok yang tidak punya daerah bersama" in said


def download(round_, about, ending="csv"):
    return reverse("rounds:severity_download", args=[round_.code, about, ending])


def rows_in(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_report_downloads_with_what_each_row_rests_on(client):
    round_ = judged()
    severity.report(round_, by=make.manager())
    client.force_login(make.manager())

    people = rows_in(client.get(download(round_, "asesor")))
    items = rows_in(client.get(download(round_, "butir")))

    strictest = next(one for one in people if one["Asesor"] == "Ani")
    assert round(float(strictest["Keketatan"]), 6) == round(2 / 3, 6)
    assert {one["Daerah dalam laporan"] for one in people} == {"2"}
    assert {one["Tahun"] for one in people + items} == {"2019"}
    assert [one["Kode butir"] for one in items] == ["sdm-1", "sdm-2"]


def test_without_a_report_there_is_nothing_to_download(client):
    round_ = judged()
    client.force_login(make.manager())

    assert client.get(download(round_, "asesor", "xlsx")).status_code == 404
    severity.report(round_, by=make.manager())
    assert client.get(download(round_, "asesor", "xlsx")).status_code == 200


def test_who_does_not_read_severity_does_not_download_it(client):
    round_ = judged()
    severity.report(round_, by=make.manager())
    client.force_login(make.secretariat())

    assert client.get(download(round_, "asesor")).status_code == 403


def test_a_large_round_is_reported_by_a_job(client, monkeypatch):
    monkeypatch.setattr("menuju.rounds.views.severity.AT_ONCE", 0)
    round_ = judged()
    client.force_login(make.manager())

    answer = client.post(reverse("rounds:severity", args=[round_.code]))

    assert "/pekerjaan/" in answer.headers["Location"]
    assert SeverityReport.objects.count() == 1


@pytest.mark.parametrize("count", [1, 2])
def test_the_report_stays_within_the_query_budget(
    client, count, django_assert_max_num_queries
):
    round_ = judged(dict(list(SHEETS.items())[:count]))
    severity.report(round_, by=make.manager())
    client.force_login(make.manager())

    with django_assert_max_num_queries(15):
        client.get(reverse("rounds:severity", args=[round_.code]))
