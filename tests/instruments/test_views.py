import io

import pytest
from django.urls import reverse
from django.utils.translation import override

from menuju.accounts.models import Capability
from menuju.instruments import actions, queries
from menuju.instruments.models import Crosswalk, Version
from menuju.instruments.queries.export import workbook_of, yaml_of
from tests.make import instruments as make
from tests.make.regions import region

pytestmark = pytest.mark.django_db

ONLY_CITIES = [
    make.item("a", applies="kind == 'kota'", not_asked=make.text("Hanya untuk kota")),
    make.item("b"),
]
BOTH = (Capability.EDIT_INSTRUMENTS, Capability.PUBLISH_INSTRUMENTS)


@pytest.fixture
def author(client):
    client.user = make.instrument_author()
    client.force_login(client.user)
    return client


@pytest.fixture
def reader(client):
    client.force_login(make.instrument_author(Capability.ANSWER, name="Pembaca"))
    return client


def address(name, version, *more):
    return reverse(
        f"instruments:{name}", args=[version.instrument.code, version.label, *more]
    )


def published(children=None, **more):
    version = make.instrument_version(children, **more)
    proposer = make.instrument_author(name=f"Usul{version.pk}")
    second = make.instrument_author(name=f"Dua{version.pk}")
    proposed = actions.propose(version, by=proposer)
    return actions.publish(proposed, edition=proposed.edition, by=second)


def typed(page, **changes):
    """What a browser would send back from the form of a page."""
    form = page.context["form"]
    data = {field.html_name: field.value() or "" for field in form}
    return data | changes


def upload(data, name="uji.xlsx"):
    file = io.BytesIO(data)
    file.name = name
    return {"file": file}


def test_a_visitor_must_sign_in(client):
    assert client.get(reverse("instruments:list")).status_code == 302


def test_anybody_signed_in_reads_what_is_published_and_no_draft(reader):
    version = published()
    draft = make.instrument_version(version="2018.1")

    page = reader.get(reverse("instruments:list"))

    assert "contoh 2017.1" in page.text
    assert "contoh 2018.1" not in page.text
    assert reader.get(address("detail", version)).status_code == 200
    assert reader.get(address("detail", draft)).status_code == 404


def test_a_reader_is_offered_nothing_to_change_and_cannot(reader):
    version = published()

    page = reader.get(address("detail", version))

    assert "Salin menjadi versi baru" not in page.text
    assert reader.get(address("node", version, "sdm")).status_code == 403
    assert reader.post(address("copy", version), {"label": "x"}).status_code == 403
    assert reader.get(reverse("instruments:new")).status_code == 403


def test_the_page_of_a_version_shows_weights_shares_rubric_and_marks(reader):
    page = reader.get(address("detail", published()))

    assert "sdm-1 berjalan dan terukur" in page.text
    assert ">30,0%<" in page.text
    assert '<span class="proposed">usulan</span>' in page.text


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_takes_the_same_queries_however_long_it_is(
    reader, django_assert_num_queries, many
):
    for number in range(many):
        published(version=f"{number}.1")

    with django_assert_num_queries(5):
        reader.get(reverse("instruments:list"))


@pytest.mark.parametrize("many", [1, 3])
def test_a_version_takes_the_same_queries_however_large_it_is(
    author, django_assert_num_queries, many
):
    version = published(
        [make.item(f"b-{n}", "100" if n == 0 else "0") for n in range(many)]
    )

    with django_assert_num_queries(6):
        author.get(address("detail", version))


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


def test_a_region_sees_why_it_is_not_asked(reader):
    version = published(ONLY_CITIES)
    city, district = region("64.71"), region("35.07")

    asked = reader.get(address("preview", version), {"daerah": city.code})
    left_out = reader.get(address("preview", version), {"daerah": district.code})
    unknown = reader.get(address("preview", version), {"daerah": "99.99"})

    assert "Tidak ditanyakan" not in asked.text
    assert "Hanya untuk kota" in left_out.text
    assert unknown.status_code == 422


def test_a_version_is_downloaded_as_workbook_and_yaml(reader):
    version = published()

    book = reader.get(address("download", version, "xlsx"))
    text = reader.get(address("download", version, "yaml"))

    assert book["Content-Disposition"] == 'attachment; filename="contoh-2017.1.xlsx"'
    assert "schema: menuju/instrument/1" in text.text
    assert reader.get(address("download", version, "exe")).status_code == 404


