"""Chapters and paragraphs: laid out, written, moved, removed, finished."""

import pytest
from django.core.exceptions import PermissionDenied

from menuju.plans.actions import chapters, paragraphs
from menuju.plans.models import ParagraphRevision
from menuju.plans.models.text import RunningText, plain_of
from menuju.plans.queries.paragraphs import read
from tests import make

pytestmark = pytest.mark.django_db


def words(text):
    return RunningText(runs=({"text": text},))


def chapter_of(version=None, book="buku-1", code="pendahuluan"):
    version = version or make.masterplan_version()
    return version.chapters.get(book=book, code=code)


def texts(chapter):
    (found,) = [one for one in read(chapter.plan_version) if one.chapter == chapter]
    return [plain_of(one.content) for one in found.paragraphs]


def test_a_new_masterplan_has_the_chapters_of_its_guide_with_their_blocks_of_data():
    found = read(make.masterplan_version())

    assert [one.chapter.book for one in found] == sorted(
        one.chapter.book for one in found
    )
    gaps = next(one for one in found if one.chapter.code == "kesenjangan")
    assert [one.content.code for one in gaps.paragraphs] == ["gaps", "swot"]


def test_laying_out_again_brings_nothing_back():
    version = make.masterplan_version()
    block = chapter_of(version, code="kesenjangan").paragraphs.first()
    paragraphs.remove(block, by=make.planner())

    assert chapters.lay_out(version) == []
    assert chapter_of(version, code="kesenjangan").paragraphs.count() == 2


def test_a_version_without_a_chapter_gets_it():
    version = make.masterplan_version()
    chapter_of(version).delete()

    assert [one.code for one in chapters.lay_out(version)] == ["pendahuluan"]


def test_paragraphs_stand_where_they_were_put():
    chapter, by = chapter_of(), make.planner()
    first = paragraphs.add(chapter, words("satu"), by=by)
    paragraphs.add(chapter, words("tiga"), by=by)
    paragraphs.add(chapter, words("dua"), by=by, after=first)
    paragraphs.add(chapter, words("nol"), by=by, after=paragraphs.START)

    assert texts(chapter) == ["nol", "satu", "dua", "tiga"]


def test_a_paragraph_moves_behind_another():
    chapter, by = chapter_of(), make.planner()
    one, two = (paragraphs.add(chapter, words(n), by=by) for n in ("a", "b"))

    paragraphs.move(one, after=two, by=by)

    assert texts(chapter) == ["b", "a"]


def test_a_save_upon_an_older_one_is_refused_and_kept():
    chapter, by = chapter_of(), make.planner()
    one = paragraphs.add(chapter, words("awal"), by=by)
    paragraphs.save(one, words("Rani"), seen=1, by=by)

    with pytest.raises(paragraphs.StaleError):
        paragraphs.save(one, words("Budi"), seen=1, by=make.planner(name="Budi"))

    assert texts(chapter) == ["Rani"]
    kept = ParagraphRevision.objects.get(kept=False)
    assert kept.content["runs"][0]["text"] == "Budi"


def test_nothing_is_written_in_an_approved_version():
    chapter = chapter_of()
    chapter.plan_version.state, chapter.plan_version.digest = "approved", "a" * 64
    chapter.plan_version.save()

    with pytest.raises(PermissionDenied):
        paragraphs.add(chapter, words("x"), by=None)
