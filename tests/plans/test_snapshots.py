"""All of a version as plain data: nothing that is content is forgotten."""

import json
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db.models import ForeignKey

from menuju.files.models import StoredFile
from menuju.plans.actions.masterplans import new_version
from menuju.plans.models import (
    Approval,
    BookFile,
    Comment,
    CommitmentSheet,
    MasterplanVersion,
    ParagraphRevision,
    Publication,
    PublishedBook,
    ReviewRound,
    Suggestion,
)
from menuju.plans.models.documents import digest_of
from menuju.plans.queries.snapshots import PARTS, snapshot_of, snapshots_of, walk
from tests import make

pytestmark = pytest.mark.django_db
ABOUT = {
    Approval,
    BookFile,
    Publication,
    PublishedBook,
    ReviewRound,
    ParagraphRevision,
    Comment,
    Suggestion,
}
"""What people said or did about the content."""
CIRCUMSTANCES = {
    "id",
    "order",  # the order in which rows stand says it
    "edited_at",
    "edited_by",
    "removed_at",
    "version",
    "locked_by",
    "locked_at",
    "state of Chapter",
    "owner of Chapter",
    "person of CommitmentSheet",  # the name that was signed with is content
    "digest of CommitmentSheet",
    "scan_name",
    "recorded_by",
}


def hanging_on(model):
    """Every model whose rows go when a row of this one goes, and theirs."""
    found = set()
    for relation in model._meta.related_objects:
        if isinstance(relation.field, ForeignKey):
            found |= {relation.related_model} - {model}
    return found.union(*(hanging_on(one) for one in found - ABOUT))


def test_every_model_of_content_is_in_the_snapshot():
    through = {part.model for part in PARTS.values() if part.model._meta.auto_created}
    models = {part.model for part in PARTS.values()} - through

    assert models == hanging_on(MasterplanVersion) - ABOUT - through


@pytest.mark.parametrize("name", PARTS)
def test_every_field_of_content_is_in_the_snapshot(name):
    part = PARTS[name]
    fields = {field.name for field in part.model._meta.get_fields() if field.concrete}
    many = {one.name for one in part.model._meta.many_to_many}
    aside = {part.under, *CIRCUMSTANCES}
    aside |= {
        one.partition(" of ")[0]
        for one in CIRCUMSTANCES
        if one.endswith(f" of {part.model.__name__}")
    }
    said = {path.partition("__")[0] for path in part.names.values()}

    assert fields - many - aside - said == set()
    assert many <= {one for one, how in PARTS.items() if how.into == name}


def other(field, value):
    """Another value that the same field may hold."""
    if field.choices:
        return next(key for key, _ in field.choices if key != value)
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, bool):
        return not value
    if isinstance(value, date | datetime):
        return value.replace(day=3)
    if isinstance(value, dict):
        return {"type": "heading", "runs": []}
    return f"{value} lagi" if isinstance(value, str) else value + 1


@pytest.mark.parametrize("name", PARTS)
def test_another_value_is_another_digest(name):
    version, part = make.full_version(), PARTS[name]
    if name == "strategies":  # its two texts exclude each other
        part.model.objects.update(text="")
    before = digest_of(snapshot_of(version))
    for said, path in part.names.items():
        if "__" in path or said in {
            "signed",
            "on_paper",
            "scan",
        }:  # one needs the other
            continue
        row = part.model.objects.last()
        value = other(row._meta.get_field(path), getattr(row, path))
        part.model.objects.filter(pk=row.pk).update(**{path: value})

        assert digest_of(snapshot_of(version)) != before, path
        part.model.objects.filter(pk=row.pk).update(**{path: getattr(row, path)})


def test_a_signature_of_another_day_is_another_digest():
    version = make.full_version()
    before = digest_of(snapshot_of(version))
    CommitmentSheet.objects.update(signed_at=version.made_at - timedelta(days=9))

    assert digest_of(snapshot_of(version)) != before