def test_a_workbook_is_tried_before_it_is_applied(author):
    version = make.instrument_version()
    changed = make.document(
        [make.item("a", title=make.text("Baru")), make.item("b")], source="Baru"
    )

    tried = author.post(address("import", version), upload(workbook_of(changed)))
    version.refresh_from_db()
    before = version.edition
    author.post(address("apply-import", version))

    assert tried.status_code == 200
    assert "Belum ada yang disimpan" in tried.text
    version.refresh_from_db()
    assert (before, version.edition) == (1, 2)
    assert version.document == changed.content


def test_applying_without_a_trial_changes_nothing(author):
    version = make.instrument_version()

    author.post(address("apply-import", version))

    version.refresh_from_db()
    assert version.edition == 1


def test_a_workbook_tried_on_an_older_edition_is_a_conflict(author):
    version = make.instrument_version()
    author.post(address("import", version), upload(workbook_of(make.document())))
    actions.save_draft(version, make.document(source="x"), edition=1, by=author.user)

    assert author.post(address("apply-import", version)).status_code == 409


def test_a_workbook_of_another_version_is_refused(author):
    version = make.instrument_version()
    other = workbook_of(make.document(version="2020.1"))

    answer = author.post(address("import", version), upload(other))

    assert answer.status_code == 422
    assert "Berkas ini milik contoh 2020.1" in answer.text


@pytest.mark.parametrize(
    ("name", "data"),
    [("uji.exe", b"MZ"), ("uji.xlsx", b"MZ"), ("uji.xlsx", b""), ("a.yaml", b"\xff")],
)
def test_a_file_that_is_no_instrument_is_refused(author, name, data):
    answer = author.post(reverse("instruments:new"), upload(data, name))

    assert answer.status_code == 422
    assert Version.objects.count() == 0


def test_a_new_draft_comes_from_a_file_or_its_lines_are_named(author):
    good = yaml_of(make.document())
    bad = good.replace("weight: '60'", "weight: '61'", 1)

    refused = author.post(reverse("instruments:new"), upload(bad.encode(), "b.yaml"))
    taken = author.post(reverse("instruments:new"), upload(good.encode(), "a.yaml"))

    assert "b.yaml:" in refused.text
    assert "berjumlah 101, bukan 100" in refused.text
    assert taken.status_code == 302
    assert Version.objects.get().is_draft


def test_two_versions_are_compared_and_the_crosswalk_confirmed(author):
    older = published()
    children = [
        make.group("sdm", [make.item("sdm-1"), make.item("sdm-9")], "60"),
        make.group("komitmen", [make.attendance(), make.item("paparan", "60")], "40"),
    ]
    newer = published(children, version="2018.1")
    chosen = author.get(address("choose-comparison", newer), {"dengan": older.pk})
    page = author.get(chosen.url)
    form = reverse("instruments:crosswalk", args=["contoh", "2017.1", "2018.1"])
    rows = author.get(form).context["forms"]
    data = {f.html_name: f.value() for row in rows for f in row}
    data |= {"sdm-1-kind": "broader", "sdm-1-reason": "Mencakup swasta"}

    author.post(form, data)

    assert "dihapus" in page.text
    entries = {entry["to"]: entry for entry in Crosswalk.objects.get().entries}
    assert entries["sdm-1"]["kind"] == "broader"
    assert entries["sdm-9"]["kind"] == "new"
    assert "Mencakup swasta" in author.get(chosen.url).text


def test_a_crosswalk_without_a_reason_is_not_confirmed(author):
    published()
    published(version="2018.1")
    form = reverse("instruments:crosswalk", args=["contoh", "2017.1", "2018.1"])
    rows = author.get(form).context["forms"]
    data = {f.html_name: f.value() for row in rows for f in row} | {"sdm-1-reason": ""}

    assert author.post(form, data).status_code == 422
    assert Crosswalk.objects.count() == 0


def test_a_reader_compares_but_does_not_confirm(reader):
    published()
    published(version="2018.1")
    pair = ["contoh", "2017.1", "2018.1"]

    assert reader.get(reverse("instruments:compare", args=pair)).status_code == 200
    assert reader.get(reverse("instruments:crosswalk", args=pair)).status_code == 403


def test_every_page_speaks_english_too(author):
    version = make.instrument_version()

    for name, more in (("detail", []), ("node", ["sdm-1"]), ("propose", [])):
        with override("en"):
            page = author.get(address(name, version, *more))
        assert page.status_code == 200
        assert "Kembali ke instrumen" not in page.text
        assert "Bobot" not in page.text


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
