"""The public page of a region's result: what everybody may read, and what nobody may."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from menuju.instruments.models import Version
from menuju.results.actions import release
from menuju.rounds.models import (
    Answer,
    Assignment,
    AttendanceReport,
    ConfirmedAttendance,
    Moderation,
    Participation,
    Round,
    Score,
    Session,
    SessionSlot,
    Submission,
)
from tests import make

pytestmark = pytest.mark.django_db

THREE = {
    "64.71": make.judged("4"),
    "64.72": make.judged("3"),
    "64.74": make.judged("2"),
}
SECRETS = {
    "evidence": "Judul Bukti Rahasia",
    "file": "nama-berkas-rahasia.xlsx",
    "quote": "Kutipan rahasia",
    "narrative": "Uraian rahasia daerah",
    "reason": "Alasan rahasia asesor",
    "moderation": "Alasan rahasia musyawarah",
    "assessor": "Asesor Rahasia",
    "mail": "surel.rahasia@contoh.test",
    "person": "Wakil Bernama",
    "post": "Jabatan Bebas Rahasia",
    "signatory": "Penanda Tangan Rahasia",
}
LINK = re.compile(r'href="(/[^"#?]*)"')


def judged_with_secrets(code="64.71", year="2019"):
    """Everything that lies behind a result, each part with words nobody may read."""
    part = Participation.objects.get(region=code, round__code=year)
    version = make.proof(part)
    version.evidence.title, version.file_name = SECRETS["evidence"], SECRETS["file"]
    version.evidence.save()
    version.save()
    part.evidence.get().claims.update(quote=SECRETS["quote"])
    Answer.objects.create(
        participation=part, item="sdm-1", level=3, narrative=SECRETS["narrative"]
    )
    Submission.objects.create(
        participation=part,
        key="k",
        signatory_name=SECRETS["signatory"],
        signatory_office="Sekda",
        submitted_at=make.NOON,
        receipt={},
    )
    for letter, level in (("A", 3), ("B", 4), ("C", None)):
        _scored(part, letter, level)
    Moderation.objects.create(
        participation=part,
        item="sdm-1",
        spread=1,
        by_rule=False,
        level=4,
        reason=SECRETS["moderation"],
        decided_at=make.NOON,
    )
    _seated(part)
    return part


def _scored(part, letter, level):
    name = SECRETS["assessor"]
    person = make.user(name=name, email=f"{letter}.{SECRETS['mail']}").person
    task = Assignment.objects.create(
        participation=part,
        assessor=person,
        letter=letter,
        assigned_at=make.NOON,
        submitted_at=make.NOON,
    )
    Score.objects.create(
        assignment=task,
        item="sdm-1",
        level=level,
        insufficient=level is None,
        reason=SECRETS["reason"],
        edited_at=make.NOON,
    )


def _seated(part):
    session = Session.objects.create(
        round=part.round,
        title="Asesmen",
        starts_at=make.NOON,
        ends_at=make.NOON + timedelta(hours=8),
    )
    slot = SessionSlot.objects.create(
        session=session, participation=part, starts_at=make.NOON
    )
    report = AttendanceReport.objects.create(
        slot=slot,
        office="deputy",
        status="present",
        origin="publication",
        provenance="published",
        person_name=SECRETS["person"],
        office_title=SECRETS["post"],
        source="InfoPublik, 26 Februari 2019",
        reported_at=make.NOON,
    )
    ConfirmedAttendance.objects.create(
        slot=slot, office="deputy", report=report, confirmed_at=make.NOON
    )


def address(name="result", code="64.71", year="2019"):
    return reverse(f"portal:{name}", args=[make.named_region(code).slug, year])


def profile_url():
    return reverse("portal:region", args=[make.named_region().slug])


def words(answer):
    """The text of a page as it is read, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def reached(client, *starts):
    """Every page that a visitor comes to by following links, by its address."""
    pages, queue = {}, [*starts]
    while queue:
        path = queue.pop()
        if path in pages or re.match("/static/|(/en)?/kerja/", path):
            continue
        pages[path] = client.get(path)
        queue += LINK.findall(pages[path].text)
    return pages


def test_a_result_says_value_scale_year_version_and_peers(client):
    make.published(THREE)

    page = words(client.get(address()))

    for said in ("2,76", "dari 4", "2019", "2017.1", "3 daerah", "Skala 0–4"):
        assert said in page


