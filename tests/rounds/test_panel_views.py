import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from menuju.jobs.models import Job
from menuju.regions.models import Region
from menuju.rounds.models import Assignment, PanelProposal, Round
from menuju.rounds.queries.panel_table import COLUMNS, panel_rows
from menuju.rounds.queries.pool_table import COLUMNS as POOL_COLUMNS
from menuju.rounds.queries.roster import roster_of
from menuju.rounds.queries.tables import csv_of, rows_in
from menuju.rounds.queries.workload import HEAD, loads_of
from menuju.rounds.views import proposals
from tests import make
from tests.rounds.pages import of_round

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
CODES = ("64.71", "64.72", "35.71")


@pytest.fixture
def part():
    return make.judged_region(assessors_per_region=2)


@pytest.fixture
def manager(client):
    client.force_login(make.manager())
    return client


def file_of(content, name="tabel.csv"):
    return SimpleUploadedFile(name, content)


# --- the pool


def test_everybody_is_taken_into_the_pool_at_once(manager, part):
    for number in range(3):
        make.assessor(name=f"Asesor {number}")

    manager.post(of_round("pool_add", part.round), {"everybody": "on", "capacity": "6"})

    assert part.round.pool_members.count() == 3
    assert "Asesor 2" in manager.get(of_round("pool", part.round)).text


def test_nobody_chosen_or_no_capacity_is_said_in_place(manager, part):
    make.assessor(name="Asesor Satu")

    page = manager.post(of_round("pool_add", part.round), {"capacity": "0"})

    assert page.status_code == 422
    assert "Pilih paling sedikit satu orang." in page.text
    assert "1 sampai 999" in page.text


def test_a_capacity_and_elements_are_changed_on_a_page(manager, part):
    member = make.pool_member(part.round)
    place = of_round("pool_member", part.round, member.person_id)

    assert manager.post(place, {"capacity": "abc"}).status_code == 422
    assert manager.post(place, {"capacity": "9", "topics": "sdm"}).status_code == 302

    member.refresh_from_db()
    assert (member.capacity, member.topics) == (9, ["sdm"])


def test_a_pool_table_is_tried_before_it_is_saved(manager, part):
    user = make.assessor()
    content = csv_of(POOL_COLUMNS, [[user.person_id, 7, "sdm", "", "", ""]])
    place = of_round("pool_table", part.round)

    tried = manager.post(place, {"file": file_of(content), "action": "try"})
    assert "1 asesor terbaca" in tried.text
    assert not part.round.pool_members.exists()
    manager.post(place, {"file": file_of(content), "action": "apply"})
    assert part.round.pool_members.get().capacity == 7


def test_a_bad_pool_table_names_row_and_column(manager, part):
    content = csv_of(POOL_COLUMNS, [[1_000_000, 7, "", "", "", ""]])
    place = of_round("pool_table", part.round)

    page = manager.post(place, {"file": file_of(content), "action": "apply"})

    assert page.status_code == 422
    assert "Baris 2, kolom nomor" in page.text


def test_the_pool_goes_out_with_who_could_be_in_it(manager, part):
    make.pool_member(part.round, name="Ada")
    make.assessor(name="Belum")

    answer = manager.get(of_round("pool_download", part.round))

    rows = rows_in("a.xlsx", io.BytesIO(answer.content))
    assert [row[3] for row in rows[1:]] == ["Ada", "Belum"]


# --- proposals


def test_a_proposal_is_shown_before_it_is_made(manager, part):
    for number in range(2):
        make.pool_member(part.round, name=f"Asesor Usulan {number}")

    answer = manager.post(
        of_round("proposal_new", part.round), {"anchors": "0", "seed": "1"}
    )
    page = manager.get(answer.url)

    assert "Asesor Usulan 1" in page.text
    assert not part.assignments.exists()
    made = PanelProposal.objects.get()
    manager.post(answer.url, {"digest": made.digest})
    assert part.assignments.count() == 2
    assert "sudah diterapkan" in manager.get(answer.url).text


def test_an_outdated_proposal_is_refused_with_what_changed(manager, part):
    for number in range(3):
        make.pool_member(part.round, name=f"Asesor {number}")
    place = manager.post(
        of_round("proposal_new", part.round), {"anchors": "0", "seed": "1"}
    ).url
    part.round.pool_members.update(capacity=1)

    page = manager.post(place, {"digest": PanelProposal.objects.get().digest})

    assert page.status_code == 409
    assert "keadaannya sudah berubah" in page.text
    assert "Susun usulan baru" in page.text
    assert not part.assignments.exists()


