from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from menuju.audit.models import Entry
from menuju.rounds.actions import phases, rounds
from menuju.rounds.models import Participation, PhaseChange, PhaseWindow, Round
from menuju.rounds.queries.rounds import needs_of
from tests import make

pytestmark = pytest.mark.django_db

Phase = Round.Phase


def open_needs(round_):
    return [need.text for need in needs_of(round_) if not need.holds]


def due(round_, phase=Phase.MODERATION, **changes):
    now = timezone.now()
    fields = {"opens_at": now, "closes_at": now + timedelta(days=1)} | changes
    return PhaseWindow.objects.create(
        round=round_, phase=phase, opens_itself=True, **fields
    )


def ready_for_moderation():
    part = make.judged_region(assessors_per_region=2)
    make.judged_by(part, (2, 2), (2, 2))
    make.confirmed(make.slot(part))
    return part.round


def test_a_person_moves_a_round_and_it_is_on_record():
    round_, by = ready_for_moderation(), make.manager()

    moved = phases.advance(round_, by=by, reason="Semua terkirim.")

    change = PhaseChange.objects.get()
    assert moved.phase == Phase.MODERATION
    assert (change.phase_before, change.phase_after) == ("assessment", "moderation")
    assert (change.by, change.reason) == (by, "Semua terkirim.")
    assert Entry.objects.filter(verb="went to", by=by).count() == 1


def test_a_round_does_not_pass_what_is_missing():
    part = make.judged_region()
    make.panel(part, 2)

    with pytest.raises(ValidationError) as refusal:
        phases.advance(part.round, by=make.manager(), reason="Cepat.")

    assert refusal.value.messages == [
        "1 daerah belum punya cukup asesor",
        "2 penugasan asesor belum dikirim",
        "Kehadiran 1 daerah belum disahkan",
    ]
    assert Round.objects.get().phase == Phase.ASSESSMENT


def test_assessment_waits_for_every_region_and_every_panel():
    round_ = make.open_round(assessors_per_region=2)
    make.participation(of=round_)
    make.participation(of=round_, region=make.region("64.72"), status="invited")

    assert open_needs(round_) == [
        "1 undangan belum dijawab",
        "1 daerah belum mengirim penilaian mandiri",
        "1 daerah belum punya cukup asesor",
    ]


def test_a_region_that_was_marked_no_longer_holds_the_round_back():
    round_ = make.open_round()
    part = make.participation(of=round_)

    rounds.mark_absent(part, reason="Tidak mengirim.", by=make.manager())

    part.refresh_from_db()
    assert part.status == Participation.Status.WITHDRAWN
    assert open_needs(round_) == []


def test_a_region_is_not_marked_without_a_reason():
    part = make.participation()

    with pytest.raises(ValidationError, match="alasan"):
        rounds.mark_absent(part, reason=" ", by=make.manager())


def test_the_decision_waits_for_an_approved_freeze():
    round_ = make.judged_region(Phase.MODERATION).round

    assert "Nilai dibekukan dan disetujui orang kedua" in open_needs(round_)


def test_a_published_round_has_no_next_phase():
    round_ = make.open_round(phase=Phase.PUBLISHED)

    with pytest.raises(ValidationError, match="sudah terbit"):
        phases.advance(round_, by=None)


def test_a_dated_rule_opens_a_phase_when_its_moment_has_come():
    round_ = ready_for_moderation()
    window = due(round_)

    assert phases.run_due(window.opens_at - timedelta(seconds=1)) == []
    assert phases.run_due(window.opens_at) == [(round_, [])]

    change = PhaseChange.objects.get()
    assert (change.phase_after, change.by) == ("moderation", None)
    assert phases.run_due(window.opens_at) == []


def test_a_dated_rule_does_not_pass_what_is_missing_and_says_so():
    part = make.judged_region()
    due(part.round)

    ((round_, open_),) = phases.run_due(timezone.now())

    assert open_ == [
        "1 daerah belum punya cukup asesor",
        "Kehadiran 1 daerah belum disahkan",
    ]
    assert Round.objects.get(pk=round_.pk).phase == Phase.ASSESSMENT


def test_the_command_opens_what_is_due():
    round_ = ready_for_moderation()
    due(round_)
    out = StringIO()

    call_command("phases", stdout=out)

    assert Round.objects.get().phase == Phase.MODERATION
    assert round_.code in out.getvalue()


def test_a_round_without_assignments_does_not_count_as_scored():
    part = make.judged_region(assessors_per_region=2)

    said = {need.text for need in needs_of(part.round)}
    assert "1 daerah belum punya cukup asesor" in said
    assert "Semua asesor sudah mengirim nilai" not in said
