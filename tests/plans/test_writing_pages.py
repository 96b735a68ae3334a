"""The pages on which chapters are written."""

import json

import pytest
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.plans.actions import paragraphs
from menuju.plans.models import Paragraph, ParagraphRevision
from menuju.plans.models.text import content_of, plain_of
from tests import make
from tests.plans.test_writing import chapter_of, texts, words

pytestmark = pytest.mark.django_db
KEY = "0b6f4b5e-3a58-4a53-9b7e-0f6f8e2a1c11"


@pytest.fixture
def planner():
    return make.planner()


@pytest.fixture
def client(client, planner):
    """A planner of the region sits at the browser."""
    client.force_login(planner)
    return client


def url(name, chapter, *more):
    return reverse(f"plans:{name}", args=[chapter.plan_version_id, chapter.pk, *more])


def send(client, chapter, key=KEY, **fields):
    data = {"kind": "text", "seen": 0, "after": "awal"} | fields
    return client.post(url("paragraph", chapter, key), data)


def autosave(client, chapter, key=KEY, **fields):
    data = {"kind": "text", "seen": 0, "after": "awal"} | fields
    return client.post(url("paragraph-auto", chapter, key), data)


def act(client, paragraph, name):
    chapter = paragraph.chapter
    return client.post(url("paragraph-act", chapter), {name: paragraph.pk}, follow=True)


def test_the_outline_says_how_far_each_chapter_is(client, planner):
    chapter = chapter_of()
    paragraphs.add(chapter, words("satu dua tiga"), by=planner)

    page = client.get(reverse("plans:writing", args=[chapter.plan_version_id]))

    assert "Dikerjakan" in page.content.decode()
    assert planner.person.name in page.content.decode()


def test_an_empty_chapter_says_what_to_write(client):
    page = client.get(url("chapter", chapter_of())).content.decode()

    assert "Sebutkan siapa yang terlibat" in page
    assert "Tulis alinea pertama" in page


def test_the_guidance_goes_when_something_is_written(client, planner):
    chapter = chapter_of()
    paragraphs.add(chapter, words("satu"), by=planner)

    assert (
        "Yang ditulis di bab ini"
        not in client.get(url("chapter", chapter)).content.decode()
    )


def test_a_paragraph_is_written_with_marks(client):
    chapter = chapter_of()

    send(client, chapter, text="**Kota** ini^[BPS 2019]")

    page = client.get(url("chapter", chapter)).content.decode()
    assert "<strong>Kota</strong>" in page
    assert "BPS 2019" in page


def test_a_text_with_empty_lines_becomes_several_paragraphs(client):
    chapter = chapter_of()

    send(client, chapter, text="Satu.\n\n- a\n- b\n\nDua.")

    assert texts(chapter) == ["Satu.", "a\nb", "Dua."]


def test_saving_and_going_on_opens_the_next_paragraph(client):
    chapter = chapter_of()

    answer = send(client, chapter, text="Satu.", lanjut="1")

    key = Paragraph.objects.get(key=KEY).key
    assert answer.url.endswith(f"?setelah={key}#baru")
    assert 'name="text"' in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("kind", "fields", "shown"),
    [
        ("heading", {"text": "Latar", "level": "3"}, "<h3>Latar</h3>"),
        ("list", {"text": "a\nb"}, "<li>b</li>"),
        ("table", {"text": "| x |\n|---|\n| 1 |", "caption": "T"}, '<th scope="col">x'),
        ("block", {"block": "swot"}, "dari data masterplan"),
    ],
)
def test_every_kind_of_paragraph_is_added_and_opened_again(client, kind, fields, shown):
    chapter = chapter_of()

    send(client, chapter, kind=kind, **fields)

    assert shown in client.get(url("chapter", chapter)).content.decode()
    act(client, Paragraph.objects.get(key=KEY), "ubah")
    page = client.get(url("chapter", chapter), {"ubah": KEY}).content.decode()
    assert f'name="kind" value="{kind}"' in page