def test_a_forged_digest_is_refused(manager, part):
    for _ in range(2):
        make.pool_member(part.round)
    place = manager.post(
        of_round("proposal_new", part.round), {"anchors": "0", "seed": "1"}
    ).url

    assert manager.post(place, {"digest": "x"}).status_code == 403


def test_a_proposal_of_another_round_is_not_found(manager, part):
    make.pool_member(part.round)
    make.pool_member(part.round)
    place = manager.post(
        of_round("proposal_new", part.round), {"anchors": "0", "seed": "1"}
    ).url
    other = make.open_round()

    assert manager.get(place.replace(part.round.code, other.code)).status_code == 404


@pytest.mark.usefixtures("queue")
def test_a_large_proposal_is_a_job_with_a_page_of_its_own(manager, part, monkeypatch):
    monkeypatch.setattr(proposals, "AT_ONCE", 1)
    for _ in range(2):
        make.pool_member(part.round)

    answer = manager.post(
        of_round("proposal_new", part.round), {"anchors": "sedikit", "seed": "3"}
    )
    job = Job.objects.get()
    assert answer.url == reverse("jobs:job", args=[job.pk])
    assert not PanelProposal.objects.exists()
    call_command("work", "--once")

    job.refresh_from_db()
    made = PanelProposal.objects.get()
    assert job.result == of_round("proposal", part.round, made.pk)
    assert made.content["seed"] == 3


def test_without_assessors_the_form_says_so(manager, part):
    page = manager.post(
        of_round("proposal_new", part.round), {"anchors": "0", "seed": "1"}
    )

    assert page.status_code == 422
    assert "Belum ada asesor yang dapat ditugaskan" in page.text


def test_a_drop_out_is_previewed_then_applied(manager, part):
    member = make.pool_member(part.round, name="Pergi")
    make.pool_member(part.round, name="Pengganti")
    part.assignments.create(
        assessor=member.person,
        letter="A",
        assigned_at=part.round.windows.get().opens_at,
    )
    place = of_round("pool_leave", part.round, member.person_id)

    assert manager.post(place, {"reason": ""}).status_code == 422
    preview = manager.post(place, {"reason": "Sakit."}).url
    member.refresh_from_db()
    assert member.left_at is None
    assert "Pengganti" in manager.get(preview).text
    manager.post(preview, {"digest": PanelProposal.objects.get().digest})
    member.refresh_from_db()
    assert member.left_at is not None
    assert manager.get(place).status_code == 404


# --- panels by hand and by file


def test_a_region_becomes_an_anchor_on_its_panel_page(manager, part):
    place = reverse("rounds:anchor", args=[part.round.code, part.region_id])

    manager.post(place, {"anchor": "1"})

    part.refresh_from_db()
    assert part.is_anchor
    panel = reverse("rounds:panel", args=[part.round.code, part.region_id])
    assert "Bukan jangkar lagi" in manager.get(panel).text


def test_a_panel_table_is_tried_before_it_is_saved(manager, part):
    member = make.pool_member(part.round)
    content = csv_of(COLUMNS, [[part.region_id, member.person_id]])
    place = of_round("panel_table", part.round)

    tried = manager.post(place, {"file": file_of(content), "action": "try"})
    assert "1 penugasan baru" in tried.text
    assert not part.assignments.exists()
    manager.post(place, {"file": file_of(content), "action": "apply"})
    assert part.assignments.count() == 1
    again = manager.post(place, {"file": file_of(content), "action": "try"})
    assert "Tidak ada yang akan berubah" in again.text


def test_a_panel_table_without_the_reason_it_needs_says_so(manager, part):
    make.panel(part, 1)
    content = csv_of(COLUMNS, [[part.region_id, ""]])
    place = of_round("panel_table", part.round)

    page = manager.post(place, {"file": file_of(content), "action": "apply"})

    assert page.status_code == 422
    assert "Tuliskan alasan penarikan" in page.text
    assert part.assignments.filter(withdrawn_at=None).exists()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_panels_go_out(manager, part, ending):
    make.panel(part, 2)

    answer = manager.get(of_round("panel_download", part.round, ending))

    rows = rows_in(f"a.{ending}", io.BytesIO(answer.content))
    assert len(rows) == 1 + len(panel_rows(part.round)) == 3


# --- workload


