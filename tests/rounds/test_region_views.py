from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from menuju.rounds.models import Answer, AttemptReceipt, Evidence, Submission
from tests import make

pytestmark = pytest.mark.django_db
NEVER_KEPT = "private, no-store, max-age=0, no-cache, must-revalidate"


def at(name, part, *args):
    return reverse(f"rounds:{name}", args=[part.round.code, part.region_id, *args])


def file(content=None, name="SK-tim.pdf"):
    content = make.pdf() if content is None else content
    return SimpleUploadedFile(name, content)


@pytest.fixture
def part():
    return make.participation()


@pytest.fixture
def rani(client, part):
    user = make.coordinator(part.region)
    client.force_login(user)
    return client


def save(client, part, action="continue", item="sdm-1", **data):
    fields = {"version": 0, "level": "3", "narrative": "Ada SK.", "action": action}
    return client.post(at("item", part, item), fields | data)


# --- the task list


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


# --- the invitation


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


# --- one item


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


# --- autosave


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


# --- evidence


def test_several_files_are_uploaded_at_once_with_the_text(rani, part):
    files = [file(make.pdf("a"), "a.pdf"), file(make.picture(), "b.png")]

    response = save(rani, part, "upload", attachments=files, effective_on="2019-02-21")

    assert response["Location"] == at("item", part, "sdm-1")
    assert [str(one) for one in part.evidence.all()] == ["B1 a", "B2 b"]
    version = part.evidence.first().versions.get()
    assert version.effective_on.isoformat() == "2019-02-21"
    assert Answer.objects.get().narrative == "Ada SK."


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"MZ" + b"\x00" * 99, "SK.pdf", "bukan berkas PDF"),
        (b"MZ" + b"\x00" * 99, "SK.exe", "bukan PDF, JPG, PNG, XLSX, atau DOCX"),
        (b"", "SK.pdf", "kosong (0 bita)"),
        (b"%PDF-1.4" + b"0" * 10_485_760, "SK.pdf", "berukuran 11 MB. Batasnya 10 MB"),
    ],
)
def test_when_one_file_fails_the_others_and_the_text_are_kept(
    rani, part, content, name, sentence
):
    page = save(rani, part, "upload", attachments=[file(), file(content, name)])

    assert page.status_code == 422
    assert sentence in page.text
    assert [str(one) for one in part.evidence.all()] == ["B1 SK-tim"]
    assert "Ada SK." in page.text
    assert Answer.objects.get().narrative == "Ada SK."


def test_a_request_over_the_limit_is_refused_and_what_was_saved_stays(
    rani, part, settings
):
    make.answer(part, by=make.coordinator(), narrative="tersimpan")
    settings.EVIDENCE_MAX_REQUEST_BYTES = 1_000

    refused = save(rani, part, "upload", attachments=[file(b"0" * 2_000)])

    assert refused.status_code == 413
    assert Answer.objects.get().narrative == "tersimpan"
    settings.EVIDENCE_MAX_REQUEST_BYTES = 100_000
    assert (
        save(rani, part, "upload", attachments=[file()], version=1).status_code == 302
    )


def test_an_existing_file_is_linked_with_pages_and_words(rani, part):
    document = make.document_of(part, "sdm-2")

    save(rani, part, "link", link="1", link_pages="3, 5–7", link_quote="tim dibentuk")

    claim = document.claims.get(item="sdm-1")
    assert (claim.pages, claim.quote) == ("3, 5–7", "tim dibentuk")
    save(
        rani, part, "unlink:1", version=1, **{"pages-1": "3", "quote-1": "tim dibentuk"}
    )
    assert not document.claims.filter(item="sdm-1").exists()


def test_pages_that_are_no_pages_are_refused_and_the_text_stays(rani, part):
    make.document_of(part, "sdm-2")

    page = save(rani, part, "link", link="1", link_pages="tiga", narrative="teks")

    assert page.status_code == 422
    assert "Tulis nomor halaman seperti 3, 5–7" in page.text
    assert "teks" in page.text


