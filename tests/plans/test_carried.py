"""What was left open in a published version goes along into the next; what was settled stays."""

import pytest
from django.urls import reverse

from menuju.plans.actions import comments, masterplans, paragraphs, suggestions
from menuju.plans.models import Comment, Paragraph, Suggestion
from menuju.plans.models.markup import read
from menuju.plans.queries.histories import change_in
from menuju.plans.queries.remarks import open_counts
from menuju.plans.queries.suggestions import proposal_of
from tests import make
from tests.make import guidance

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner():
    return make.planner(make.region())


@pytest.fixture
def draft():
    version = guidance.free_version()
    make.paragraph(version, "Kota ini melayani warganya.")
    return version


@pytest.fixture
def text(draft):
    return the_paragraph(draft)


def the_paragraph(version):
    rows = Paragraph.objects.select_related("chapter__plan_version__masterplan__region")
    return rows.get(chapter__plan_version=version, chapter__code="uji")


def next_of(version, planner):
    return masterplans.new_version(guidance.out(version), by=planner)


def threads_of(version):
    return Comment.objects.filter(paragraph=the_paragraph(version), parent=None)


def test_an_open_thread_stands_at_the_same_paragraph_with_its_answers(
    draft, text, planner
):
    asked = comments.comment(text, "Sumbernya?", by=planner, quote="warganya")
    comments.answer(asked, "BPS.", by=make.planner(name="Lain"))

    thread = threads_of(next_of(draft, planner)).get()

    assert (thread.text, thread.quote, thread.by) == ("Sumbernya?", "warganya", planner)
    assert (thread.at, thread.state) == (asked.at, "answered")
    assert thread.origin == asked
    assert [one.text for one in thread.answers.all()] == ["BPS."]


def test_what_was_settled_stays_where_it_was_said(draft, text, planner):
    asked = comments.comment(text, "Sumbernya?", by=planner)
    comments.close(asked, by=planner)

    assert not threads_of(next_of(draft, planner)).exists()
    assert Comment.objects.get().paragraph == text


def test_what_went_along_is_settled_in_the_new_version_only(draft, text, planner):
    asked = comments.comment(text, "Sumbernya?", by=planner)
    thread = threads_of(next_of(draft, planner)).get()

    comments.close(thread, by=planner)

    asked.refresh_from_db()
    assert (thread.state, asked.state) == ("done", "open")


def test_a_remark_carried_twice_names_the_version_it_was_made_in(draft, text, planner):
    asked = comments.comment(text, "Sumbernya?", by=planner)
    second = next_of(draft, planner)

    third = next_of(second, planner)

    assert threads_of(third).get().origin == asked


def test_a_mentors_remark_is_still_only_the_mentors_to_close(client, draft, planner):
    mentor = guidance.mentor_of(draft)
    review = guidance.reviews.ask(draft, by=planner)
    text = the_paragraph(draft)
    comments.comment(text, "Perbaiki.", by=mentor, review=review)
    second = next_of(draft, planner)
    thread = threads_of(second).get()
    address = reverse("plans:comment-state", args=[second.pk, thread.pk])

    client.force_login(planner)
    assert client.post(address).status_code == 403
    client.force_login(mentor)
    assert client.post(address).status_code == 302


def test_a_remark_on_a_paragraph_that_was_removed_stays_behind(draft, text, planner):
    comments.comment(text, "Sumbernya?", by=planner)
    paragraphs.remove(text, by=planner)

    second = next_of(draft, planner)

    assert not Comment.objects.filter(paragraph__chapter__plan_version=second).exists()


def test_a_suggestion_nobody_decided_can_be_accepted_in_the_new_version(
    draft, text, planner
):
    wording = read("text", "Kota ini melayani semua warganya.")
    made = suggestions.suggest(text, wording, seen=text.version, by=planner)
    second = next_of(draft, planner)
    waiting = Suggestion.objects.get(paragraph=the_paragraph(second))

    assert waiting.origin == made
    assert not proposal_of(waiting).is_stale
    seen = waiting.paragraph.version
    saved = suggestions.accept(waiting, wording, seen=seen, by=planner)
    assert "semua warganya" in str(saved.content)


def test_a_suggestion_that_was_declined_stays_where_it_was_made(draft, text, planner):
    wording = read("text", "Kota ini melayani semua warganya.")
    made = suggestions.suggest(text, wording, seen=text.version, by=planner)
    suggestions.decline(made, "Cukup.", by=planner)

    next_of(draft, planner)

    assert Suggestion.objects.count() == 1


def test_what_changes_first_in_a_new_version_is_compared_with_what_was_copied(
    draft, text, planner
):
    second = next_of(draft, planner)
    copied = the_paragraph(second)
    wording = read("text", "Kota ini melayani semua orang.")

    paragraphs.save(copied, wording, seen=copied.version, by=planner)

    change = change_in(the_paragraph(second))
    assert change.before.content == text.content


def test_the_pages_say_from_which_version_a_remark_comes(client, draft, text, planner):
    asked = comments.comment(text, "Sumbernya?", by=planner)
    second = next_of(draft, planner)
    client.force_login(planner)
    origin = reverse("plans:comment", args=[draft.pk, asked.pk])
    for address in (
        reverse("plans:comments", args=[second.pk]),
        reverse("plans:remarks", args=[second.pk, text.key]),
    ):
        page = client.get(address).text
        assert "dari versi 1" in page
        assert origin in page


def test_whoever_begins_a_version_is_told_how_much_came_along(
    client, draft, text, planner
):
    comments.comment(text, "Sumbernya?", by=planner)
    published = guidance.out(draft)
    client.force_login(planner)
    address = reverse("plans:new-version", args=[published.pk])

    page = client.post(address, follow=True).text
    assert "1 komentar atau usul yang masih terbuka ikut dibawa" in page


def test_a_remark_made_in_this_version_names_no_other(client, draft, text, planner):
    comments.comment(text, "Sumbernya?", by=planner)
    client.force_login(planner)

    assert (
        "dari versi" not in client.get(reverse("plans:comments", args=[draft.pk])).text
    )


def test_what_went_along_counts_as_waiting(draft, text, planner):
    comments.comment(text, "Sumbernya?", by=planner)
    second = next_of(draft, planner)

    assert open_counts(second) == {the_paragraph(second).chapter_id: 1}


def test_carrying_takes_no_more_queries_for_more_remarks(
    draft, text, planner, django_assert_max_num_queries
):
    published = guidance.out(draft)
    for number in range(6):
        Comment.objects.create(
            paragraph=text, text=f"Catatan {number}", by=planner, at=draft.made_at
        )
    with django_assert_max_num_queries(70):
        masterplans.new_version(published, by=planner)
