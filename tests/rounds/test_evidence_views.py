import pytest

from menuju.rounds.models import Answer
from tests import make
from tests.rounds.pages import at, file, save

pytestmark = pytest.mark.django_db
NEVER_KEPT = "private, no-store, max-age=0, no-cache, must-revalidate"


def judged_from_now_on(part):
    """Bring the round past the self-assessment."""
    part.round.phase = "assessment"
    part.round.save()


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


def test_an_agency_is_not_offered_the_documents_of_other_items(client, part):
    agency = make.agency(part.region)
    make.document_of(part, "sdm-2", name="rahasia.pdf")
    client.force_login(make.coordinator(part.region))
    client.post(at("delegate", part, "sdm-1"), {"agency": agency.pk})
    assert "rahasia" in client.get(at("item", part, "sdm-1")).text

    client.force_login(make.agency_officer(agency))

    assert "rahasia" not in client.get(at("item", part, "sdm-1")).text
    assert "rahasia" not in client.get(at("evidence_list", part)).text
