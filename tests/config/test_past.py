"""The past rounds are decided by rules, with doubt, letters and replies; all of it simulated."""

from collections import Counter

import pytest

from menuju.messages.models import Mail
from menuju.results.models import Letter, Release, SelectionRules
from menuju.rounds.models import Participation, Reply, Round

BALIKPAPAN = "64.71"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]


@pytest.fixture
def balikpapan():
    rows = Participation.objects.filter(region=BALIKPAPAN, round__year__lt=2020)
    return {row.round.year: row for row in rows.select_related("round")}


@pytest.mark.parametrize("year", [2017, 2018])
def test_balikpapans_letters_quote_the_published_cause_with_its_source(
    balikpapan, year
):
    letter = balikpapan[year].letters.get()
    opening = " ".join(letter.text["id"]["opening"])

    assert (letter.state, letter.provenance) == ("sent", "simulated")
    assert "komitmen kepala daerah dianggap belum maksimal" in opening
    assert "InfoPublik / MC Kota Balikpapan, 26 Februari 2019" in opening


def test_balikpapans_letter_of_2019_tells_the_partial_credit(balikpapan):
    letter = balikpapan[2019].letters.get()

    assert "30 dari 40 poin" in " ".join(letter.text["id"]["attendance"])


def test_regions_next_to_the_line_have_letters_too():
    per_round = Counter(
        Letter.objects.filter(state="sent", participation__round__year__lt=2020)
        .exclude(participation__region=BALIKPAPAN)
        .values_list("participation__round__year", flat=True)
    )

    assert set(per_round) == {2017, 2018, 2019}
    assert min(per_round.values()) >= 2


def test_the_rules_of_each_past_round_are_published_and_simulated():
    rules = SelectionRules.objects.filter(round__year__lt=2020)
    told = {(each.round.year, each.places, each.provenance) for each in rules}

    assert told == {
        (r.year, r.quota, "simulated") for r in Round.objects.filter(year__lt=2020)
    }
    assert all(
        each.digest and each.published_at < each.round.releases.get().computed_at
        for each in rules
    )


def test_the_doubt_of_each_past_round_was_drawn_by_its_rules():
    for past in Release.objects.filter(round__year__lt=2020):
        assert past.simulation.settings["rules"] == past.decision.rules.digest


def test_of_two_replies_of_2018_one_became_a_precedent():
    replies = Reply.objects.filter(participation__round__year=2018)
    told = {(each.state, each.is_precedent, each.provenance) for each in replies}

    assert told == {("upheld", True, "simulated"), ("dismissed", False, "simulated")}
    assert all(
        each.answered_at.year == each.effect.computed_at.year == 2018
        for each in replies
    )


def test_no_message_of_the_past_waits_to_be_mailed():
    assert not Mail.objects.filter(state=Mail.State.QUEUED).exists()


@pytest.mark.parametrize("year", [2017, 2018])
def test_balikpapans_letters_tell_what_attendance_alone_would_have_done(
    balikpapan, year
):
    changes = " ".join(balikpapan[year].letters.get().text["id"]["changes"])

    assert "Dengan kehadiran saja: " in changes or "Kehadiran lengkap saja" in changes
