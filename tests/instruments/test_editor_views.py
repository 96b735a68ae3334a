import pytest

from menuju.accounts.models import Capability
from menuju.instruments import actions, queries
from menuju.instruments.models import Version
from tests.instruments.pages import address, published
from tests.make import instruments as make

pytestmark = pytest.mark.django_db
BOTH = (Capability.EDIT_INSTRUMENTS, Capability.PUBLISH_INSTRUMENTS)


def typed(page, **changes):
    """What a browser would send back from the form of a page."""
    form = page.context["form"]
    data = {field.html_name: field.value() or "" for field in form}
    return data | changes


def test_an_author_copies_edits_and_proposes_and_a_second_person_publishes(author):
    author.post(address("copy", published()), {"label": "2018.1"})
    draft = Version.objects.get(label="2018.1")
    page = author.get(address("node", draft, "sdm-1"))
    author.post(address("node", draft, "sdm-1"), typed(page, title_id="Petugas TIK"))
    assert author.post(address("publish", draft)).status_code == 403
    author.post(address("propose", draft))
    assert author.post(address("publish", draft)).status_code == 403

    author.force_login(make.instrument_author(*BOTH, name="Budi"))
    stale = author.post(address("publish", draft), {"edition": draft.edition})
    assert stale.status_code == 409
    assert "Isi yang Anda baca sudah berganti" in stale.text
    draft.refresh_from_db()
    shown = f'name="edition" value="{draft.edition}"'
    assert shown in author.get(address("publish", draft)).text
    author.post(address("publish", draft), {"edition": draft.edition})

    draft.refresh_from_db()
    assert draft.is_published
    assert queries.tree_of(draft).node("sdm-1").title.id == "Petugas TIK"


def test_saving_the_editor_unchanged_keeps_the_content(author):
    version = make.instrument_version()
    before = queries.document_of(version).content_hash
    for node in queries.tree_of(version).nodes:
        page = author.get(address("node", version, node.code))
        answer = author.post(address("node", version, node.code), typed(page))
        assert answer.status_code == 302

    version.refresh_from_db()
    assert version.edition == 1 + 7
    assert queries.document_of(version).content_hash == before


def test_a_wrong_field_is_named_and_nothing_typed_is_lost(author):
    version = make.instrument_version()
    page = author.get(address("node", version, "sdm-1"))

    wrong = typed(page, weight="banyak", applies="os.system('x')", title_id="Baru")
    answer = author.post(address("node", version, "sdm-1"), wrong)

    assert answer.status_code == 422
    assert "os.system" in str(answer.context["form"].errors["applies"])
    assert "angka" in str(answer.context["form"].errors["weight"])
    assert 'value="Baru"' in answer.text
    version.refresh_from_db()
    assert version.edition == 1


def test_a_number_that_is_none_is_named_at_its_field(author):
    version = make.instrument_version()
    page = author.get(address("node", version, "sdm-1"))

    answer = author.post(
        address("node", version, "sdm-1"), typed(page, weight="banyak")
    )

    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == ["weight"]
    assert "Bagian &#x27;Bobot&#x27; harus berupa angka." in str(errors["weight"])


def test_the_second_of_two_editors_sees_both_texts_and_can_save_on(author):
    version = make.instrument_version()
    page = author.get(address("node", version, "sdm-1"))
    mine, theirs = typed(page, title_id="Milik saya"), typed(page, title_id="Milik dia")
    author.post(address("node", version, "sdm-1"), theirs)

    answer = author.post(address("node", version, "sdm-1"), mine)

    assert answer.status_code == 409
    assert "Milik dia" in answer.text
    assert 'value="Milik saya"' in answer.text
    author.post(address("node", version, "sdm-1"), typed(answer))
    version.refresh_from_db()
    assert queries.tree_of(version).node("sdm-1").title.id == "Milik saya"


def test_a_node_is_added_moved_and_removed(author):
    version = make.instrument_version()
    new = {"kind": "item", "code": "sdm-3", "title_id": "A", "title_en": "A"}
    author.post(address("add-node", version, "sdm"), new | {"edition": "1"})
    up = {"edition": "2", "to": "up"}
    author.post(address("move-node", version, "sdm-3"), up)
    under = {"edition": "3", "to": "komitmen"}
    author.post(address("move-node", version, "sdm-1"), under)
    author.post(address("remove-node", version, "sdm-2"), {"edition": "4"})

    version.refresh_from_db()
    tree = queries.tree_of(version)
    codes = {n.code: [c.code for c in n.children] for n in tree.nodes if n.children}
    assert codes["sdm"] == ["sdm-3"]
    assert codes["komitmen"] == ["kehadiran", "paparan", "sdm-1"]


def test_a_node_cannot_be_added_twice_or_moved_into_itself(author):
    version = make.instrument_version()
    new = {"kind": "item", "code": "sdm-1", "title_id": "A", "title_en": "A"}

    twice = author.post(address("add-node", version, "sdm"), new | {"edition": "1"})
    inside = {"edition": "1", "to": "sdm"}
    moved = author.post(address("move-node", version, "sdm"), inside, follow=True)
    stale = author.post(address("remove-node", version, "sdm-2"), {"edition": "9"})

    assert twice.status_code == 422
    assert "tidak dapat masuk ke dirinya" in moved.text
    assert stale.status_code == 409
    version.refresh_from_db()
    assert version.edition == 1


def test_title_source_and_scale_are_edited(author):
    version = make.instrument_version()
    page = author.get(address("document", version))

    author.post(address("document", version), typed(page, source="Peraturan 1"))

    version.refresh_from_db()
    assert version.document["source"] == "Peraturan 1"


def test_what_must_be_mended_is_shown_before_proposing(author):
    version = make.instrument_version([make.item("a", "50"), make.item("b", "60")])

    page = author.get(address("propose", version))
    answer = author.post(address("propose", version))

    assert "Bobot anak berjumlah 110, bukan 100." in page.text
    assert answer.status_code == 422


def test_a_proposal_goes_back_to_its_authors(author):
    version = actions.propose(make.instrument_version(), by=author.user)

    author.post(address("take-back", version))

    version.refresh_from_db()
    assert version.is_draft


def test_a_title_typed_on_an_older_edition_is_kept_beside_what_is_stored(author):
    version = make.instrument_version()
    page = author.get(address("document", version))
    mine, theirs = typed(page, source="Milik saya"), typed(page, source="Milik dia")
    author.post(address("document", version), theirs)

    answer = author.post(address("document", version), mine)

    assert answer.status_code == 409
    assert "<b>Milik dia</b>" in answer.text
    author.post(address("document", version), typed(answer))
    version.refresh_from_db()
    assert version.document["source"] == "Milik saya"


def test_a_part_typed_on_an_older_edition_is_not_lost(author):
    version = make.instrument_version()
    new = {"kind": "item", "code": "sdm-3", "title_id": "Baru", "title_en": "New"}

    answer = author.post(address("add-node", version, "sdm"), new | {"edition": "9"})

    assert answer.status_code == 409
    assert 'value="Baru"' in answer.text
    author.post(address("add-node", version, "sdm"), typed(answer))
    version.refresh_from_db()
    assert "sdm-3" in queries.tree_of(version)
