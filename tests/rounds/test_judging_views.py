import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.files.models import StoredFile
from menuju.rounds.access.conflicts import Nearness
from menuju.rounds.actions import conflicts, moderation, scores
from menuju.rounds.models import (
    AttendanceObjection,
    EligibilityFigure,
    Freeze,
    Moderation,
    Participation,
    PhaseChange,
    Round,
    Score,
)
from tests import make

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
SECRET = "Kalimat rahasia yang hanya boleh dibaca oleh asesor itu sendiri."


def address(name, part, *more):
    return reverse(f"rounds:{name}", args=[part.round.code, part.region_id, *more])


def of_round(name, round_):
    return reverse(f"rounds:{name}", args=[round_.code])


def given(level="2", **more):
    return {"version": "0", "level": level, "confidence": "medium"} | {
        "reason": make.REASON,
        **more,
    }


def test_an_assessor_scores_an_item_and_goes_to_the_next(client):
    part = make.judged_region()
    client.force_login(make.panel(part, 1)["A"])
    place = address("score", part, "sdm-1")

    assert client.get(place).status_code == 200
    answer = client.post(place, given())

    assert answer.url == address("score", part, "sdm-2")
    assert Score.objects.get().level == 2


def test_a_short_reason_is_refused_on_the_page_and_nothing_typed_is_lost(client):
    part = make.judged_region()
    client.force_login(make.panel(part, 1)["A"])

    answer = client.post(address("score", part, "sdm-1"), given(reason="Kurang jelas."))

    assert answer.status_code == 422
    assert "Sekarang 13 huruf" in answer.content.decode()
    assert "Kurang jelas." in answer.content.decode()


def test_a_quote_from_a_page_that_the_file_does_not_have_is_refused(client):
    part = make.judged_region()
    file = make.proof(part).file
    StoredFile.objects.filter(pk=file.pk).update(kind="pdf", pages=2)
    client.force_login(make.panel(part, 1)["A"])
    place = address("score", part, "sdm-1")

    answer = client.post(place, given(**{"page-1": "99", "quote-1": "Tim dibentuk."}))

    assert answer.status_code == 422
    assert "B1 hanya punya 2 halaman." in answer.content.decode()
    assert client.post(place, given(**{"page-1": "2"})).status_code == 302


def test_two_windows_on_one_score_show_both_texts(client):
    part = make.judged_region()
    user = make.panel(part, 1)["A"]
    make.score(user, part, reason=make.REASON + " Pertama.")
    client.force_login(user)

    answer = client.post(
        address("score", part, "sdm-1"), given(reason=make.REASON + " Kedua.")
    )

    assert answer.status_code == 409
    assert "Pertama." in answer.content.decode()
    assert "Kedua." in answer.content.decode()
    assert Score.objects.get().version == 1


def test_the_page_of_an_item_shows_the_confirmed_attendance_for_information(client):
    part = make.judged_region()
    make.confirmed(make.slot(part))
    client.force_login(make.panel(part, 1)["A"])

    page = client.get(address("score", part, "sdm-1")).content.decode()

    assert "30" in page
    assert client.get(address("score", part, "kehadiran")).status_code == 404


def test_sent_scores_are_read_only(client):
    part = make.judged_region()
    user = make.panel(part, 1)["A"]
    make.sent(user, part, 2, 2)
    client.force_login(user)
    place = address("score", part, "sdm-1")

    assert client.get(place).status_code == 200
    assert client.post(place, given("1", version="1")).status_code == 403
    assert Score.objects.get(item="sdm-1").level == 2


def test_a_score_of_another_region_does_not_exist(client):
    part = make.judged_region()
    other = make.judged_region(of=part.round, code="64.72")
    client.force_login(make.panel(part, 1)["A"])

    assert client.get(address("score", part, "sdm-1")).status_code == 200
    assert client.get(address("score", other, "sdm-1")).status_code == 404


def test_a_declared_conflict_closes_the_scores_with_an_explanation(client):
    part = make.judged_region()
    user = make.panel(part, 1)["A"]
    client.force_login(user)

    sent = client.post(address("declare", part), {"reason": "Saudara saya Sekda."})

    assert sent.status_code == 302
    closed = client.get(address("score", part, "sdm-1"))
    assert closed.status_code == 403
    assert "konflik kepentingan" in closed.content.decode()