def test_one_programme_is_drawn_and_stays_chosen(client):
    chapter = chapter_of(make.masterplan_version(programmes=2))
    programme = chapter.plan_version.programmes.last()
    value = f"p-{programme.key.hex[:12]}"

    send(client, chapter, kind="block", block=value)

    paragraph = Paragraph.objects.get(key=KEY)
    assert paragraph.content["key"] == str(programme.key)
    act(client, paragraph, "ubah")
    page = client.get(url("chapter", chapter), {"ubah": KEY}).content.decode()
    assert f'value="{value}" selected' in page


def test_an_anchor_stands_once_in_a_version(client, planner):
    chapter = chapter_of()
    paragraph = paragraphs.add(chapter, words("satu"), by=planner)
    other = chapter_of(chapter.plan_version, code="masa-depan")

    answer = send(client, other, key=paragraph.key, text="dua")

    assert answer.status_code == 409
    assert texts(chapter) == ["satu"]


def test_too_long_a_text_stays_on_the_page_with_a_way_out(client):
    chapter = chapter_of()

    answer = send(client, chapter, text="a" * 20_001)

    assert answer.status_code == 422
    assert "Bagi menjadi beberapa alinea" in answer.content.decode()
    assert "a" * 20_001 in answer.content.decode()


def test_five_megabytes_are_refused(client):
    answer = send(client, chapter_of(), text="a" * 5_300_000)

    assert answer.status_code == 413
    assert not Paragraph.objects.filter(key=KEY).exists()


def test_saving_on_the_way_answers_when_and_keeps_the_lock(client, planner):
    chapter = chapter_of()

    answer = autosave(client, chapter, text="Satu")

    assert json.loads(answer.content)["version"] == 1
    assert Paragraph.objects.get(key=KEY).locked_by == planner


def test_adding_words_on_the_way_is_one_revision(client):
    chapter = chapter_of()
    autosave(client, chapter, text="Satu")
    autosave(client, chapter, text="Satu dua", seen=1)

    found = ParagraphRevision.objects.get(paragraph__key=KEY)
    assert plain_of(content_of(found.content)) == "Satu dua"


def test_taking_words_out_on_the_way_keeps_what_was_there(client):
    chapter = chapter_of()
    autosave(client, chapter, text="Satu dua")
    autosave(client, chapter, text="Dua", seen=1)

    kept = {
        plain_of(content_of(one.content)) for one in ParagraphRevision.objects.all()
    }
    assert kept == {"Satu dua", "Dua"}


def test_the_same_form_sent_twice_is_one_paragraph(client):
    chapter = chapter_of()

    for _ in range(2):
        assert send(client, chapter, text="Satu").status_code == 302

    assert texts(chapter) == ["Satu"]


def test_a_removed_paragraph_comes_back(client, planner):
    chapter = chapter_of()
    paragraph = paragraphs.add(chapter, words("satu"), by=planner)

    assert "Urungkan" in act(client, paragraph, "hapus").content.decode()
    assert texts(chapter) == []
    act(client, paragraph, "kembali")
    assert texts(chapter) == ["satu"]


def test_paragraphs_move_up_and_down(client, planner):
    chapter = chapter_of()
    _one, two = (paragraphs.add(chapter, words(n), by=planner) for n in "ab")

    act(client, two, "naik")
    assert texts(chapter) == ["b", "a"]
    act(client, two, "turun")
    assert texts(chapter) == ["a", "b"]


def test_the_owner_finishes_a_chapter_and_writing_opens_it_again(client, planner):
    chapter = chapter_of()
    paragraphs.add(chapter, words("satu"), by=planner)

    client.post(url("chapter-state", chapter), {"ambil": ""})
    client.post(url("chapter-state", chapter), {"selesai": ""})
    chapter.refresh_from_db()
    assert (chapter.state, chapter.owner) == ("ready", planner)
    send(client, chapter, text="Dua")
    chapter.refresh_from_db()
    assert chapter.state == "writing"


