"""Comments on a paragraph: who may, what is kept, who is told."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone

from menuju.accounts.models import Capability
from menuju.messages.models import Notification
from menuju.plans.access import remarks as doors
from menuju.plans.actions import comments
from menuju.plans.forms.remarks import CommentForm
from menuju.plans.models import Comment, MasterplanVersion, Mentorship, ReviewRound
from menuju.plans.queries.remarks import open_counts, remarks_on
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def paragraph():
    return make.paragraph(make.masterplan_version(), "Kota ini melayani warganya.")


def version_of(paragraph):
    return paragraph.chapter.plan_version


def mentor_of(version, name="Pembimbing"):
    mentor = make.user(Capability.MENTOR, name=name)
    Mentorship.objects.create(
        masterplan=version.masterplan, person=mentor.person, starts_on=make.today()
    )
    return mentor


def review_of(version):
    return ReviewRound.objects.create(
        plan_version=version, number=1, asked_at=timezone.now(), digest="a" * 64
    )


def told(user):
    kinds = Notification.objects.filter(recipient=user).order_by("pk")
    return [kind.partition(".")[2] for kind in kinds.values_list("kind", flat=True)]


def opened(user, paragraph):
    return doors.open_to_remark(user, version_of(paragraph).pk, paragraph.key)


@pytest.mark.parametrize(
    "capability",
    [Capability.WRITE_PLANS, Capability.APPROVE_PLANS, Capability.VIEW_REGION],
)
def test_people_of_the_region_comment_and_no_others(paragraph, capability):
    here = make.user(capability, region=make.region("64.71"))
    there = make.user(capability, region=make.region("64.72"))

    assert opened(here, paragraph) == paragraph
    with pytest.raises(Http404):
        opened(there, paragraph)


def test_the_mentor_of_this_masterplan_comments_and_no_other_mentor(paragraph):
    mine = mentor_of(version_of(paragraph))
    other = make.masterplan_version(region=make.region("64.72"))

    assert opened(mine, paragraph) == paragraph
    with pytest.raises(Http404):
        opened(mentor_of(other, "Pembimbing Paser"), paragraph)


def test_the_secretariat_comments_and_an_auditor_only_reads(paragraph):
    secretariat = make.user(Capability.GUIDE_PLANS)
    auditor = make.user(Capability.AUDIT)

    assert opened(secretariat, paragraph) == paragraph
    assert doors.open_paragraph(auditor, version_of(paragraph).pk, paragraph.key)
    with pytest.raises(PermissionDenied, match="sekretariat"):
        opened(auditor, paragraph)


def test_nobody_comments_on_what_is_approved(paragraph):
    MasterplanVersion.objects.update(state="approved", digest="a" * 64)

    with pytest.raises(PermissionDenied, match="disetujui"):
        opened(make.planner(), paragraph)


def test_a_comment_keeps_the_words_it_is_about(paragraph):
    planner = make.planner()
    made = comments.comment(paragraph, "Siapa?", by=planner, quote="warganya")
    paragraph.content = {"type": "text", "runs": [{"text": "Kota melayani semua."}]}
    paragraph.save()

    (thread,) = remarks_on(paragraph).threads

    assert thread.comment.quote == "warganya"
    assert thread.is_stale
    assert made.state == "open"


def test_a_quote_still_in_the_text_is_not_stale(paragraph):
    comments.comment(paragraph, "Siapa?", by=make.planner(), quote="melayani warganya")

    assert not remarks_on(paragraph).threads[0].is_stale


def test_words_that_are_not_in_the_paragraph_cannot_be_quoted(paragraph):
    wrong = CommentForm(paragraph, {"text": "Apa?", "quote": "desa"})
    right = CommentForm(paragraph, {"text": "Apa?", "quote": "ini  melayani"})

    assert "quote" in wrong.errors
    assert right.is_valid()


def test_the_same_comment_sent_twice_is_one(paragraph):
    planner = make.planner()
    for _ in range(2):
        comments.comment(paragraph, "Siapa?", by=planner)

    assert Comment.objects.count() == 1


def test_an_answer_by_somebody_else_answers_the_thread(paragraph):
    reader = make.user(Capability.VIEW_REGION, name="Budi", region=make.region())
    thread = comments.comment(paragraph, "Siapa?", by=reader)

    comments.answer(thread, "Semua.", by=make.planner())
    assert Comment.objects.get(pk=thread.pk).state == "answered"

    comments.answer(thread, "Belum jelas.", by=reader)
    assert Comment.objects.get(pk=thread.pk).state == "open"


def test_a_thread_that_is_done_can_be_opened_again(paragraph):
    planner = make.planner()
    thread = comments.comment(paragraph, "Siapa?", by=planner)

    comments.close(thread, by=planner)
    assert Comment.objects.get().state == "done"
    comments.reopen(thread, by=planner)
    assert Comment.objects.get().state == "open"


def closing(user, thread):
    version = version_of(thread.paragraph)
    return doors.open_to_close(user, version.pk, thread.pk)


def test_a_thread_is_closed_by_its_author_or_a_planner(paragraph):
    author = make.user(Capability.VIEW_REGION, name="Budi", region=make.region())
    other = make.user(Capability.VIEW_REGION, name="Tini", region=make.region())
    thread = comments.comment(paragraph, "Siapa?", by=author)

    assert closing(author, thread) == thread
    assert closing(make.planner(), thread) == thread
    with pytest.raises(PermissionDenied, match="perencana"):
        closing(other, thread)


def test_a_mentors_note_is_closed_by_a_mentor_and_not_by_a_planner(paragraph):
    mentor = mentor_of(version_of(paragraph))
    next_mentor = mentor_of(version_of(paragraph), "Pembimbing baru")
    review = review_of(version_of(paragraph))
    thread = comments.comment(paragraph, "Perbaiki.", by=mentor, review=review)

    assert closing(next_mentor, thread) == thread
    with pytest.raises(PermissionDenied, match="pembimbing"):
        closing(make.planner(), thread)


def test_the_chapters_owner_and_the_last_writer_are_told_of_a_comment(paragraph):
    owner, writer, idle = (make.planner(name=one) for one in ("Ani", "Badu", "Cici"))
    paragraph.chapter.owner, paragraph.edited_by = owner, writer

    comments.comment(paragraph, "Siapa?", by=mentor_of(version_of(paragraph)))

    assert told(owner) == told(writer) == ["commented"]
    assert told(idle) == []


def test_all_planners_are_told_where_nobody_answers_for_a_paragraph(paragraph):
    planner = make.planner()

    comments.comment(paragraph, "Siapa?", by=mentor_of(version_of(paragraph)))

    assert told(planner) == ["commented"]


def test_nobody_is_told_of_a_comment_of_their_own(paragraph):
    planner = make.planner()

    comments.comment(paragraph, "Siapa?", by=planner)

    assert told(planner) == []


def test_who_asked_is_told_of_an_answer(paragraph):
    mentor, planner = mentor_of(version_of(paragraph)), make.planner()
    thread = comments.comment(paragraph, "Siapa?", by=mentor)

    comments.answer(thread, "Semua.", by=planner)

    assert told(mentor) == ["comment_answered"]
    assert told(planner) == ["commented"]


def test_a_former_mentor_is_not_told_what_they_may_no_longer_read(paragraph):
    mentor = mentor_of(version_of(paragraph))
    thread = comments.comment(paragraph, "Siapa?", by=mentor)
    Mentorship.objects.all().delete()

    comments.answer(thread, "Semua.", by=make.planner())

    assert told(mentor) == []


def test_the_outline_counts_what_waits_in_each_chapter(paragraph):
    version = version_of(paragraph)
    planner = make.planner()
    comments.comment(paragraph, "Siapa?", by=planner)
    done = comments.comment(paragraph, "Apa?", by=planner)
    comments.close(done, by=planner)
    gone = make.paragraph(version, removed_at=timezone.now())
    comments.comment(gone, "Ke mana?", by=planner)

    assert open_counts(version) == {paragraph.chapter_id: 1}


def test_a_comment_on_a_frozen_version_is_refused_by_the_action_too(paragraph):
    MasterplanVersion.objects.update(state="published", digest="a" * 64)

    with pytest.raises((PermissionDenied, ValidationError)):
        comments.comment(paragraph, "Siapa?", by=make.planner())