def test_another_signed_paper_is_another_digest():
    version = make.full_version()
    papers = [
        StoredFile.objects.create(sha256=one * 64, kind="pdf", size=1) for one in "ab"
    ]
    CommitmentSheet.objects.update(on_paper=True, scan=papers[0])
    before = digest_of(snapshot_of(version))
    CommitmentSheet.objects.update(scan=papers[1])

    assert digest_of(snapshot_of(version)) != before


@pytest.mark.parametrize("name", ["programmes", "indicators", "swot_points"])
def test_another_order_is_another_digest(name):
    version = make.full_version()
    row = PARTS[name].model.objects.get()
    row.pk, row.key, row.order = None, uuid4(), row.order + 1
    if hasattr(row, "code"):
        row.code = "P99"
    row.save()
    before = digest_of(snapshot_of(version))
    type(row).objects.filter(pk=row.pk).update(order=0)
    type(row).objects.exclude(pk=row.pk).update(order=5)

    assert digest_of(snapshot_of(version)) != before


def test_a_full_version_has_a_row_in_every_part():
    snapshot = snapshot_of(make.full_version())

    assert {name for name, _row, _above in walk(snapshot)} == set(PARTS)


def test_a_copy_has_the_same_snapshot_but_for_signatures():
    old = make.full_version()
    MasterplanVersion.objects.filter(pk=old.pk).update(state="approved", digest="a")
    was = snapshot_of(old)

    now = snapshot_of(new_version(old, by=make.planner()))

    signature = {"signed": None, "signatory_name": "", "signatory_office": ""}
    assert was["commitments"][0]["signed"]
    was["commitments"][0] |= signature
    assert now == was


def test_a_snapshot_is_plain_data_as_people_wrote_it():
    snapshot = snapshot_of(make.full_version())

    assert json.loads(json.dumps(snapshot)) == snapshot
    programme = snapshot["programmes"][0]
    assert programme["indicators"][0]["baseline"] == "0.1"
    assert programme["budgets"][0]["amount"] == "1250000000"
    assert programme["starts_on"] == "2019-01-01"
    assert programme["quick_win"] is False
    assert programme["agency"] == "Dinas Komunikasi dan Informatika"
    assert programme["partners"] == [{"agency": programme["agency"]}]
    assert snapshot["targets"][0]["goal_value"] == "85.25"
    assert UUID(programme["key"])
    chapters = {one["code"]: one for one in snapshot["chapters"]}
    written = chapters["uji"]["paragraphs"][0]["content"]
    assert written["runs"] == [{"text": "Kota ini melayani warganya."}]


def test_a_removed_paragraph_is_left_out():
    version = make.full_version()
    before = digest_of(snapshot_of(version))
    make.paragraph(version, removed_at=version.made_at)

    assert digest_of(snapshot_of(version)) == before


def test_the_digest_covers_the_goals_that_the_books_show():
    version = make.full_version()
    before = digest_of(snapshot_of(version))
    version.development_plan.goals.update(text="Tujuan lain")

    assert digest_of(snapshot_of(version)) != before


def test_two_versions_are_read_in_as_many_queries_as_one(django_assert_num_queries):
    old = make.full_version()
    MasterplanVersion.objects.filter(pk=old.pk).update(state="approved", digest="a")
    pair = [old, new_version(old, by=make.planner())]
    type(old.development_plan).objects.update(digest="a", state="in_force")
    for one in pair:
        one.development_plan.refresh_from_db()
        assert one.masterplan.framework
        assert one.masterplan.guide

    with django_assert_num_queries(1):
        was, now = snapshots_of(pair)

    assert was["programmes"] == now["programmes"]


def test_a_draft_that_two_versions_follow_is_read_once(django_assert_num_queries):
    old = make.full_version()
    MasterplanVersion.objects.filter(pk=old.pk).update(state="approved", digest="a")
    pair = [old, new_version(old, by=make.planner())]
    for one in pair:
        assert one.masterplan.framework
        assert one.masterplan.guide

    with django_assert_num_queries(5):
        snapshots_of(pair)


def test_what_is_read_belongs_to_the_version_asked_for():
    version = make.full_version()
    make.masterplan_version(first_year=2030, last_year=2039, programmes=2)

    assert len(snapshot_of(version)["programmes"]) == 1
