import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from menuju.audit.models import Entry
from menuju.rounds.access.evidence import open_evidence
from menuju.rounds.actions import delegation, evidence
from menuju.rounds.models import Claim, Evidence
from menuju.rounds.queries.evidence import documents_for, page_of
from tests import make

pytestmark = pytest.mark.django_db


def test_documents_are_numbered_in_the_order_they_come():
    part = make.participation()
    make.document_of(part, content=make.pdf("satu"), name="SK tim.pdf")
    make.document_of(part, content=make.pdf("dua"), name="RPJMD.pdf")

    assert [str(one) for one in part.evidence.all()] == ["B1 SK tim", "B2 RPJMD"]


def test_the_same_file_again_is_linked_and_not_doubled():
    part = make.participation()
    first = make.document_of(part, "sdm-1")
    second = make.document_of(part, "sdm-2")

    assert first == second
    assert sorted(first.claims.values_list("item", flat=True)) == ["sdm-1", "sdm-2"]
    assert first.versions.count() == 1


def test_a_file_that_cannot_be_evidence_leaves_no_document():
    part = make.participation()

    with pytest.raises(ValidationError, match="kosong"):
        evidence.upload(
            part,
            evidence.Upload(io.BytesIO(b""), "SK.pdf"),
            item="sdm-1",
            by=make.coordinator(),
        )

    assert not Evidence.objects.exists()


def test_a_newer_version_stands_beside_the_older():
    part = make.participation()
    document = make.document_of(part)
    newer = evidence.Upload(io.BytesIO(make.pdf("baru")), "SK-baru.pdf")

    evidence.add_version(document, newer, by=make.coordinator())

    (found,) = documents_for(part)
    assert [one.file_name for one in found.versions] == ["SK-tim.pdf", "SK-baru.pdf"]
    assert found.latest.number == 2


def test_a_claim_names_pages_and_words_and_can_be_changed():
    document = make.document_of(make.participation())
    by = make.coordinator()

    evidence.link(document, "sdm-2", pages="3–5", quote="tim dibentuk", by=by)
    evidence.link(document, "sdm-2", pages="4", quote="tim dibentuk", by=by)

    claim = Claim.objects.get(item="sdm-2")
    assert (claim.pages, claim.quote) == ("4", "tim dibentuk")


def test_unlinking_is_kept_in_the_trail():
    document = make.document_of(make.participation())

    evidence.unlink(document, "sdm-1", by=make.coordinator())

    assert not Claim.objects.exists()
    assert Entry.objects.get(verb="unlinked").detail["item"] == "sdm-1"


def test_a_withdrawn_document_is_kept_but_counts_no_more():
    part = make.participation()
    document = make.document_of(part)

    evidence.withdraw(document, by=make.coordinator())

    assert documents_for(part) == []
    assert part.evidence.get().versions.count() == 1
    with pytest.raises(PermissionDenied, match="sudah ditarik"):
        evidence.link(document, "sdm-2", by=make.coordinator())


def test_after_the_submission_no_document_changes():
    part = make.submitted()
    document = part.evidence.first()
    by = make.coordinator()

    for change in (
        lambda: evidence.withdraw(document, by=by),
        lambda: evidence.unlink(document, "sdm-1", by=by),
        lambda: make.document_of(part, content=make.pdf("terlambat")),
    ):
        with pytest.raises(PermissionDenied, match="sudah dikirim"):
            change()


def test_a_page_has_its_text_and_its_neighbours():
    document = make.document_of(
        make.participation(), content=make.pdf("satu", "dua", "tiga")
    )
    version = document.versions.get()
    version.file.refresh_from_db()

    page = page_of(version, 2)

    assert (page.text, page.before, page.after, page.count) == ("dua", 1, 3, 3)
    assert page_of(version, 4) is None
    assert page_of(version, 0) is None


def test_an_agency_opens_only_what_supports_its_items():
    part = make.participation()
    agency = make.agency(part.region)
    mine = make.document_of(part, "sdm-1", content=make.pdf("satu"))
    other = make.document_of(part, "sdm-2", content=make.pdf("dua"))
    delegation.delegate(part, "sdm-1", agency=agency, note="", by=make.coordinator())
    officer = make.agency_officer(agency)

    assert open_evidence(officer, part, mine.number) == mine
    with pytest.raises(Http404):
        open_evidence(officer, part, other.number)


def test_an_agency_cannot_change_what_also_supports_another_item():
    part = make.participation()
    agency = make.agency(part.region)
    shared = make.document_of(part, "sdm-1")
    delegation.delegate(part, "sdm-1", agency=agency, note="", by=make.coordinator())
    officer = make.agency_officer(agency)
    assert open_evidence(officer, part, shared.number, change=True) == shared

    make.document_of(part, "sdm-2")

    with pytest.raises(PermissionDenied, match="butir lain"):
        open_evidence(officer, part, shared.number, change=True)