def test_the_scale_is_the_instruments_own(client):
    make.published(THREE)
    version = Version.objects.get()
    version.document["scale"] = {"min": "0", "max": "5", "step": "1"}
    version.save()

    page = words(client.get(address()))

    assert "dari 5" in page
    assert "Skala 0–5" in page
    assert "dari 4 " not in page


def test_a_result_says_what_the_attendance_was_worth_by_office(client):
    make.published(THREE)
    judged_with_secrets()

    page = words(client.get(address()))

    assert "Pimpinan daerah hadir 20,0 20" in page
    assert "Kepala Bappeda diwakili kepala bidang 5,0 10" in page
    assert "Jumlah poin 30,0 40" in page
    assert "nilai kehadiran 3,00 pada skala 0–4" in page
    assert "Wakil kepala daerah: hadir" in page


def test_a_number_opens_down_to_letters_and_the_claimed_level(client):
    make.published(THREE)
    judged_with_secrets()

    page = words(client.get(address()))

    assert "Disepakati 4,00 dari 4 lewat musyawarah; 3 asesor" in page
    assert "(A 3,0; B 4,0; C bukti tidak cukup)" in page
    assert "Daerah menyatakan tingkat 3: sdm-1 berjalan 1 dokumen bukti." in page


def test_a_round_can_keep_single_scores_back(client):
    make.published(THREE)
    judged_with_secrets()
    Round.objects.update(publish_scores=False)

    page = words(client.get(address()))

    assert "3 asesor." in page
    assert "A 3,0" not in page


def test_a_draft_that_was_never_submitted_is_no_claim(client):
    make.published(THREE)
    judged_with_secrets()
    Submission.objects.all().delete()

    assert "Daerah menyatakan tingkat" not in words(client.get(address()))


def test_no_public_page_tells_what_is_not_for_everybody(client):
    make.published(THREE)
    judged_with_secrets()
    Version.objects.update(
        status="published", published_at=make.NOON, content_hash="ab" * 32
    )

    pages = reached(client, "/", "/en/", profile_url())

    assert {address(), "/en" + address(), address("result-json")} <= set(pages)
    assert [path for path, page in pages.items() if page.status_code != 200] == []
    leaks = {
        (path, name)
        for path, page in pages.items()
        for name, secret in SECRETS.items()
        if secret in page.text
    }
    assert leaks == set()


def test_the_result_of_a_round_at_work_is_missing(client):
    make.released(THREE, make.judged_round(2019, phase=Round.Phase.DECISION))
    judged_with_secrets()

    for name in ("result", "result-csv", "result-json"):
        assert client.get(address(name)).status_code == 404
    assert address() not in reached(client, profile_url())


def test_a_computed_but_unpublished_release_does_not_replace_the_published(client):
    make.published(THREE)
    Round.objects.filter(code="2019").update(phase=Round.Phase.DECISION)
    round_ = Round.objects.get()
    round_.freezes.update(withdrawn_at=make.NOON)
    release(make.frozen({"64.71": make.judged("0")}, round_), None)

    assert "2,76" in client.get(address()).text


def test_a_region_that_took_no_part_has_no_result(client):
    make.published(THREE)

    assert client.get(address(code="64.01")).status_code == 404
    assert client.get(address()).status_code == 200


def test_an_old_name_in_the_address_leads_to_the_result(client):
    make.published(THREE)

    answer = client.get("/daerah/64.71-nama-lama/hasil/2019/")

    assert (answer.status_code, answer.url) == (302, address())


def test_the_journey_over_the_rounds_links_each_result(client):
    make.published(THREE, make.judged_round(2018), selected=("64.72",))
    make.published(THREE, make.judged_round(2019))

    page = client.get(address())
    profile = client.get(profile_url()).text

    assert f'href="{address(year="2018")}"' in page.text
    assert 'aria-current="page">Asesmen 2019' in page.text
    assert profile.count(f'href="{address(year="2018")}"') == 2


def test_a_simulated_result_is_marked_and_a_real_one_is_not(client):
    make.published(THREE, make.judged_round(2018), provenance="simulated")
    make.published(THREE, make.judged_round(2019))

    assert "simulasi" in words(client.get(address(year="2018")))
    assert "Nilai bertanda berlian di halaman ini" not in words(client.get(address()))


@pytest.mark.parametrize("rounds", [1, 3])
def test_a_result_takes_few_queries(client, django_assert_max_num_queries, rounds):
    for year in range(2020 - rounds, 2020):
        make.published(THREE, make.judged_round(year))
    judged_with_secrets()

    with django_assert_max_num_queries(15):
        assert client.get(address()).status_code == 200
