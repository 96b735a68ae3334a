import pytest

from menuju.rounds.models import Answer, Evidence
from tests import make
from tests.rounds.pages import at, file, save

pytestmark = pytest.mark.django_db


def test_saving_goes_on_to_the_next_unfinished_item(rani, part):
    response = save(rani, part)

    assert response["Location"] == at("item", part, "sdm-2")
    saved = Answer.objects.get()
    assert (saved.level, saved.narrative, saved.is_done) == (3, "Ada SK.", True)


def test_coming_back_later_keeps_an_unfinished_answer(rani, part):
    response = save(rani, part, "later", level="", narrative="setengah")

    assert response["Location"] == at("participation", part)
    saved = Answer.objects.get()
    assert (saved.level, saved.narrative, saved.is_done) == (None, "setengah", False)


def test_going_on_without_a_level_keeps_the_text_and_says_what_is_missing(rani, part):
    page = save(rani, part, level="", narrative="setengah")

    assert page.status_code == 422
    assert "Pilih nilai 0 sampai 4" in page.text
    assert "setengah" in page.text
    assert Answer.objects.get().narrative == "setengah"


def test_a_level_off_the_scale_is_refused_and_the_text_stays(rani, part):
    page = save(rani, part, level="9", narrative="panjang sekali")

    assert page.status_code == 422
    assert "Pilih satu nilai dari daftar." in page.text
    assert "panjang sekali" in page.text


def test_two_editors_get_both_versions_and_nothing_is_lost(rani, part):
    make.answer(part, narrative="punya Budi")

    page = save(rani, part, narrative="punya Rani", attachments=[file()])

    assert page.status_code == 409
    assert "punya Budi" in page.text
    assert "punya Rani" in page.text
    assert Evidence.objects.count() == 1
    kept = save(rani, part, "keep", narrative="punya Rani", version=1)
    assert kept.status_code == 302
    assert Answer.objects.get().narrative == "punya Rani"


def test_an_item_of_another_instrument_is_missing(rani, part):
    assert rani.get(at("item", part, "tidak-ada")).status_code == 404
    assert rani.get(at("item", part, "kehadiran")).status_code == 404
    assert rani.get(at("item", part, "sdm-1")).status_code == 200


def test_last_rounds_answer_is_offered_and_copied(client):
    version = make.readiness()
    before = make.participation(of=make.open_round(of=version, title_id="tahap II"))
    make.answer(before, level=2, narrative="tahun lalu")
    now = make.participation(of=make.open_round(of=version))
    client.force_login(make.coordinator(now.region))
    assert "Salin dari tahap II" in client.get(at("item", now, "sdm-1")).text

    save(client, now, "copy", level="", narrative="ketikan")

    copied = now.answers.get()
    assert (copied.level, copied.narrative) == (2, "tahun lalu")
    assert copied.revisions.first().narrative == "ketikan"


def test_after_the_submission_the_page_explains_and_changes_nothing(client):
    part = make.submitted()
    client.force_login(make.coordinator(part.region))

    assert (
        '<form method="post" enctype' not in client.get(at("item", part, "sdm-1")).text
    )
    refused = save(client, part, version=1, narrative="berubah")
    assert refused.status_code == 403
    assert part.answers.get(item="sdm-1").narrative == "Sudah berjalan."


def test_autosave_keeps_the_answer_and_returns_its_version(rani, part):
    data = {"version": 0, "level": "2", "narrative": "sambil mengetik"}

    saved = rani.post(at("autosave", part, "sdm-1"), data)

    assert saved.status_code == 200
    assert saved.json()["version"] == 1
    assert saved.json()["saved"].endswith("WITA")
    assert not Answer.objects.get().is_done


def test_autosave_of_an_old_version_is_a_conflict(rani, part):
    make.answer(part, narrative="punya Budi")

    refused = rani.post(
        at("autosave", part, "sdm-1"), {"version": 0, "narrative": "punya Rani"}
    )

    assert refused.status_code == 409
    assert "menyimpan perubahan" in refused.json()["error"]


def test_autosave_of_nonsense_is_refused(rani, part):
    refused = rani.post(at("autosave", part, "sdm-1"), {"version": 0, "level": "9"})

    assert refused.status_code == 422
    assert refused.json()["error"] == "Pilih satu nilai dari daftar."