def test_a_document_is_read_page_by_page_without_script(rani, part):
    make.document_of(part, content=make.pdf("satu", "dua"))

    page = rani.get(at("evidence", part, 1) + "?halaman=2")

    assert "Halaman 2 dari 2" in page.text
    assert "dua" in page.text
    assert at("page_picture", part, 1, 1, 2) in page.text
    assert rani.get(at("evidence", part, 1) + "?halaman=3").status_code == 404
    assert rani.get(at("evidence", part, 2)).status_code == 404


def test_a_picture_of_a_page_and_the_file_are_served_so_that_nothing_in_it_runs(
    rani, part
):
    make.document_of(part)
    picture = rani.get(at("page_picture", part, 1, 1, 1))
    whole = rani.get(at("download", part, 1, 1))

    assert picture["Content-Type"] == "image/jpeg"
    assert whole["Content-Disposition"] == "attachment; filename*=UTF-8''SK-tim.pdf"
    assert b"".join(whole.streaming_content) == make.pdf()
    for response in (picture, whole):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"].startswith("sandbox")
        assert response["Cache-Control"] == NEVER_KEPT
    assert rani.get(at("page_picture", part, 1, 1, 2)).status_code == 404
    assert rani.get(at("download", part, 1, 2)).status_code == 404


def judged_from_now_on(part):
    """Bring the round past the self-assessment."""
    part.round.phase = "assessment"
    part.round.save()


@pytest.mark.parametrize("name", ["page_picture", "download"])
def test_evidence_opens_for_the_region_its_assessors_and_the_secretariat_only(
    client, part, name
):
    make.document_of(part)
    judged_from_now_on(part)
    args = [1, 1, 1] if name == "page_picture" else [1, 1]
    url = at(name, part, *args)

    for user in (
        make.coordinator(part.region),
        make.assessor_of(part),
        make.secretariat(),
    ):
        client.force_login(user)
        response = client.get(url)
        assert b"".join(response)
        assert response.status_code == 200
    for user in (make.coordinator(make.region("64.72")), make.somebody("assess")):
        client.force_login(user)
        assert client.get(url).status_code == 404


def test_a_draft_is_not_open_to_assessors_who_were_assigned_early(client, part):
    make.document_of(part)
    client.force_login(make.assessor_of(part))  # it may still declare a conflict
    assert client.get(at("declare", part)).status_code == 200
    pages = [
        at("participation", part),
        at("item", part, "sdm-1"),
        at("evidence_list", part),
        at("evidence", part, 1),
        at("scoring", part),
    ]

    assert [client.get(page).status_code for page in pages] == [404] * 5
    judged_from_now_on(part)
    assert [client.get(page).status_code for page in pages] == [200] * 5


def test_an_assessor_reads_but_cannot_change_a_document(client, part):
    make.document_of(part)
    judged_from_now_on(part)
    client.force_login(make.assessor_of(part))

    assert "Unggah versi baru" not in client.get(at("evidence", part, 1)).text
    refused = client.post(at("evidence", part, 1), {"file": file(make.pdf("baru"))})
    assert refused.status_code == 403
    assert client.post(at("withdraw", part, 1)).status_code == 403


def test_a_newer_version_is_uploaded_and_a_bad_one_is_explained(rani, part):
    make.document_of(part)

    bad = rani.post(at("evidence", part, 1), {"file": file(b"", "SK2.pdf")})
    good = rani.post(at("evidence", part, 1), {"file": file(make.pdf("baru"))})

    assert bad.status_code == 422
    assert "kosong (0 bita)" in bad.text
    assert good.status_code == 302
    assert part.evidence.get().versions.count() == 2


def test_a_document_is_withdrawn_and_stays_in_the_list(rani, part):
    make.document_of(part)

    rani.post(at("withdraw", part, 1))

    assert "ditarik" in rani.get(at("evidence_list", part)).text
    assert "Belum ada bukti" in rani.get(at("item", part, "sdm-1")).text


# --- delegation


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


# --- check and submission


def sign(client, part, key="kunci"):
    holding = make.signatory(part.region)
    data = {"key": key, "holding": holding.pk, "is_true": "on"}
    return lambda: client.post(at("check", part), data)


def test_the_check_page_lists_what_is_missing(rani, part):
    make.answer(part, "sdm-1")

    page = rani.get(at("check", part))

    assert "Nilai 3 memerlukan bukti" in page.text
    assert at("item", part, "sdm-2") in page.text
    assert 'aria-disabled="true"' in page.text


