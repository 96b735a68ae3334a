"""Two people at one paragraph: locks, conflicts, and nothing lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from menuju.plans.actions import paragraphs
from menuju.plans.models import ParagraphRevision
from menuju.plans.models.text import content_of, plain_of
from tests import make
from tests.plans.test_writing import chapter_of, texts, words

pytestmark = pytest.mark.django_db
AGO = timedelta(minutes=16)


def silent(paragraph):
    """The holder of the lock has not written for more than 15 minutes."""
    paragraph.locked_at = timezone.now() - AGO
    paragraph.save()
    return paragraph


@pytest.fixture
def rani():
    return make.planner(name="Rani")


@pytest.fixture
def budi():
    return make.planner(name="Budi")


@pytest.fixture
def paragraph(rani):
    return paragraphs.add(chapter_of(), words("awal"), by=rani)


def written(paragraph, kept):
    rows = ParagraphRevision.objects.filter(paragraph=paragraph, kept=kept)
    return [plain_of(content_of(one.content)) for one in rows]


def send(client, paragraph, **fields):
    chapter = paragraph.chapter
    data = {"kind": "text", "seen": paragraph.version} | fields
    args = [chapter.plan_version_id, chapter.pk, paragraph.key]
    return client.post(reverse("plans:paragraph", args=args), data)


def page(client, paragraph):
    chapter = paragraph.chapter
    args = [chapter.plan_version_id, chapter.pk]
    return client.get(reverse("plans:chapter", args=args)).content.decode()


def test_who_begins_to_write_holds_the_paragraph(paragraph, rani, budi):
    paragraphs.take_lock(paragraph, by=rani)

    with pytest.raises(paragraphs.LockedError, match="Rani sedang menulis"):
        paragraphs.take_lock(paragraph, by=budi)


def test_a_lock_is_not_taken_over_before_fifteen_minutes(paragraph, rani, budi):
    paragraphs.take_lock(paragraph, by=rani)

    with pytest.raises(paragraphs.LockedError):
        paragraphs.take_over(paragraph, by=budi)


def test_a_silent_lock_is_taken_over(paragraph, rani, budi):
    silent(paragraphs.take_lock(paragraph, by=rani))

    assert paragraphs.take_over(paragraph, by=budi).locked_by == budi


def test_saving_lets_the_paragraph_go_and_saving_on_the_way_does_not(paragraph, rani):
    paragraphs.take_lock(paragraph, by=rani)

    held = paragraphs.save(paragraph, words("a"), seen=1, by=rani, auto=True)
    assert held.locked_by == rani
    assert paragraphs.save(held, words("b"), seen=2, by=rani).locked_by is None


def test_nobody_lets_go_of_a_lock_of_somebody_else(paragraph, rani, budi):
    paragraphs.take_lock(paragraph, by=rani)

    paragraphs.release(paragraph, by=budi)

    paragraph.refresh_from_db()
    assert paragraph.locked_by == rani


def test_writing_beside_a_lock_is_refused_and_kept(paragraph, rani, budi):
    paragraphs.take_lock(paragraph, by=rani)

    with pytest.raises(paragraphs.LockedError):
        paragraphs.save(paragraph, words("Budi"), seen=1, by=budi)

    assert texts(paragraph.chapter) == ["awal"]
    assert written(paragraph, kept=False) == ["Budi"]


def test_saving_the_same_words_on_the_way_takes_no_lock_of_somebody_else(
    paragraph, rani, budi
):
    paragraphs.take_over(silent(paragraphs.take_lock(paragraph, by=rani)), by=budi)

    paragraphs.save(paragraph, words("awal"), seen=1, by=rani, auto=True)

    paragraph.refresh_from_db()
    assert paragraph.locked_by == budi


def test_a_locked_paragraph_is_not_removed_and_a_free_one_is(paragraph, rani, budi):
    paragraphs.take_lock(paragraph, by=rani)
    with pytest.raises(paragraphs.LockedError):
        paragraphs.remove(paragraph, by=budi)

    paragraphs.release(paragraph, by=rani)
    paragraphs.remove(paragraph, by=budi)
    assert texts(paragraph.chapter) == []


def test_what_is_written_into_a_removed_paragraph_is_kept(paragraph, rani, budi):
    paragraphs.remove(paragraph, by=rani)

    with pytest.raises(paragraphs.StaleError, match="dihapus"):
        paragraphs.save(paragraph, words("Budi"), seen=1, by=budi)

    assert written(paragraph, kept=False) == ["Budi"]


def test_a_refused_text_sent_again_and_again_is_kept_once(paragraph, rani, budi):
    paragraphs.save(paragraph, words("Rani"), seen=1, by=rani)
    for _ in range(3):
        with pytest.raises(paragraphs.StaleError):
            paragraphs.save(paragraph, words("Budi"), seen=1, by=budi)

    assert written(paragraph, kept=False) == ["Budi"]


def test_others_see_who_writes_and_since_when(client, paragraph, rani, budi):
    paragraphs.take_lock(paragraph, by=rani)
    client.force_login(budi)

    shown = page(client, paragraph)

    assert "Rani menulis di sini sejak" in shown
    assert "Dapat diambil alih setelah 15 menit" in shown


def test_others_take_over_when_the_writer_is_silent(client, paragraph, rani, budi):
    silent(paragraphs.take_lock(paragraph, by=rani))
    client.force_login(budi)
    assert "Ambil alih" in page(client, paragraph)

    chapter = paragraph.chapter
    act = reverse("plans:paragraph-act", args=[chapter.plan_version_id, chapter.pk])
    answer = client.post(act, {"alih": paragraph.pk}, follow=True)

    assert 'name="text"' in answer.content.decode()


def test_a_conflict_shows_both_texts_and_sending_again_saves_mine(
    client, paragraph, rani, budi
):
    paragraphs.save(paragraph, words("kota Rani"), seen=1, by=rani)
    client.force_login(budi)

    answer = send(client, paragraph, text="kota Budi")
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Rani menyimpan pukul" in shown
    assert "kota Budi</textarea>" in shown
    assert "<del>" in shown
    assert "<ins>" in shown

    send(client, paragraph, text="kota Budi", seen=2)
    assert texts(paragraph.chapter) == ["kota Budi"]
    assert "kota Rani" in written(paragraph, kept=True)


def test_a_text_for_a_removed_paragraph_becomes_a_new_one(
    client, paragraph, rani, budi
):
    paragraphs.remove(paragraph, by=rani)
    client.force_login(budi)

    answer = send(client, paragraph, text="tetap ada")
    form = answer.context["form"]
    key = answer.context["editor"]["key"]
    paragraph.key = key
    send(
        client,
        paragraph,
        text="tetap ada",
        seen=form["seen"].value(),
        after=form["after"].value(),
    )

    assert texts(paragraph.chapter) == ["tetap ada"]
