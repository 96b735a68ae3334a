"""Suggestions: another wording, decided by a planner, never over somebody else's work."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.messages.models import Notification
from menuju.plans.access import remarks as doors
from menuju.plans.actions import comments, paragraphs, suggestions
from menuju.plans.models import MasterplanVersion, Suggestion
from menuju.plans.models.text import Run, RunningText, TableOf, content_of, plain_of
from menuju.plans.queries.remarks import open_counts
from menuju.plans.queries.suggestions import proposal_of
from tests import make

pytestmark = pytest.mark.django_db


def text(words):
    return RunningText(runs=(Run(text=words),))


@pytest.fixture
def paragraph():
    version = make.masterplan_version()
    chapter = make.paragraph(version).chapter
    words = text("Kota ini ramah dan layanannya cepat.")
    return paragraphs.add(chapter, words, by=make.planner(name="Penulis"))


def suggested(paragraph, words="Kota ini nyaman dan layanannya cepat."):
    reader = make.user(Capability.VIEW_REGION, name="Budi", region=make.region())
    return suggestions.suggest(
        paragraph, text(words), seen=paragraph.version, by=reader
    )


def stored(suggestion):
    rows = Suggestion.objects.select_related("paragraph__chapter__plan_version")
    return rows.get(pk=suggestion.pk)


def words_of(suggestion):
    return plain_of(content_of(stored(suggestion).paragraph.content))


def test_nothing_changes_until_somebody_decides(paragraph):
    made = suggested(paragraph)

    assert words_of(made) == "Kota ini ramah dan layanannya cepat."
    assert open_counts(paragraph.chapter.plan_version) == {paragraph.chapter_id: 1}


def test_an_accepted_suggestion_is_a_save_like_any_other(paragraph):
    made = suggested(paragraph)

    suggestions.accept(made, content_of(made.content), seen=1, by=make.planner())

    found = stored(made)
    assert found.state == "accepted"
    assert words_of(made) == "Kota ini nyaman dan layanannya cepat."
    assert found.paragraph.version == 2
    assert found.paragraph.revisions.filter(kept=True).count() == 2


def test_a_suggestion_never_overwrites_what_came_in_between(paragraph):
    made, planner = suggested(paragraph), make.planner()
    paragraphs.save(paragraph, text("Naskah lain."), seen=1, by=planner)

    with pytest.raises(paragraphs.StaleError):
        suggestions.accept(made, content_of(made.content), seen=1, by=planner)

    assert words_of(made) == "Naskah lain."
    assert stored(made).state == "open"
    assert stored(made).paragraph.revisions.filter(kept=False).count() == 1


def test_two_changes_in_two_places_are_offered_as_one_text(paragraph):
    made = suggested(paragraph)
    now = text("Kota ini ramah dan layanannya tepat.")
    paragraphs.save(paragraph, now, seen=1, by=make.planner())

    proposal = proposal_of(stored(made))

    assert proposal.is_stale
    assert proposal.merged == "Kota ini nyaman dan layanannya tepat."
    assert [one.text for one in proposal.since if one.kind == "ins"] == ["tepat"]
    assert [one.text for one in proposal.pieces if one.kind == "ins"] == ["nyaman "]


def test_two_changes_of_the_same_words_are_left_to_people(paragraph):
    made = suggested(paragraph)
    now = text("Kota ini indah dan layanannya cepat.")
    paragraphs.save(paragraph, now, seen=1, by=make.planner())

    proposal = proposal_of(stored(made))

    assert proposal.is_stale
    assert proposal.merged == ""


def test_a_suggestion_upon_the_present_text_is_not_stale(paragraph):
    assert not proposal_of(stored(suggested(paragraph))).is_stale


def test_a_suggestion_is_decided_once(paragraph):
    made, planner = suggested(paragraph), make.planner()
    suggestions.decline(made, "Sudah jelas.", by=planner)

    with pytest.raises(ValidationError, match="sudah diputuskan"):
        suggestions.accept(made, content_of(made.content), seen=1, by=planner)
    assert words_of(made) == "Kota ini ramah dan layanannya cepat."


def test_a_suggestion_is_not_declined_without_a_reason(paragraph):
    made = suggested(paragraph)

    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.filter(pk=made.pk).update(state="declined")


def test_the_same_suggestion_sent_twice_is_one(paragraph):
    made = suggested(paragraph)
    again = suggestions.suggest(
        paragraph, text("Kota ini nyaman dan layanannya cepat."), seen=1, by=made.by
    )

    assert again == made


def deciding(user, suggestion):
    version = suggestion.paragraph.chapter.plan_version
    return doors.open_to_decide(user, version.pk, suggestion.pk)


def test_planners_decide_and_readers_do_not(paragraph):
    made = suggested(paragraph)

    assert deciding(make.planner(), made) == made
    with pytest.raises(PermissionDenied, match="perencana"):
        deciding(made.by, made)


def test_only_who_suggested_takes_it_back(paragraph):
    made = suggested(paragraph)
    version = paragraph.chapter.plan_version

    assert doors.open_to_withdraw(made.by, version.pk, made.pk) == made
    with pytest.raises(PermissionDenied, match="pengusulnya"):
        doors.open_to_withdraw(make.planner(), version.pk, made.pk)


def test_nothing_is_decided_in_a_frozen_version(paragraph):
    made = suggested(paragraph)
    MasterplanVersion.objects.update(state="approved", digest="a" * 64)

    with pytest.raises(PermissionDenied):
        deciding(make.planner(), made)


def told(user):
    return Notification.objects.filter(recipient=user).values_list("kind", flat=True)


def test_who_wrote_is_told_of_a_suggestion_and_who_suggested_of_the_decision(paragraph):
    made = suggested(paragraph)
    writer = paragraph.edited_by

    suggestions.decline(made, "Sudah jelas.", by=writer)

    assert list(told(writer)) == ["plans.suggested"]
    assert list(told(made.by)) == ["plans.suggestion_decided"]
    assert "Sudah jelas." in Notification.objects.get(recipient=made.by).body


def url(name, made, *more):
    version = made.paragraph.chapter.plan_version_id
    return reverse(f"plans:{name}", args=[version, *(more or [made.pk])])


def test_a_suggestion_is_made_in_the_browser(client, paragraph):
    reader = make.user(Capability.VIEW_REGION, name="Budi", region=make.region())
    client.force_login(reader)
    place = reverse(
        "plans:suggest", args=[paragraph.chapter.plan_version_id, paragraph.key]
    )

    page = client.get(place).content.decode()
    sent = {"seen": "1", "text": "Kota **nyaman**.", "reason": "Lebih tepat."}
    client.post(place, sent)

    assert "Kota ini ramah dan layanannya cepat." in page
    made = Suggestion.objects.get()
    assert made.content["runs"][1]["bold"] is True
    assert made.base_version == 1


def test_the_same_words_are_no_suggestion(client, paragraph):
    client.force_login(make.planner())
    place = reverse(
        "plans:suggest", args=[paragraph.chapter.plan_version_id, paragraph.key]
    )

    sent = {"seen": "1", "text": "Kota ini ramah dan layanannya cepat."}
    response = client.post(place, sent)

    assert response.status_code == 422
    assert "sama dengan yang sekarang" in response.content.decode()


def test_a_suggestion_is_shown_with_words_for_what_goes_and_comes(client, paragraph):
    made = suggested(paragraph)
    client.force_login(make.planner())

    page = client.get(url("suggestion", made)).content.decode()

    assert "[dihilangkan: </span><del>ramah " in page
    assert "[ditambah: </span><ins>nyaman " in page


def test_a_suggestion_is_accepted_in_the_browser(client, paragraph):
    made = suggested(paragraph)
    client.force_login(make.planner())

    client.post(url("suggestion", made), {"seen": "1", "text": "Kota ini nyaman."})

    assert words_of(made) == "Kota ini nyaman."
    assert stored(made).state == "accepted"


def test_a_conflict_shows_both_and_offers_the_merged_text(client, paragraph):
    made, planner = suggested(paragraph), make.planner()
    now = text("Kota ini ramah dan layanannya tepat.")
    paragraphs.save(paragraph, now, seen=1, by=planner)
    client.force_login(planner)

    response = client.post(
        url("suggestion", made),
        {"seen": "1", "text": "Kota ini nyaman dan layanannya cepat."},
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "sudah digabung" in page
    assert "Kota ini nyaman dan layanannya tepat." in page
    assert 'name="seen" value="2"' in page
    assert words_of(made) == "Kota ini ramah dan layanannya tepat."


def test_a_reason_is_asked_before_declining(client, paragraph):
    made = suggested(paragraph)
    client.force_login(make.planner())

    response = client.post(url("suggestion-decline", made), {"answer": ""})

    assert response.status_code == 422
    assert 'href="#id_refusal_answer"' in response.content.decode()
    assert stored(made).state == "open"


def test_a_table_keeps_its_caption_when_its_cells_are_suggested(client, paragraph):
    cells = (((Run(text="Tahun"),),), ((Run(text="2019"),),))
    table = TableOf(caption="Sumber: BPS", rows=cells)
    made = paragraphs.add(paragraph.chapter, table, by=make.planner())
    client.force_login(make.planner())
    place = reverse("plans:suggest", args=[paragraph.chapter.plan_version_id, made.key])

    client.post(place, {"seen": "1", "text": "| Tahun |\n| --- |\n| 2020 |"})

    content = content_of(Suggestion.objects.get().content)
    assert isinstance(content, TableOf)
    assert content.caption == "Sumber: BPS"


def test_a_block_of_data_takes_comments_and_no_suggestions(client, paragraph):
    block = make.paragraph(
        paragraph.chapter.plan_version,
        chapter=paragraph.chapter,
        content={"type": "block", "code": "programmes"},
    )
    planner = make.planner()
    client.force_login(planner)
    comments.comment(block, "Kurang satu program.", by=planner)
    version = paragraph.chapter.plan_version_id

    page = client.get(reverse("plans:remarks", args=[version, block.key]))
    refused = client.get(reverse("plans:suggest", args=[version, block.key]))

    assert "Kurang satu program." in page.content.decode()
    assert refused.status_code == 422


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_suggestion_takes_few_queries(
    client, paragraph, django_assert_max_num_queries, rows
):
    made = suggested(paragraph)
    for number in range(rows):
        suggested(paragraph, f"Kota {number}.")
    client.force_login(make.planner())
    client.get(url("suggestion", made))

    with django_assert_max_num_queries(14):
        assert client.get(url("suggestion", made)).status_code == 200