def test_a_declared_conflict_closes_the_evidence_and_the_answers_too(client):
    part = make.judged_region()
    make.proof(part)
    user = make.panel(part, 1)["A"]
    client.force_login(user)
    pages = [
        address("participation", part),
        address("item", part, "sdm-1"),
        address("evidence_list", part),
        address("evidence", part, 1),
    ]
    assert {client.get(page).status_code for page in pages} == {200}

    conflicts.declare(user.person, part.region, reason="Saudara.", by=user)

    closed = [client.get(page) for page in pages]
    assert {answer.status_code for answer in closed} == {403}
    assert "konflik kepentingan" in closed[0].content.decode()


def test_a_page_that_is_closed_leads_back_to_ones_own_tasks(client):
    part = make.judged_region()
    client.force_login(make.panel(part, 1)["A"])

    closed = client.get(reverse("rounds:create"))

    assert closed.status_code == 403
    assert "Kembali ke tugas saya" in closed.content.decode()


def test_a_resolved_conflict_opens_the_evidence_again(client):
    part = make.judged_region()
    user = make.panel(part, 1)["A"]
    client.force_login(user)
    conflicts.declare(user.person, part.region, reason="Saudara.", by=user)
    how = {"resolution": "Saudara jauh.", "by": make.manager()}
    conflicts.resolve(user.person, part.region, Nearness.DECLARED, **how)

    assert client.get(address("evidence_list", part)).status_code == 200


def test_the_comparison_opens_only_after_sending(client):
    part = make.judged_region()
    users = make.panel(part, 2)
    make.sent(users["B"], part, 1, 1)
    client.force_login(users["A"])
    assert client.get(address("compare", part)).status_code == 403

    make.sent(users["A"], part, 1, 2)

    page = client.get(address("compare", part)).content.decode()
    assert "Sepakat" in page
    assert "Tinjau" in page


def test_no_page_shows_an_assessor_what_the_others_gave_or_who_they_are(client):
    part = make.judged_region()
    users = make.panel(part, 3)
    users["B"].person.name = "Nama Asesor Kedua"
    users["B"].person.save()
    for item in ("sdm-1", "sdm-2"):
        make.score(users["B"], part, item, 0, reason=SECRET)
    client.force_login(users["A"])

    for page in _pages(client, part):
        assert SECRET not in page
        assert "Nama Asesor Kedua" not in page


def test_no_page_shows_a_region_its_assessors(client):
    part = make.judged_region()
    user = make.panel(part, 1)["A"]
    user.person.name = "Nama Asesor Pertama"
    user.person.save()
    make.sent(user, part, 2, 2)
    make.confirmed(make.slot(part))
    client.force_login(make.coordinator(part.region))

    pages = _pages(client, part)

    assert any("30" in page for page in pages)
    for page in pages:
        assert "Nama Asesor Pertama" not in page
        assert make.REASON not in page


def _pages(client, part):
    """Everything of the round that opens for whoever signed in."""
    rounds = ["detail", "assignments", "attendance_list", "moderation", "freeze"]
    rounds += ["edit", "advance", "invite", "eligibility"]
    regions = ["participation", "panel", "scoring", "scores_submit", "compare"]
    regions += ["attendance", "declare", "check", "evidence_list", "receipt"]
    places = [reverse("rounds:list")]
    places += [of_round(name, part.round) for name in rounds]
    places += [address(name, part) for name in regions]
    for name in ("item", "score", "moderate"):
        places += [address(name, part, code) for code in ("sdm-1", "sdm-2")]
    answers = [client.get(place) for place in places]
    assert {answer.status_code for answer in answers} <= {200, 302, 403, 404}
    return [answer.content.decode() for answer in answers]


def test_a_region_opens_no_page_of_the_secretariat(client):
    part = make.judged_region()
    client.force_login(make.coordinator(part.region))

    for name in ("assignments", "moderation", "freeze", "advance", "eligibility"):
        assert client.get(of_round(name, part.round)).status_code == 403
    stranger = make.coordinator(make.region("35.71"))
    client.force_login(stranger)
    assert client.get(of_round("freeze", part.round)).status_code == 404


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
    place = address("attendance", turn.participation)

    wrong = client.post(place, {"action": "report", "report-office": "head"})
    assert wrong.status_code == 422
    assert client.post(place, {"action": "confirm"}).status_code == 302

    turn.refresh_from_db()
    assert turn.confirmed_at is not None


