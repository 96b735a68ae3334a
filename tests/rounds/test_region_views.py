import pytest

from tests import make
from tests.rounds.pages import at, save

pytestmark = pytest.mark.django_db


def test_the_task_list_shows_states_and_what_is_not_answered_here(rani, part):
    make.answer(part, level=1)

    page = rani.get(at("participation", part))

    assert page.status_code == 200
    assert "1 dari 2 selesai" in page.text
    assert "Belum dimulai" in page.text
    assert "Ditetapkan panitia" in page.text


def test_the_first_visit_says_what_to_prepare(rani, part):
    assert "Sebelum mulai" in rani.get(at("participation", part)).text
    make.answer(part)
    assert "Sebelum mulai" not in rani.get(at("participation", part)).text


@pytest.mark.parametrize(
    ("phase", "is_told"), [("published", True), ("decision", False)]
)
def test_earlier_attempts_tell_outcome_and_note_once_published(
    rani, part, phase, is_told
):
    part.round.year = 2020
    part.round.save()
    earlier = make.participation(
        region=part.region, year=2018, title_id="Tahap II", phase=phase
    )
    earlier.outcome = "not_selected"
    earlier.note_id = "Kehadiran pimpinan kurang"
    earlier.outcome_source = "Keputusan B.2"
    earlier.save()

    page = rani.get(at("participation", part)).text

    assert "Tahap II" in page
    for told in ("Belum terpilih", "Kehadiran pimpinan kurang", "Keputusan B.2"):
        assert (told in page) is is_told


@pytest.mark.parametrize(
    "name", ["participation", "evidence_list", "check", "invitation"]
)
def test_a_foreign_region_is_missing(client, part, name):
    client.force_login(make.coordinator(make.region("64.72")))

    assert client.get(at(name, part)).status_code == 404


def test_somebody_who_is_not_signed_in_is_sent_to_the_door(client, part):
    page = client.get(at("participation", part))

    assert page.status_code == 302
    assert page["Location"].startswith("/masuk/")


def test_the_region_confirms_its_invitation(client):
    part = make.participation(status="invited")
    client.force_login(make.coordinator(part.region))
    assert "Jawab undangan" in client.get(at("participation", part)).text

    client.post(at("invitation", part), {"reply": "yes"})

    part.refresh_from_db()
    assert part.status == "confirmed"


def test_declining_needs_a_reason_and_keeps_what_was_typed(client):
    part = make.participation(status="invited")
    client.force_login(make.coordinator(part.region))

    page = client.post(at("invitation", part), {"reply": "no", "reason": ""})
    assert page.status_code == 422
    assert "Tuliskan alasan daerah tidak ikut serta." in page.text

    client.post(at("invitation", part), {"reply": "no", "reason": "Anggaran"})
    part.refresh_from_db()
    assert (part.status, part.reply_reason) == ("withdrawn", "Anggaran")


def test_an_agency_sees_and_edits_only_what_it_was_handed(client, part):
    agency = make.agency(part.region)
    officer = make.agency_officer(agency)
    client.force_login(make.coordinator(part.region))
    handed = client.post(
        at("delegate", part, "sdm-1"), {"agency": agency.pk, "note": "Mohon"}
    )
    assert handed.status_code == 302

    client.force_login(officer)
    page = client.get(at("participation", part))
    assert "Butir sdm-1" in page.text
    assert "Butir sdm-2" not in page.text
    assert save(client, part, "later").status_code == 302
    assert client.get(at("item", part, "sdm-2")).status_code == 404
    assert save(client, part, item="sdm-2").status_code == 404
    assert client.get(at("delegate", part, "sdm-1")).status_code == 403
    assert client.post(at("check", part), {}).status_code == 403

    client.post(at("give_back", part, "sdm-1"), {"note": "Sudah"})
    assert client.get(at("item", part, "sdm-1")).status_code == 404


def test_an_agency_must_be_chosen(rani, part):
    page = rani.post(at("delegate", part, "sdm-1"), {"note": "Mohon diisi"})

    assert page.status_code == 422
    assert "Pilih perangkat daerah" in page.text
    assert "Mohon diisi" in page.text
