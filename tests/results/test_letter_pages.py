"""The pages of letters: who reads which, what each act answers, and the PDF."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from menuju.accounts.models import Capability
from menuju.results.actions import letters
from menuju.results.models import Decision, Letter, Letterhead, Release
from menuju.results.queries.letters.paper import paper_of, pdf_of
from tests import make
from tests.make.letters import (
    FOUR,
    approved,
    decided,
    drafted,
    letter_approver,
    letter_writer,
    sent,
)
from tests.make.results import NAMES

pytestmark = pytest.mark.django_db


PLACE = ("2019", "64.71")
ADDRESS = "https://menuju.example/surat/7KQ2-M4XA-9TBN/"


def region_reader(code="64.71"):
    return make.official(
        f"Tim {code}", Capability.VIEW_REGION, region=make.named_region(code)
    )


def get(client, name, *place, user=None):
    if user:
        client.force_login(user)
    return client.get(reverse(f"results:{name}", args=place or PLACE))


def post(client, name, *place, user=None, **data):
    if user:
        client.force_login(user)
    return client.post(reverse(f"results:{name}", args=place or PLACE), data)


def pdf_text(content: bytes) -> str:
    return "\n".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages)


def test_the_region_reads_its_letter_once_it_was_sent(client):
    letter = approved()
    reader = region_reader()

    assert get(client, "letter", user=reader).status_code == 404
    letters.send(letter, letter_writer("Pengirim"))
    assert get(client, "letter").status_code == 200
    assert get(client, "letter-pdf", *PLACE, "id").status_code == 200


def test_no_other_region_reads_it(client):
    sent()
    other = region_reader("64.72")

    assert get(client, "letter", user=other).status_code == 404
    assert get(client, "letter-pdf", *PLACE, "en").status_code == 404


def test_a_letter_whose_result_is_closed_again_is_not_read(client):
    sent()
    Release.objects.update(published_at=None)

    assert get(client, "letter", user=region_reader()).status_code == 404


def test_the_region_sees_no_desk(client):
    sent()
    page = get(client, "letter", user=region_reader()).content.decode()

    assert "Keadaan surat" not in page
    assert "Penyetuju" not in page


def test_the_list_is_for_those_who_keep_letters(client):
    decided()

    assert get(client, "letters", "2019", user=region_reader()).status_code == 404
    assert get(client, "letters", "2019", user=letter_writer()).status_code == 200


def test_all_letters_are_written_by_one_press_and_twice_is_once(client):
    decided()
    writer = letter_writer()

    for _each in range(2):
        assert post(client, "letters-draft", "2019", user=writer).status_code == 302
    assert Letter.objects.count() == len(FOUR)


def test_only_a_writer_drafts_and_only_an_approver_approves(client):
    decided()
    approver = letter_approver()

    assert post(client, "letters-draft", "2019", user=approver).status_code == 403
    drafted(region="64.71", decision=decided_again())
    assert (
        post(client, "letter-approve", user=letter_writer(), version=0).status_code
        == 403
    )
    assert post(client, "letter-send", user=approver).status_code == 403


def decided_again():
    return Decision.objects.select_related("release__round", "release__freeze").get()


def test_letters_that_were_read_are_approved_together(client):
    letter = drafted()
    letters.leave_as_written(letter, letter_writer(), version=0)
    approver = letter_approver()

    post(client, "letters-approve", "2019", user=approver, letter=[f"{letter.pk}-0"])

    letter.refresh_from_db()
    assert letter.state == Letter.State.APPROVED


def test_the_list_narrows_to_what_was_asked(client):
    decision = decided()
    drafted(decision)
    client.force_login(letter_writer("Pembaca"))
    url = reverse("results:letters", args=["2019"])

    assert "B.1/SC" in client.get(f"{url}?saring=draft").content.decode()
    assert "B.1/SC" not in client.get(f"{url}?saring=sent").content.decode()


def test_an_edit_is_saved_in_both_languages(client):
    letter = drafted()
    page = get(client, "letter-edit", user=letter_writer("Penyunting"))
    assert page.status_code == 200
    data = page.context["form"].initial | {
        "id-closing": "Satu.\n\nDua.",
        "en-closing": "One.",
    }

    assert post(client, "letter-edit", **data).status_code == 302
    letter.refresh_from_db()
    assert letter.text["id"]["closing"] == ["Satu.", "Dua."]
    assert letter.text["en"]["closing"] == ["One."]


def test_an_edit_that_came_second_shows_both_texts(client):
    letter = drafted()
    data = (
        get(client, "letter-edit", user=letter_writer("Kedua")).context["form"].initial
    )
    text = {
        **letter.text,
        "id": {**letter.text["id"], "closing": ["Milik orang lain."]},
    }
    letters.edit(letter, text, version=0, by=letter_writer("Pertama"))

    page = post(client, "letter-edit", **data | {"id-closing": "Milik saya."})

    assert page.status_code == 409
    said = page.content.decode()
    assert "Milik saya." in said
    assert "Milik orang lain." in said
    assert "Pertama menyimpan" in said


def test_marks_no_font_can_print_are_named(client):
    drafted()
    data = get(client, "letter-edit", user=letter_writer("Dua")).context["form"].initial

    page = post(client, "letter-edit", **data | {"id-closing": "Salam م."})

    assert page.status_code == 422
    assert "tidak dapat dicetak: م" in page.content.decode()


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("B.1/SC", "harus memuat {number}"),
        ("{number}/{secret}", "tidak mengenal {secret}"),
    ],
)
def test_a_number_pattern_that_cannot_work_is_refused(client, pattern, says):
    decided()
    page = get(client, "letterhead", "2019", user=letter_writer())
    data = {k: v or "" for k, v in page.context["form"].initial.items()}

    answer = post(client, "letterhead", "2019", **data | {"number_pattern": pattern})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Letterhead.objects.get().number_pattern.startswith("B.{number}")


def test_a_refusal_says_why_and_keeps_the_page(client):
    drafted()

    page = post(client, "letter-approve", user=letter_approver("Dua"), version=0)

    assert page.status_code == 422
    assert "Sunting suratnya" in page.content.decode()


def test_an_act_on_words_that_changed_meanwhile_is_a_conflict(client):
    letter = drafted()
    text = {**letter.text, "id": {**letter.text["id"], "closing": ["Baru."]}}
    letters.edit(letter, text, version=0, by=letter_writer("Dua"))

    page = post(client, "letter-approve", user=letter_approver(), version=0)

    assert page.status_code == 409


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_numbers_of_the_pdf_are_those_of_the_data(language):
    letter = sent()
    text = pdf_text(pdf_of(letter, letter.head, language, ADDRESS)).replace("\n", " ")

    mark = "," if language == "id" else "."
    assert f"2{mark}160" in text
    assert f"3{mark}600" in text
    assert letter.number in text
    assert ADDRESS in text


def test_the_pdf_is_tagged_in_its_language_and_has_its_annex():
    letter = sent()
    reader = PdfReader(io.BytesIO(pdf_of(letter, letter.head, "en", ADDRESS)))

    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert len(reader.pages) == 3


def test_two_settings_of_a_letter_are_the_same_bytes():
    letter = sent()

    assert pdf_of(letter, letter.head, "id", ADDRESS) == pdf_of(
        Letter.objects.select_related(
            "participation__region__province",
            "participation__round",
            "decision__release",
        ).get(),
        letter.head,
        "id",
        ADDRESS,
    )


def test_a_draft_is_marked_on_each_page_and_a_sent_letter_is_not():
    decision = decided()
    letter = drafted(decision)
    head = {**sent(decision, "64.72").head}

    assert pdf_text(pdf_of(letter, head, "id", ADDRESS)).count("KONSEP") == 3
    final = Letter.objects.get(state=Letter.State.SENT)
    assert "KONSEP" not in pdf_text(pdf_of(final, head, "id", ADDRESS))


def test_a_withdrawn_letter_says_so_on_paper():
    letter = letters.withdraw(sent(), letter_writer("Dua"), reason="Keliru.")

    assert "DITARIK" in pdf_text(pdf_of(letter, letter.head, "id", ADDRESS))


def test_a_sent_letter_keeps_the_head_it_was_approved_with(client):
    sent()
    Letterhead.objects.update(institution_id="Lembaga yang baru")

    page = get(client, "letter-pdf", *PLACE, "id", user=region_reader())

    assert "Sekretariat Contoh" in pdf_text(page.content)
    assert "Lembaga yang baru" not in pdf_text(page.content)


@pytest.mark.parametrize(
    "hostile", ['#read("/etc/passwd")', "*tebal* <x> $1$ @y", "Kota\u202eabc"]
)
def test_typed_words_are_printed_and_never_read_as_markup(hostile):
    letter = drafted()
    text = {**letter.text, "id": {**letter.text["id"], "closing": [hostile]}}
    edited = letters.edit(letter, text, version=0, by=letter_writer("Dua"))
    head = approved(decided_again(), "64.72").head

    printed = pdf_text(pdf_of(edited, head, "id", ADDRESS))

    assert hostile.replace("\u202e", "") in printed.replace("\n", " ")
    assert "root:" not in printed


def test_no_pdf_of_a_round_names_another_region():
    decision = decided()
    for code in FOUR:
        letter = sent(decision, code)
        printed = "".join(
            pdf_text(pdf_of(letter, letter.head, each, ADDRESS))
            for each in ("id", "en")
        )
        others = set(NAMES.values()) - {NAMES[code]}
        assert {name for name in others if name in printed} == set()


def test_the_paper_is_addressed_to_who_leads_the_region():
    letter = sent()

    assert (
        paper_of(letter, letter.head, "id").recipient[0] == "Yth. Wali Kota Balikpapan"
    )
    assert paper_of(letter, letter.head, "en").recipient[0] == "The Mayor of Balikpapan"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_result_page_tells_why_in_both_languages(client, prefix):
    sent()
    client.force_login(region_reader())

    page = client.get(f"{prefix}/kerja/hasil/2019/64.71/").content.decode()

    words = "nilai daerah lain tetap" if not prefix else "other regions unchanged"
    assert words in page
    assert ("Buka surat hasil" in page) is (not prefix)
    assert "Samarinda" not in page


def test_the_list_comes_in_pages_that_keep_what_was_asked(client, monkeypatch):
    monkeypatch.setattr("menuju.results.views.letters.pages.PER_PAGE", 2)
    decision = decided()
    for code in FOUR:
        drafted(decision, code)
    client.force_login(letter_writer("Pembaca"))
    url = reverse("results:letters", args=["2019"])

    first = client.get(f"{url}?saring=draft")
    second = client.get(f"{url}?saring=draft&halaman=2")

    names = [
        [row.line.result.participation.region_id for row in answer.context["page"]]
        for answer in (first, second)
    ]
    assert [len(each) for each in names] == [2, 2]
    assert {*names[0], *names[1]} == set(FOUR)
    assert "saring=draft" in first.text.split("halaman=2")[0].rsplit("href", 1)[1]
