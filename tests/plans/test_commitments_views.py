"""Commitment sheets in the browser."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from menuju.accounts.models import OfficeHolding
from menuju.plans.models import CommitmentSheet
from menuju.plans.queries.institutions import mark_of
from menuju.regions.models import Rank
from tests import make
from tests.make.accounts import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return make.masterplan_version()


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def planner(client):
    user = make.planner()
    client.force_login(user)
    return user


@pytest.fixture
def head():
    """Who heads the region; without any seat."""
    user = make.user(name="Kepala Daerah")
    office = make.office(make.region(), Rank.HEAD)
    OfficeHolding.objects.create(person=user.person, office=office)
    return user


def at(name, *args):
    return reverse(f"plans:{name}", args=args)


def text_of(response):
    return response.content.decode()


def signature(sheet, **changes):
    return {"seen": mark_of(sheet), "agreed": "on", "password": PASSWORD} | changes


def test_a_planner_prepares_sheets(client, version, planner):
    assert planner
    address = at("commitment-add", version.pk)
    assert "Kepala daerah" in text_of(client.get(address))

    client.post(address, {"who": ["head"], "text": "Kami siap."})

    assert version.commitments.get().text == "Kami siap."


def test_nothing_is_prepared_for_nobody(client, version, planner):
    assert planner
    response = client.post(at("commitment-add", version.pk), {"text": "Kami siap."})

    assert response.status_code == 422
    assert "Kami siap." in text_of(response)


def test_the_head_reads_and_signs(client, version, head):
    sheet = make.sheet(version)
    client.force_login(head)
    address = at("commitment", version.pk, sheet.pk)
    assert "Kami siap." in text_of(client.get(address))

    client.post(address, signature(sheet))

    assert CommitmentSheet.objects.get().person == head.person
    assert "Sudah ditandatangani" in text_of(client.get(address))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"password": "salah"}, "Kata sandi tidak cocok"),
        ({"agreed": ""}, "Centang bila Anda menandatanganinya"),
    ],
)
def test_a_signature_needs_the_statement_and_the_password(
    client, version, head, changes, words
):
    sheet = make.sheet(version)
    client.force_login(head)

    address = at("commitment", version.pk, sheet.pk)
    response = client.post(address, signature(sheet, **changes))

    assert response.status_code == 422
    assert words in text_of(response)
    assert CommitmentSheet.objects.get().signed_at is None


def test_the_same_signature_sent_twice_is_one(client, version, head):
    sheet = make.sheet(version)
    client.force_login(head)
    address = at("commitment", version.pk, sheet.pk)
    sent = signature(sheet)

    first, second = client.post(address, sent), client.post(address, sent)

    assert (first.url, second.url) == (address, address)
    assert "sudah ditandatangani Kepala Daerah" in text_of(client.get(address))


@pytest.mark.parametrize("is_demo", [True, False])
def test_only_a_demo_says_the_password(client, settings, version, head, is_demo):
    settings.DEMO, settings.DEMO_PASSWORD = is_demo, "kata-sandi-demo"
    client.force_login(head)

    sheet = make.sheet(version)
    page = text_of(client.get(at("commitment", version.pk, sheet.pk)))

    assert ("kata-sandi-demo" in page) == is_demo


def test_guessing_the_password_is_stopped(client, version, head):
    sheet = make.sheet(version)
    client.force_login(head)
    address = at("commitment", version.pk, sheet.pk)

    tries = [
        client.post(address, signature(sheet, password="salah")) for _ in range(11)
    ]

    assert tries[-1].status_code == 429


def test_words_that_changed_are_shown_before_they_are_signed(client, version, head):
    sheet = make.sheet(version)
    sent = signature(sheet)
    CommitmentSheet.objects.update(text="Bunyi yang baru.")
    client.force_login(head)

    response = client.post(at("commitment", version.pk, sheet.pk), sent)

    assert response.status_code == 409
    assert "Bunyi yang baru." in text_of(response)
    assert CommitmentSheet.objects.get().signed_at is None


def test_a_planner_is_not_offered_to_sign_and_may_not(client, version, planner, head):
    assert planner
    sheet = make.sheet(version)
    address = at("commitment", version.pk, sheet.pk)

    page = text_of(client.get(address))
    assert 'name="password"' not in page
    assert head.person.name in page
    assert client.post(address, signature(sheet)).status_code == 403


def test_changing_a_signed_sheet_says_what_happens(client, version, planner):
    assert planner
    sheet = make.sheet(version, signed=True)
    address = at("commitment-edit", version.pk, sheet.pk)
    assert "gugur" in text_of(client.get(address))
    sent = {"office": "Wali Kota", "text": "Lain.", "seen": mark_of(sheet)}
    assert client.post(address, sent).status_code == 422

    client.post(address, sent | {"withdraw": "on"})

    saved = CommitmentSheet.objects.get()
    assert (saved.text, saved.signed_at) == ("Lain.", None)


def paper(sheet, head, **changes):
    scan = SimpleUploadedFile("lembar.pdf", make.pdf())
    holding = head.person.holdings.get().pk
    sent = {"holding": holding, "on": make.today().isoformat(), "scan": scan}
    return sent | {"same": "on", "seen": mark_of(sheet)} | changes


def test_a_sheet_signed_on_paper_is_marked_and_its_scan_downloads(
    client, version, planner, head
):
    assert planner
    sheet = make.sheet(version)

    client.post(at("commitment-paper", version.pk, sheet.pk), paper(sheet, head))

    assert "di atas kertas" in text_of(client.get(at("bodies", version.pk)))
    response = client.get(at("commitment-scan", version.pk, sheet.pk))
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    "changes", [{"on": "besok"}, {"scan": ""}, {"same": ""}, {"holding": "0"}]
)
def test_a_paper_that_lacks_something_is_refused(
    client, version, planner, head, changes
):
    assert planner
    sheet = make.sheet(version)

    address = at("commitment-paper", version.pk, sheet.pk)
    response = client.post(address, paper(sheet, head, **changes))

    assert response.status_code == 422
    assert CommitmentSheet.objects.get().signed_at is None


def test_a_sheet_without_a_scan_has_none_to_download(client, version, planner):
    assert planner
    sheet = make.sheet(version, signed=True)

    response = client.get(at("commitment-scan", version.pk, sheet.pk))

    assert response.status_code == 404


def test_a_sheet_is_hidden_from_another_region(client, version):
    sheet = make.sheet(version)
    client.force_login(make.planner(of=make.region("64.72")))

    assert client.get(at("commitment", version.pk, sheet.pk)).status_code == 404