def test_the_workload_counts_given_sent_and_open(manager, part):
    users = make.panel(part, 2)
    make.sent(users["A"], part, 2, 2)

    by_name = {one.person.name: one for one in loads_of(roster_of(part.round))}

    assert (by_name["Asesor A"].sent, by_name["Asesor A"].open) == (1, 0)
    assert (by_name["Asesor B"].sent, by_name["Asesor B"].open) == (0, 1)
    page = manager.get(of_round("workload", part.round)).text
    assert "dari 2 penugasan terkirim" in page


def test_the_workload_is_sorted_as_asked(manager, part):
    make.panel(part, 1)
    make.pool_member(part.round, name="Aaa Kosong")

    place = of_round("workload", part.round)
    first, other = (
        manager.get(f"{place}?urut={key}").text for key in ("nama", "daerah")
    )

    assert first.index("Aaa Kosong") < first.index("Asesor A")
    assert other.index("Asesor A") < other.index("Aaa Kosong")


def test_the_workload_goes_out_and_nothing_in_it_runs(manager, part):
    make.pool_member(part.round, name="=HYPERLINK(1)")

    answer = manager.get(of_round("workload_download", part.round, "csv"))

    assert "'=HYPERLINK(1)" in answer.content.decode("utf-8-sig")
    assert answer.content.decode("utf-8-sig").startswith(",".join(HEAD[:3]))


def test_panels_apart_are_warned_of_on_both_pages(manager, part):
    make.panel(part, 2)
    make.panel(make.judged_region(of=part.round, code="64.72"), 2)

    for name in ("assignments", "workload"):
        page = manager.get(of_round(name, part.round)).text
        assert "tidak dapat dibedakan dari mutu daerah" in page
        assert "jangkar" in page


def test_panels_that_can_no_longer_change_are_only_warned_of(manager, part):
    make.panel(part, 2)
    make.panel(make.judged_region(of=part.round, code="64.72"), 2)
    Round.objects.update(phase=Round.Phase.PUBLISHED)

    page = manager.get(of_round("workload", part.round)).text

    assert "tidak dapat dibedakan dari mutu daerah" in page
    assert "Cara memperbaiki" not in page


# --- who may not


ROUND_PAGES = ("pool_add", "pool_table", "proposal_new", "panel_table", "pool_download")


def test_who_only_looks_sees_pool_and_workload_and_changes_nothing(client, part):
    make.pool_member(part.round)
    client.force_login(make.secretariat())

    for name in ("pool", "workload", "assignments"):
        assert client.get(of_round(name, part.round)).status_code == 200
    for name in (*ROUND_PAGES, "reminders"):
        assert client.get(of_round(name, part.round)).status_code == 403


def test_neither_a_region_nor_an_assessor_opens_any_of_it(client, part):
    for user in (make.coordinator(part.region), make.panel(part, 1)["A"]):
        client.force_login(user)
        for name in (*ROUND_PAGES, "pool", "workload", "reminders"):
            assert client.get(of_round(name, part.round)).status_code == 403
        export = of_round("workload_download", part.round, "csv")
        assert client.get(export).status_code == 403


def test_pages_that_change_panels_close_with_the_phase(manager, part):
    member = make.pool_member(part.round)
    Round.objects.update(phase=Round.Phase.MODERATION)

    for name in ("pool_add", "pool_table", "proposal_new", "panel_table"):
        assert manager.get(of_round(name, part.round)).status_code == 403
    leaving = of_round("pool_leave", part.round, member.person_id)
    assert manager.get(leaving).status_code == 403
    assert manager.get(of_round("pool", part.round)).status_code == 200


# --- queries


@pytest.mark.parametrize("regions", [1, 3])
def test_the_pages_stay_within_the_query_budget(
    manager, regions, django_assert_max_num_queries
):
    round_ = make.open_round(phase=Round.Phase.ASSESSMENT, assessors_per_region=2)
    for code in CODES[:regions]:
        make.panel(make.judged_region(of=round_, code=code), 1)
    for row in Assignment.objects.select_related("assessor"):
        make.pool_member(round_, row.assessor.account)
    for number in range(3):
        near = make.pool_member(round_, name=f"Asesor {number}").person
        near.home_region = Region.objects.get(code="64.71")
        near.save()
    place = manager.post(
        of_round("proposal_new", round_), {"anchors": "0", "seed": "1"}
    )
    preview = manager.post(of_round("reminders", round_), {"due": "nilai"})
    pages = [place.url, preview.url]
    pages += [
        of_round(name, round_)
        for name in ("assignments", "pool", "workload", "reminders", *ROUND_PAGES)
    ]

    for page in pages:
        with django_assert_max_num_queries(MOST_QUERIES):
            assert manager.get(page).status_code == 200, page
