"""Two people press at the same moment: one act happens, once."""

from menuju.accounts.models import Capability
from menuju.results import actions
from menuju.results.actions import letters
from menuju.results.models import Decision, Letter, Release
from menuju.results.queries.why import why_of
from menuju.rounds.models import PhaseChange, Reply, Round
from tests import make
from tests.make.letters import decided, letter_approver, letter_writer
from tests.make.replies import answered, answerer, contested, contested_result
from tests.races import at_once, on_postgres, refusals

pytestmark = on_postgres
THREE = {
    "64.71": make.judged("4"),
    "64.72": make.judged("3"),
    "64.74": make.judged("2"),
}


def decider(name):
    return make.official(name, Capability.DECIDE)


def proposed():
    release = make.released(THREE)
    return actions.propose_decision(release, make.choice("64.71"), decider("Rina"))


def test_a_decision_is_taken_once():
    decision, one, other = proposed(), decider("Joko"), decider("Sari")

    outcome = at_once(
        lambda: actions.decide(decision, one), lambda: actions.decide(decision, other)
    )

    assert len(refusals(outcome)) == 1
    assert Decision.objects.get().decided_by in {one, other}


def test_what_is_decided_is_what_was_read():
    decision, one, other = proposed(), decider("Joko"), decider("Sari")
    instead = make.choice("64.71", number="lain")

    at_once(
        lambda: actions.decide(decision, one),
        lambda: actions.propose_decision(decision.release, instead, other),
    )

    held = Decision.objects.get()
    assert (held.decided_by, held.number) in {(one, ""), (None, "lain")}


def test_a_result_is_published_once():
    decision = actions.decide(proposed(), decider("Joko"))

    outcome = at_once(*[lambda: actions.conclude(decision.release, None)] * 3)

    assert refusals(outcome) == []
    assert Release.objects.get().published_at
    assert Round.objects.get().phase == Round.Phase.PUBLISHED
    assert PhaseChange.objects.count() == 1


def test_two_letters_never_have_one_number():
    decision, by = decided(), letter_writer()
    whys = [why_of(decision, code) for code in ("64.71", "64.72", "64.01", "64.71")]

    at_once(*[lambda why=why: letters.draft(decision, why, by) for why in whys])

    numbers = list(Letter.objects.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) == 3


def test_a_letter_is_approved_or_edited_never_both_unseen():
    decision = decided()
    letter = letters.draft(decision, why_of(decision, "64.71"), letter_writer())
    letter = letters.leave_as_written(letter, letter_writer("Pembaca"), version=0)
    text = {**letter.text, "id": {**letter.text["id"], "closing": ["Kata lain."]}}
    approver, editor = letter_approver(), letter_writer("Penyunting")

    at_once(
        lambda: letters.approve(letter, approver, version=0),
        lambda: letters.edit(letter, text, version=0, by=editor),
    )

    held = Letter.objects.get()
    is_edited = held.text["id"]["closing"] == ["Kata lain."]
    assert (held.state == Letter.State.DRAFT) is is_edited


def test_a_point_is_contested_once():
    result = contested_result()
    by = make.official(
        "Tim",
        Capability.VIEW_REGION,
        Capability.OBJECT,
        region=make.named_region("64.72"),
    )

    outcome = at_once(*[lambda: contested(result, by=by)] * 3)

    assert len(refusals(outcome)) == 2
    assert Reply.objects.count() == 1


def test_a_reply_is_answered_once():
    result = contested_result()
    reply = contested(result)
    one, other = answerer("Satu"), answerer("Dua")

    outcome = at_once(
        lambda: answered(result, reply, by=one),
        lambda: answered(result, reply, "dismissed", "", by=other),
    )

    assert len(refusals(outcome)) == 1