def test_a_region_objects_on_the_page_but_does_not_confirm(client):
    turn = make.delegation_of_2019(make.slot())
    client.force_login(make.coordinator(turn.participation.region))
    place = address("attendance", turn.participation)
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
    place = address("moderate", part, "sdm-1")

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


def test_nobody_resolves_their_own_conflict_on_the_page(client):
    part = make.judged_region()
    user = make.somebody(Capability.ASSESS, Capability.ASSIGN, Capability.VIEW_ROUNDS)
    conflicts.declare(user.person, part.region, reason="Saudara.", by=user)
    place = address("resolve", part, user.person_id, "declared")
    client.force_login(user)
    assert client.post(place, {"reason": "Tidak apa."}).status_code == 403

    client.force_login(make.manager())
    assert client.post(place, {"reason": "Sudah pensiun."}).status_code == 302


@pytest.mark.parametrize("regions", [1, 3])
def test_the_lists_of_a_round_stay_within_the_query_budget(
    client, regions, django_assert_max_num_queries
):
    round_ = make.open_round(phase=Round.Phase.ASSESSMENT, assessors_per_region=2)
    for code in ("64.71", "64.72", "35.71")[:regions]:
        part = make.judged_region(of=round_, code=code)
        make.judged_by(part, (0, 2), (2, 2))
        make.confirmed(make.slot(part))
        make.assessor()
    client.force_login(make.manager())

    for phase in (Round.Phase.ASSESSMENT, Round.Phase.MODERATION):
        Round.objects.update(phase=phase)
        for name in ("detail", "attendance_list", "moderation", "freeze", "advance"):
            with django_assert_max_num_queries(MOST_QUERIES):
                assert client.get(of_round(name, round_)).status_code == 200
    Round.objects.update(phase=Round.Phase.ASSESSMENT, assessors_per_region=3)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(of_round("assignments", round_))
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(of_round("assignments", round_) + "?usulan=1")


@pytest.mark.parametrize("documents", [1, 3])
def test_the_pages_of_a_region_stay_within_the_query_budget(
    client, documents, django_assert_max_num_queries
):
    part = make.judged_region()
    for number in range(1, documents + 1):
        make.proof(part, number=number)
    user = make.panel(part, 1)["A"]
    make.confirmed(make.slot(part))
    make.sent(user, part, 2, 2)
    client.force_login(user)

    for place in (
        address("scoring", part),
        address("score", part, "sdm-1"),
        address("compare", part),
        address("attendance", part),
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(place).status_code == 200
    client.force_login(make.manager())
    for place in (address("panel", part), address("moderate", part, "sdm-1")):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(place).status_code == 200


def test_an_assessor_who_also_moderates_sees_no_scores_before_sending_their_own(client):
    part = make.judged_region(assessors_per_region=2)
    users = make.panel(part, 2)
    make.seat(users["A"].person, Capability.MODERATE, Capability.VIEW_ROUNDS)
    for item in ("sdm-1", "sdm-2"):
        make.score(users["B"], part, item, 0, reason=SECRET)
    scores.submit(make.assignment_of(users["B"], part), by=users["B"])
    client.force_login(users["A"])

    assert client.get(address("moderate", part, "sdm-1")).status_code == 403
    assert SECRET not in "".join(_pages(client, part))

    make.sent(users["A"], part, 2, 2)
    assert SECRET in client.get(address("moderate", part, "sdm-1")).text


def test_the_widest_difference_leads_the_comparison(client):
    part = make.judged_region()
    users = make.panel(part, 2)
    make.sent(users["A"], part, 2, 0)
    make.sent(users["B"], part, 2, 2)
    client.force_login(users["A"])

    page = client.get(address("compare", part)).text

    assert page.index("Butir sdm-2") < page.index("Butir sdm-1")


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
    assert "Tugaskan" in client.get(address("panel", part)).text

    make.in_phase(part, Round.Phase.MODERATION)

    assert "Panel tidak dapat diubah" in client.get(address("panel", part)).text


@pytest.mark.parametrize("phase", Round.Phase.values)
def test_the_board_is_drawn_in_twelve_queries(
    client, phase, django_assert_max_num_queries
):
    part = make.judged_region(assessors_per_region=2)
    make.judged_by(part, (0, 2), (2, 2))
    make.confirmed(make.slot(part))
    make.in_phase(part, phase)
    client.force_login(make.manager())

    with django_assert_max_num_queries(12):
        assert client.get(of_round("detail", part.round)).status_code == 200