def test_sending_twice_gives_one_receipt(rani, part):
    make.complete(part)
    send = sign(rani, part)

    first, second = send(), send()

    assert first["Location"] == second["Location"] == at("receipt", part)
    sent = Submission.objects.get()
    page = rani.get(at("receipt", part))
    assert sent.digest in page.text
    assert sent.receipt["files"][0]["sha256"] in page.text
    assert rani.get(at("receipt_json", part)).json()["digest"] == sent.digest


def test_one_second_late_is_told_with_what_to_do(client):
    part = make.complete(
        make.participation(of=make.open_round(closes_in=timedelta(seconds=-1)))
    )
    client.force_login(make.coordinator(part.region))

    page = sign(client, part)()

    assert page.status_code == 422
    assert "Hubungi sekretariat untuk meminta perpanjangan" in page.text
    assert "Pengiriman yang belum diterima" in page.text
    assert AttemptReceipt.objects.get().reason == "late"
    assert client.get(at("receipt", part)).status_code == 404
    assert part.answers.count() == 2


def test_a_signature_needs_an_official_and_a_statement(rani, part):
    make.complete(part)
    make.signatory(part.region)

    page = rani.post(at("check", part), {"key": "kunci"})

    assert page.status_code == 422
    assert "Pilih pejabat yang menandatangani" in page.text
    assert not Submission.objects.exists()


def test_an_official_of_another_region_cannot_sign(rani, part):
    make.complete(part)
    make.signatory(part.region)
    foreign = make.signatory(make.region("64.72"))

    page = rani.post(
        at("check", part), {"key": "k", "holding": foreign.pk, "is_true": "on"}
    )

    assert page.status_code == 422
    assert not Submission.objects.exists()


# --- budgets


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("participation", []),
        ("item", ["sdm-1"]),
        ("evidence_list", []),
        ("evidence", [1]),
        ("check", []),
        ("delegate", ["sdm-1"]),
    ],
)
def test_no_page_takes_more_than_fifteen_queries(
    client, django_assert_max_num_queries, items, name, args
):
    part = make.participation(of=make.open_round(of=make.readiness(items=items)))
    for number in range(1, items + 1):
        make.answer(part, f"sdm-{number}")
        make.document_of(part, content=make.pdf(f"{number}"))
    client.force_login(make.coordinator(part.region))
    client.get(at(name, part, *args))

    with django_assert_max_num_queries(15):
        assert client.get(at(name, part, *args)).status_code == 200


@pytest.mark.parametrize("items", [1, 3])
def test_an_agencys_pages_take_no_more_either(
    client, django_assert_max_num_queries, items
):
    part = make.participation(of=make.open_round(of=make.readiness(items=items)))
    agency = make.agency(part.region)
    client.force_login(make.coordinator(part.region))
    for number in range(1, items + 1):
        make.document_of(part, f"sdm-{number}", content=make.pdf(f"{number}"))
        client.post(at("delegate", part, f"sdm-{number}"), {"agency": agency.pk})
    client.force_login(make.agency_officer(agency))
    pages = [at("participation", part), at("item", part, "sdm-1")]
    pages += [at("evidence", part, 1), at("evidence_list", part)]

    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(15):
            assert client.get(page).status_code == 200


def test_an_agency_is_not_offered_the_documents_of_other_items(client, part):
    agency = make.agency(part.region)
    make.document_of(part, "sdm-2", name="rahasia.pdf")
    client.force_login(make.coordinator(part.region))
    client.post(at("delegate", part, "sdm-1"), {"agency": agency.pk})
    assert "rahasia" in client.get(at("item", part, "sdm-1")).text

    client.force_login(make.agency_officer(agency))

    assert "rahasia" not in client.get(at("item", part, "sdm-1")).text
    assert "rahasia" not in client.get(at("evidence_list", part)).text


def test_the_receipt_takes_at_most_fifteen_queries(
    client, django_assert_max_num_queries
):
    part = make.submitted()
    client.force_login(make.coordinator(part.region))
    client.get(at("receipt", part))

    with django_assert_max_num_queries(15):
        client.get(at("receipt", part))