def test_another_planner_does_not_finish_the_owners_chapter(client, planner):
    chapter = chapter_of()
    paragraphs.add(chapter, words("satu"), by=planner)
    chapter.owner = make.planner(name="Rani")
    chapter.save()

    answer = client.post(url("chapter-state", chapter), {"selesai": ""})

    assert answer.status_code == 403
    assert "penanggung jawabnya" in answer.content.decode()


def test_chapters_are_divided_among_the_planners_of_the_region(client, planner):
    chapter = chapter_of()
    where = reverse("plans:chapter-owners", args=[chapter.plan_version_id])

    client.post(where, {f"chapter-{chapter.pk}": planner.pk})

    chapter.refresh_from_db()
    assert chapter.owner == planner


def test_nobody_from_elsewhere_answers_for_a_chapter(client):
    chapter = chapter_of()
    other = make.planner(make.region("64.72"), name="Orang lain")
    where = reverse("plans:chapter-owners", args=[chapter.plan_version_id])

    answer = client.post(where, {f"chapter-{chapter.pk}": other.pk})

    assert answer.status_code == 422


def test_who_only_reads_sees_no_editor_and_writes_nothing(client):
    chapter = chapter_of()
    client.force_login(make.user(Capability.VIEW_REGION, region=make.region()))

    page = client.get(url("chapter", chapter), {"setelah": "awal"})
    assert "<textarea" not in page.content.decode()
    assert send(client, chapter, text="x").status_code == 403


def test_people_of_another_region_see_no_chapter(client):
    chapter = chapter_of()
    client.force_login(make.planner(make.region("64.72"), name="Orang lain"))

    assert client.get(url("chapter", chapter)).status_code == 404
    assert send(client, chapter, text="x").status_code == 404


def filled(count):
    version = make.masterplan_version(plan=make.rpjmd(goals=3), programmes=3)
    chapter = chapter_of(version, "buku-1", "kesenjangan")
    by = make.planner(name="Penulis")
    text = "Kota ini melayani warganya lewat loket dan kanal daring. " * 11
    for _ in range(count):
        paragraphs.add(chapter, words(text), by=by)
    return chapter


def test_a_chapter_of_sixty_paragraphs_is_one_light_page(
    client, django_assert_max_num_queries
):
    chapter = filled(60)
    with django_assert_max_num_queries(15):
        page = client.get(url("chapter", chapter))

    assert len(page.content) < 100_000


def test_a_chapter_asks_no_more_for_more_paragraphs(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    chapter = filled(1)
    with django_assert_max_num_queries(15) as found:
        client.get(url("chapter", chapter))
    for _ in range(2):
        paragraphs.add(chapter, words("lagi"), by=make.planner(name=f"P{_}"))
    with django_assert_num_queries(len(found)):
        client.get(url("chapter", chapter))


def test_the_editor_of_data_opens_in_fifteen_queries(
    client, planner, django_assert_max_num_queries
):
    version = make.masterplan_version(plan=make.rpjmd(goals=3), programmes=3)
    chapter = chapter_of(version, "buku-2", "rencana-aksi")
    block = chapter.paragraphs.first()
    paragraphs.take_lock(block, by=planner)
    for asked in ({"ubah": block.key}, {"setelah": "awal", "jenis": "block"}):
        with django_assert_max_num_queries(15):
            client.get(url("chapter", chapter), asked)


def test_every_chapter_opens_in_fifteen_queries(client, django_assert_max_num_queries):
    version = make.masterplan_version(plan=make.rpjmd(goals=3), programmes=3)
    for chapter in version.chapters.all():
        with django_assert_max_num_queries(15):
            client.get(url("chapter", chapter))


def test_the_outline_asks_little_however_much_is_written(
    client, django_assert_max_num_queries
):
    chapter = filled(3)
    with django_assert_max_num_queries(15):
        client.get(reverse("plans:writing", args=[chapter.plan_version_id]))
