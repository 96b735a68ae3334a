"""The history of a paragraph."""

import pytest
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.plans.actions import paragraphs, suggestions
from menuju.plans.models import ParagraphRevision
from menuju.plans.models.text import Run, RunningText, content_of, plain_of
from menuju.plans.queries.histories import change_in, suggesters_of
from tests import make

pytestmark = pytest.mark.django_db


def text(words):
    return RunningText(runs=(Run(text=words),))


@pytest.fixture
def planner():
    return make.planner()


@pytest.fixture
def paragraph(planner):
    """Saved twice; once more by somebody who had seen the first save only."""
    chapter = make.paragraph(make.masterplan_version()).chapter
    made = paragraphs.add(chapter, text("Kota satu."), by=planner)
    paragraphs.save(made, text("Kota dua."), seen=1, by=planner)
    other = make.planner(name="Rani")
    with pytest.raises(paragraphs.StaleError):
        paragraphs.save(made, text("Kota tiga."), seen=1, by=other)
    made.refresh_from_db()
    return made


def url(name, paragraph, *more):
    version = paragraph.chapter.plan_version_id
    return reverse(f"plans:{name}", args=[version, paragraph.key, *more])


def revision(words):
    rows = ParagraphRevision.objects.all()
    return next(one for one in rows if plain_of(content_of(one.content)) == words)


def changed(change):
    return [(one.kind, one.text) for one in change.pieces if one.kind != "same"]


def test_the_last_save_is_compared_with_the_one_before(paragraph):
    assert changed(change_in(paragraph)) == [("del", "satu"), ("ins", "dua")]


def test_any_two_revisions_are_compared(paragraph):
    older, newer = revision("Kota dua.").pk, revision("Kota satu.").pk

    change = change_in(paragraph, older, newer)

    assert changed(change) == [("del", "dua"), ("ins", "satu")]


def test_what_met_a_conflict_is_compared_with_what_was_stored(paragraph):
    change = change_in(paragraph, newer=revision("Kota tiga.").pk)

    assert changed(change) == [("del", "dua"), ("ins", "tiga")]


def test_revisions_of_another_paragraph_are_not_reached(client, paragraph, planner):
    other = paragraphs.add(paragraph.chapter, text("Lain."), by=planner)
    client.force_login(planner)

    there = client.post(
        url("history-restore", other, revision("Kota satu.").pk), {"seen": "1"}
    )

    assert there.status_code == 404
    assert change_in(other, newer=revision("Kota satu.").pk) is None


def test_the_history_says_what_was_never_stored(client, paragraph, planner):
    client.force_login(planner)

    page = client.get(url("history", paragraph)).content.decode()

    assert page.count("Belum masuk naskah") == 1
    assert "Rani" in page


def test_every_older_wording_is_one_link_away(client, paragraph, planner):
    client.force_login(planner)

    first = revision("Kota satu.").pk
    page = client.get(url("history", paragraph)).content.decode()
    older = client.get(url("history", paragraph), {"ke": first}).content.decode()

    assert f'href="?ke={first}"' in page
    assert url("history-restore", paragraph, first) in older


def test_an_older_wording_is_restored_as_a_new_save(client, paragraph, planner):
    client.force_login(planner)

    client.post(
        url("history-restore", paragraph, revision("Kota satu.").pk), {"seen": "2"}
    )

    paragraph.refresh_from_db()
    assert plain_of(content_of(paragraph.content)) == "Kota satu."
    assert paragraph.version == 3
    assert paragraph.revisions.filter(kept=True).count() == 3


def test_what_met_a_conflict_can_be_taken_after_all(client, paragraph, planner):
    client.force_login(planner)

    client.post(
        url("history-restore", paragraph, revision("Kota tiga.").pk), {"seen": "2"}
    )

    paragraph.refresh_from_db()
    assert plain_of(content_of(paragraph.content)) == "Kota tiga."


@pytest.mark.parametrize("seen", ["1", "", "x", "9" * 30])
def test_restoring_upon_an_older_save_is_refused(client, paragraph, planner, seen):
    client.force_login(planner)

    response = client.post(
        url("history-restore", paragraph, revision("Kota satu.").pk), {"seen": seen}
    )

    paragraph.refresh_from_db()
    assert response.status_code == 409
    assert plain_of(content_of(paragraph.content)) == "Kota dua."


def test_a_reader_sees_the_history_and_restores_nothing(client, paragraph):
    reader = make.user(Capability.VIEW_REGION, name="Budi", region=make.region())
    client.force_login(reader)

    page = client.get(url("history", paragraph)).content.decode()
    refused = client.post(
        url("history-restore", paragraph, revision("Kota satu.").pk), {"seen": "2"}
    )

    assert "Kota" in page
    assert "Pakai lagi" not in page
    assert refused.status_code == 403


def test_a_wording_that_was_suggested_says_by_whom(paragraph, planner):
    reader = make.user(Capability.VIEW_REGION, name="Budi", region=make.region())
    made = suggestions.suggest(paragraph, text("Kota empat."), seen=2, by=reader)
    suggestions.accept(made, text("Kota empat."), seen=2, by=planner)
    saved = revision("Kota empat.")

    assert suggesters_of(paragraph, [saved]) == {saved.pk: "Budi"}


@pytest.mark.parametrize("query", ["", "?ke=x&dari=-1", "?ke=99999", "?halaman=9"])
def test_any_address_of_the_history_is_answered(client, paragraph, planner, query):
    client.force_login(planner)

    assert client.get(url("history", paragraph) + query).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_history_takes_few_queries(
    client, paragraph, planner, django_assert_max_num_queries, rows
):
    for number in range(rows):
        paragraphs.save(paragraph, text(f"Kota {number}."), seen=2 + number, by=planner)
    client.force_login(planner)
    client.get(url("history", paragraph))

    with django_assert_max_num_queries(14):
        assert client.get(url("history", paragraph)).status_code == 200
