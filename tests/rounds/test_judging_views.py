import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from menuju.rounds.actions import moderation
from menuju.rounds.models import (
    AttendanceObjection,
    EligibilityFigure,
    Freeze,
    Moderation,
    Participation,
    PhaseChange,
    Round,
)
from tests import make
from tests.rounds.pages import at, of_round

pytestmark = pytest.mark.django_db


def test_a_manager_moves_a_round_with_a_reason(client):
    round_ = make.open_round()
    rounds = of_round("advance", round_)
    client.force_login(make.manager())

    seen = {"leaving": round_.phase}
    assert client.post(rounds, {"reason": "", **seen}).status_code == 422
    assert not PhaseChange.objects.exists()
    sent = {"reason": "Semua siap.", **seen}
    assert client.post(rounds, sent).status_code == 302
    assert PhaseChange.objects.get().reason == "Semua siap."
    # Pressed twice, the second press does not skip a phase.
    assert client.post(rounds, sent).status_code == 409
    assert PhaseChange.objects.count() == 1


def test_what_blocks_a_phase_is_listed_on_the_page_that_refuses(client):
    part = make.judged_region()
    client.force_login(make.manager())

    sent = {"reason": "Cepat.", "leaving": part.round.phase}
    answer = client.post(of_round("advance", part.round), sent)

    assert answer.status_code == 422
    assert "Kehadiran 1 daerah belum disahkan" in answer.content.decode()


def test_regions_are_invited_by_code_province_and_file(client):
    round_ = make.open_round()
    make.region(), make.region("64.72"), make.region("35.71")
    client.force_login(make.manager())
    file = SimpleUploadedFile("a.csv", b"kode\n35.71\n")

    client.post(
        of_round("invite", round_), {"codes": "64.71", "provinces": "64", "file": file}
    )

    assert set(Participation.objects.values_list("region", flat=True)) == {
        "64.71",
        "64.72",
        "35.71",
    }


def test_an_unknown_code_invites_nobody(client):
    round_ = make.open_round()
    make.region()
    client.force_login(make.manager())

    answer = client.post(of_round("invite", round_), {"codes": "64.71, 99.99"})

    assert answer.status_code == 422
    assert "99.99" in answer.content.decode()
    assert not Participation.objects.exists()


def test_a_round_is_opened_on_the_page(client):
    client.force_login(make.manager())
    sent = {
        "code": "2020",
        "title_id": "Tahap IV",
        "title_en": "Phase IV",
        "year": "2020",
        "phase_number": "4",
        "instrument_version": make.readiness().pk,
        "quota": "25",
        "assessors_per_region": "2",
        "tolerance": "1",
        "agreement": "mean",
        "ties": "share",
        "objection_hours": "24",
        "time_zone": "Asia/Jakarta",
        "opens-self_assessment": "2020-01-01T08:00",
        "closes-self_assessment": "2020-01-31T17:00",
    }

    assert client.get(reverse("rounds:create")).status_code == 200
    wrong = client.post(reverse("rounds:create"), sent | {"assessors_per_region": "1"})
    assert wrong.status_code == 422
    assert client.post(reverse("rounds:create"), sent).status_code == 302
    assert Round.objects.get().windows.get().phase == "self_assessment"


def test_whether_single_scores_become_public_is_a_rule_of_the_round(client):
    round_ = make.open_round(phase=Round.Phase.PREPARATION, phase_number=3)
    round_.windows.all().delete()
    client.force_login(make.manager())
    page = of_round("edit", round_)

    form = client.get(page).context["form"]
    assert form["publish_scores"].value() is True
    sent = {one.name: one.value() for one in form.rules if one.value()}
    del sent["publish_scores"]
    assert client.post(page, sent).status_code == 302

    assert not Round.objects.get().publish_scores


