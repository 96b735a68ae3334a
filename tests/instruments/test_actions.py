import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from menuju.accounts.models import Capability
from menuju.audit.models import Entry
from menuju.instruments import actions, queries
from menuju.instruments.models import Version
from tests.make import instruments as make

pytestmark = pytest.mark.django_db


def test_a_draft_is_kept_from_a_document():
    document = make.document()

    version = actions.create_draft(document, by=make.instrument_author())

    assert (str(version), version.status) == ("contoh 2017.1", "draft")
    assert queries.document_of(version) == document


def test_a_version_that_exists_is_not_drafted_again():
    version = make.instrument_version()

    with pytest.raises(ValidationError, match="sudah ada"):
        actions.create_draft(queries.document_of(version), by=None)


def test_a_copy_has_the_same_content_under_its_own_label():
    rina = make.instrument_author()
    version = make.instrument_version()

    copy = actions.copy_version(version, "2018.1", by=rina)

    assert (copy.label, copy.copied_from, copy.status) == ("2018.1", version, "draft")
    assert queries.document_of(copy).root == queries.document_of(version).root


@pytest.mark.parametrize("label", ["2017.1", "a b", "-", "x" * 31])
def test_a_copy_cannot_take_a_label_that_is_taken_or_unreadable(label):
    version = make.instrument_version()

    with pytest.raises(ValidationError):
        actions.copy_version(version, label, by=make.instrument_author())

    assert Version.objects.count() == 1


def test_saving_a_draft_counts_its_edition():
    rina = make.instrument_author()
    version = make.instrument_version()
    changed = make.document(source="Peraturan baru")

    saved = actions.save_draft(version, changed, edition=1, by=rina)

    assert (saved.edition, queries.document_of(saved).source) == (2, "Peraturan baru")


def test_two_people_cannot_overwrite_each_other():
    rina, budi = make.instrument_author(), make.instrument_author(name="Budi")
    version = make.instrument_version()
    actions.save_draft(version, make.document(source="Rina"), edition=1, by=rina)

    with pytest.raises(actions.StaleEdition) as refusal:
        actions.save_draft(version, make.document(source="Budi"), edition=1, by=budi)

    assert refusal.value.held.document["source"] == "Rina"
    version.refresh_from_db()
    assert version.document["source"] == "Rina"


def test_a_draft_does_not_take_the_content_of_another_version():
    version = make.instrument_version()

    with pytest.raises(ValidationError, match="Isi ini milik"):
        actions.save_draft(
            version,
            make.document(version="2018.1"),
            edition=1,
            by=make.instrument_author(),
        )


def test_a_draft_with_problems_is_not_proposed():
    version = make.instrument_version([make.item("a", "50"), make.item("b", "60")])

    with pytest.raises(ValidationError, match="berjumlah 110, bukan 100"):
        actions.propose(version, by=make.instrument_author())

    version.refresh_from_db()
    assert version.is_draft


def test_a_second_person_publishes_and_the_hash_is_kept():
    rina, budi = make.instrument_author(), make.instrument_author(name="Budi")
    version = actions.propose(make.instrument_version(), by=rina)

    published = actions.publish(version, edition=version.edition, by=budi)

    assert published.is_published
    assert published.content_hash == make.document().content_hash
    assert (published.proposed_by, published.published_by) == (rina, budi)
    assert Entry.objects.first().verb == "published"


def test_what_was_edited_since_it_was_read_is_not_published():
    rina, budi = make.instrument_author(), make.instrument_author(name="Budi")
    read = actions.propose(make.instrument_version(), by=rina)
    draft = actions.take_back(read, by=rina)
    content = make.document(source="lain")
    edited = actions.save_draft(draft, content, edition=draft.edition, by=rina)
    actions.propose(edited, by=rina)

    with pytest.raises(actions.StaleEdition):
        actions.publish(read, edition=read.edition, by=budi)

    read.refresh_from_db()
    assert not read.is_published


def test_the_proposer_cannot_publish():
    rina = make.instrument_author(
        Capability.EDIT_INSTRUMENTS, Capability.PUBLISH_INSTRUMENTS
    )
    version = actions.propose(make.instrument_version(), by=rina)

    with pytest.raises(PermissionDenied, match="orang kedua"):
        actions.publish(version, edition=version.edition, by=rina)


def test_a_draft_is_not_published_without_a_proposal():
    with pytest.raises(PermissionDenied):
        actions.publish(
            make.instrument_version(), edition=1, by=make.instrument_author()
        )


def test_what_was_proposed_can_be_taken_back_and_mended():
    rina = make.instrument_author()
    version = actions.propose(make.instrument_version(), by=rina)

    draft = actions.take_back(version, by=rina)

    assert (draft.is_draft, draft.proposed_by) == (True, None)


def test_a_published_version_never_changes():
    rina, budi = make.instrument_author(), make.instrument_author(name="Budi")
    version = actions.propose(make.instrument_version(), by=rina)
    version = actions.publish(version, edition=version.edition, by=budi)
    before = version.document

    with pytest.raises(PermissionDenied):
        actions.save_draft(version, make.document(source="x"), edition=1, by=rina)
    with pytest.raises(PermissionDenied):
        actions.take_back(version, by=rina)
    with pytest.raises(PermissionDenied):
        actions.propose(version, by=rina)
    version.refresh_from_db()
    assert version.document == before


def test_the_shipped_instruments_are_published_once():
    first = actions.load_shipped()
    again = actions.load_shipped()

    assert [str(v) for v in first] == [
        "evaluation-2022 2022.1",
        "readiness 2017.1",
        "spbe-2020 2020.1",
    ]
    assert again == first
    assert all(v.is_published and v.proposed_by is None for v in first)
    assert Entry.objects.filter(verb="shipped").count() == 3
