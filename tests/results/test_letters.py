"""A letter's way: drafted, edited, read, approved, sent, withdrawn; and what is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from menuju.messages.models import Notification
from menuju.results.actions import letters
from menuju.results.actions.letters.approval import today_of
from menuju.results.models import (
    Decision,
    Letter,
    Letterhead,
    LetterRevision,
    Release,
    Simulation,
)
from menuju.results.queries.letters import changes
from menuju.results.queries.letters.listing import counts_of, rows_of
from menuju.results.queries.letters.paper import paper_of
from menuju.results.queries.letters.state import data_digest, data_of, head_of
from menuju.results.queries.why import why_of
from menuju.web.exceptions import ConflictError
from tests import make
from tests.make.letters import (
    approved,
    decided,
    drafted,
    fresh_decision,
    letter_approver,
    letter_writer,
    letterhead,
    sent,
)

pytestmark = pytest.mark.django_db


def status(letter):
    head = Letterhead.objects.get(round=letter.participation.round)
    return today_of(letter, head_of(head))


def simulated(decision, **regions):
    held = {"low": 1.9, "high": 2.4, "first": 2, "last": 4, "error": 0.01}
    return Simulation.objects.create(
        release=decision.release,
        settings={},
        regions={code: {**held, "chance": chance} for code, chance in regions.items()},
        engine="test",
        computed_at=make.NOON,
    )


def firm(decision):
    """All regions of a decision surely in or out."""
    return simulated(
        decision, **{"64.71": 0.0, "64.72": 0.01, "64.74": 1.0, "64.01": 0.0}
    )


def other_text(letter, words="Kalimat yang disunting orang."):
    return {**letter.text, "id": {**letter.text["id"], "closing": [words]}}


def test_a_letter_is_numbered_by_the_pattern_of_its_round():
    decision = decided()
    now = timezone.localtime(timezone.now())
    roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"][
        now.month - 1
    ]

    assert drafted(decision).number == f"B.1/SC/{roman}/{now.year}"
    assert drafted(decision, "64.72").sequence == 2


def test_a_number_is_never_used_again():
    decision = decided()
    first = drafted(decision)
    letters.withdraw(first, letter_writer(), reason="Keliru.")

    assert drafted(decision).sequence == 2
    assert Letter.objects.filter(decision=decision).count() == 2


def test_a_region_has_one_letter_in_force():
    decision = decided()
    drafted(decision)
    why = why_of(decision, "64.71")

    assert letters.draft(decision, why, letter_writer("Lain")) is None


def test_without_a_letterhead_nothing_is_drafted():
    decision = decided()
    Letterhead.objects.all().delete()

    with pytest.raises(ValidationError, match="kepala surat"):
        drafted(decision)


def test_every_text_that_a_letter_had_is_kept():
    letter = drafted()
    before = letter.text
    letters.edit(letter, other_text(letter), version=0, by=letter_writer())

    held = LetterRevision.objects.filter(letter=letter).order_by("version")
    assert [each.text == before for each in held] == [True, False]


def test_an_edit_on_top_of_an_older_text_is_refused_and_nothing_is_lost():
    letter = drafted()
    letters.edit(letter, other_text(letter, "Satu."), version=0, by=letter_writer())

    with pytest.raises(letters.StaleTextError) as stale:
        letters.edit(
            letter, other_text(letter, "Dua."), version=0, by=letter_writer("Lain")
        )
    assert stale.value.held.text["id"]["closing"] == ["Satu."]


def test_who_wrote_the_last_words_does_not_approve():
    letter = drafted()
    both = make.official("Dua Wewenang", "write_letters", "approve_letters")
    letters.edit(letter, other_text(letter), version=0, by=both)

    with pytest.raises(PermissionDenied, match="orang lain"):
        letters.approve(letter, both, version=1)
    assert letters.approve(letter, letter_approver(), version=1).approved_digest


def test_a_close_decision_is_read_or_edited_before_it_is_approved():
    letter = drafted()

    with pytest.raises(ValidationError, match="dibaca dan dibiarkan"):
        letters.approve(letter, letter_approver(), version=0)


def test_a_firm_decision_is_approved_as_drafted():
    decision = decided()
    firm(decision)

    letter = letters.approve(drafted(decision), letter_approver(), version=0)

    assert letter.state == Letter.State.APPROVED


def test_an_approval_of_words_nobody_read_is_refused():
    letter = drafted()
    letters.edit(letter, other_text(letter), version=0, by=letter_writer())

    with pytest.raises(letters.StaleTextError):
        letters.approve(letter, letter_approver(), version=0)


def test_data_that_changed_are_told_figure_by_figure():
    decision = decided()
    letter = drafted(decision)
    Decision.objects.filter(pk=decision.pk).update(number="SK-7")
    simulated(decision, **{"64.71": 0.02})
    now = why_of(fresh_decision(decision.release), "64.71")

    told = {each.place: each for each in changes(letter.data, data_of(now))}

    assert (told["setting.decision"].before, told["setting.decision"].after) == (
        "",
        "SK-7",
    )
    assert told["doubt.chance"].after == "0,0200"
    assert status(letter).is_stale


def test_stale_data_block_approval_until_the_letter_is_written_anew():
    decision = decided()
    letter = drafted(decision)
    firm(decision)

    with pytest.raises(ValidationError, match="Data berubah"):
        letters.approve(letter, letter_approver(), version=0)
    again = letters.redraft(letter, letter_writer(), version=0)
    assert not status(again).is_stale
    assert again.number == letter.number
    assert letters.approve(again, letter_approver("Lain"), version=1)


def test_a_letter_may_be_kept_against_newer_data_with_a_reason():
    decision = decided()
    letter = drafted(decision)
    firm(decision)
    read = data_of(why_of(decision, "64.71"))
    with pytest.raises(ValidationError, match="mengapa"):
        letters.keep(letter, letter_writer(), digest=data_digest(read), reason=" ")
    kept = letters.keep(
        letter, letter_writer("Dua"), digest=data_digest(read), reason="Sudah tepat."
    )
    assert not status(kept).is_stale
    assert status(kept).is_kept


def test_what_changes_after_approval_asks_for_a_new_one():
    letter = approved()
    edited = letters.edit(letter, other_text(letter), version=0, by=letter_writer())

    assert edited.state == Letter.State.DRAFT
    assert status(edited).is_amended
    with pytest.raises(ValidationError, match="disetujui"):
        letters.send(edited, letter_writer("Pengirim"))


def test_another_letterhead_after_approval_asks_for_a_new_one():
    letter = approved()
    Letterhead.objects.update(institution_id="Lembaga lain")

    assert status(letter).is_amended
    with pytest.raises(ValidationError, match="berubah setelah disetujui"):
        letters.send(letter, letter_writer())


def test_a_letter_is_sent_once_the_result_is_open():
    letter = approved()
    Release.objects.update(published_at=None)

    with pytest.raises(ValidationError, match="dibuka"):
        letters.send(letter, letter_writer())
    Release.objects.update(published_at=timezone.now())
    assert letters.send(letter, letter_writer("Dua")).sent_at


def test_a_draft_is_not_sent():
    with pytest.raises(ValidationError, match="setelah disetujui"):
        letters.send(drafted(), letter_writer())


def test_the_people_of_the_region_are_told_once_and_nobody_else():
    decision = decided()
    own = make.official("Tim Balikpapan", "view_region", region=make.named_region())
    make.official("Tim Bontang", "view_region", region=make.named_region("64.74"))
    make.official("Petugas", "answer", region=make.named_region())
    letter = sent(decision)
    letters.send(letter, letter_writer("Lagi"))

    told = Notification.objects.filter(kind="results.letter_sent")
    assert [each.recipient for each in told] == [own]


def test_a_sent_letter_does_not_change():
    letter = sent()

    for act in (
        lambda: letters.edit(letter, other_text(letter), version=0, by=letter_writer()),
        lambda: letters.redraft(letter, letter_writer("Dua"), version=0),
        lambda: letters.approve(letter, letter_approver("Tiga"), version=0),
    ):
        with pytest.raises(PermissionDenied, match="tidak berubah lagi"):
            act()


def test_a_letter_is_withdrawn_with_a_reason_once():
    letter = sent()

    with pytest.raises(ValidationError, match="mengapa"):
        letters.withdraw(letter, letter_writer(), reason=" ")
    gone = letters.withdraw(letter, letter_writer("Dua"), reason="Salah tempat.")
    assert gone.state == Letter.State.WITHDRAWN
    with pytest.raises(PermissionDenied, match="sudah ditarik"):
        letters.withdraw(gone, letter_writer("Tiga"), reason="Lagi.")


def test_the_list_counts_each_state_and_what_it_waits_for():
    decision = decided()
    drafted(decision, "64.72")
    approved(decision, "64.71")
    sent(decision, "64.74")

    counts = counts_of(rows_of(fresh_decision(decision.release)))

    assert {name: n for name, n in counts.items() if n} == {
        "none": 1,
        "draft": 1,
        "read": 1,
        "approved": 1,
        "sent": 1,
    }


def test_the_list_costs_as_many_queries_for_one_letter_as_for_three(
    django_assert_num_queries,
):
    decision = decided()
    drafted(decision)
    with django_assert_num_queries(6):
        rows_of(decision)
    drafted(decision, "64.72")
    drafted(decision, "64.01")
    with django_assert_num_queries(6):
        rows_of(decision)


def test_two_rounds_number_their_letters_apart():
    first = drafted(decided())
    other = decided(
        round_=make.judged_round(2018), regions={"64.71": make.judged()}, selected=()
    )

    assert first.sequence == drafted(other).sequence == 1


def test_a_letter_head_saved_on_top_of_an_older_one_is_refused():
    round_ = make.judged_round()
    head = letterhead(round_)
    values = {"institution_id": "A"}
    letters.set_head(round_, values, version=head.version, by=letter_writer())

    with pytest.raises(ConflictError):
        letters.set_head(round_, values, version=head.version, by=letter_writer("Dua"))


def test_the_deadline_is_told_on_the_regions_own_clock():
    letter = sent()
    opened = letter.decision.release.published_at
    paper = paper_of(letter, letter.head, "id")
    last = timezone.localtime(opened) + timedelta(days=14)

    assert "WITA" in paper.deadline
    assert f"{last.year}" in paper.deadline