def test_a_table_is_tried_first_and_kept_only_when_asked(client):
    round_ = make.open_round()
    make.region()
    client.force_login(make.manager())
    table = b"kode,kunci,nilai,satuan,tahun\n64.71,kkd,2,indeks,2019\n"
    place = of_round("eligibility", round_)

    client.post(place, {"file": SimpleUploadedFile("a.csv", table)})
    assert not EligibilityFigure.objects.exists()
    client.post(place, {"file": SimpleUploadedFile("a.csv", table), "action": "apply"})
    assert EligibilityFigure.objects.count() == 1


def test_the_committee_reports_and_confirms_on_the_page(client):
    turn = make.delegation_of_2019(make.slot())
    client.force_login(make.committee())
    place = at("attendance", turn.participation)

    wrong = client.post(place, {"action": "report", "report-office": "head"})
    assert wrong.status_code == 422
    assert client.post(place, {"action": "confirm"}).status_code == 302

    turn.refresh_from_db()
    assert turn.confirmed_at is not None


def test_a_region_objects_on_the_page_but_does_not_confirm(client):
    turn = make.delegation_of_2019(make.slot())
    client.force_login(make.coordinator(turn.participation.region))
    place = at("attendance", turn.participation)
    assert client.post(place, {"action": "confirm"}).status_code == 403

    make.confirmed(turn)
    said = {"objection-office": "head", "objection-text": "Wali kota hadir."}
    assert client.post(place, {"action": "object"} | said).status_code == 302
    assert AttendanceObjection.objects.get().text == "Wali kota hadir."


def test_a_moderator_decides_with_all_reasons_in_view(client):
    part = make.judged_region(assessors_per_region=2)
    make.judged_by(part, (0, 2), (2, 2))
    part = make.in_phase(part, Round.Phase.MODERATION)
    client.force_login(make.manager())
    place = at("moderate", part, "sdm-1")

    assert make.REASON in client.get(place).content.decode()
    assert client.post(place, {"level": "1", "reason": "Pendek"}).status_code == 422
    sent = client.post(place, {"level": "1", "reason": make.REASON})

    assert sent.status_code == 302
    assert Moderation.objects.get().level == 1


def test_two_persons_freeze_on_the_page(client):
    part = make.judged_region(assessors_per_region=2)
    make.judged_by(part, (2, 2), (2, 2))
    make.confirmed(make.slot(part))
    part = make.uncontested(make.in_phase(part, Round.Phase.MODERATION))
    moderation.agree_by_rule(part.round, by=make.manager())
    place = of_round("freeze", part.round)
    client.force_login(make.manager("Sari"))
    client.post(place, {"action": "propose"})
    waiting = Freeze.objects.get()

    same = client.post(place, {"action": "approve", "freeze": waiting.pk})
    assert same.status_code == 403
    client.force_login(make.manager("Budi"))
    client.post(place, {"action": "approve", "freeze": waiting.pk})

    waiting.refresh_from_db()
    assert waiting.approved_at is not None
    assert waiting.digest in client.get(place).content.decode()


def test_a_round_leads_to_its_decision_only_once_results_were_computed(client):
    client.force_login(make.secretariat())
    released = make.released()
    round_ = released.round
    decision = reverse("results:decision", args=[round_.code])
    assert decision not in client.get(of_round("detail", round_)).text

    client.force_login(make.manager())
    assert decision in client.get(of_round("detail", round_)).text
    assert client.get(decision).status_code == 200
    released.results.all().delete()
    released.delete()
    assert decision not in client.get(of_round("detail", round_)).text


def test_regions_are_invited_only_where_the_phase_permits_it(client):
    client.force_login(make.manager())
    round_ = make.open_round()
    invite = of_round("invite", round_)
    assert invite in client.get(of_round("detail", round_)).text

    Round.objects.update(phase=Round.Phase.MODERATION)

    assert invite not in client.get(of_round("detail", round_)).text
    assert client.get(invite).status_code == 403


def test_a_panel_is_closed_once_moderation_began(client):
    part = make.judged_region()
    make.panel(part, 2)
    client.force_login(make.manager())
    assert "Tugaskan" in client.get(at("panel", part)).text

    make.in_phase(part, Round.Phase.MODERATION)

    assert "Panel tidak dapat diubah" in client.get(at("panel", part)).text
