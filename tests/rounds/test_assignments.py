from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from menuju.rounds.actions import assignments as actions
from menuju.rounds.models import Assignment, Round, Score
from menuju.rounds.queries.assignments import proposal
from tests import make

pytestmark = pytest.mark.django_db


def test_assessors_get_the_letters_in_turn():
    part = make.judged_region()

    made = [
        actions.assign(part, make.assessor().person, by=make.manager())
        for _ in range(3)
    ]

    assert [one.letter for one in made] == ["A", "B", "C"]


def test_only_somebody_who_holds_a_seat_to_assess_can_be_assigned():
    part = make.judged_region()

    with pytest.raises(ValidationError, match="tidak memegang tugas asesor"):
        actions.assign(part, make.person(), by=make.manager())


def test_nobody_is_assigned_twice_to_a_region_not_even_after_withdrawal():
    part, user, by = make.judged_region(), make.assessor(), make.manager()
    made = actions.assign(part, user.person, by=by)
    actions.withdraw(made, reason="Sakit.", by=by)

    with pytest.raises(ValidationError, match="sudah atau pernah"):
        actions.assign(part, user.person, by=by)


def test_a_region_that_did_not_confirm_gets_no_assessors():
    part = make.participation(of=make.open_round(), status="invited")

    with pytest.raises(ValidationError, match="belum menyatakan ikut serta"):
        actions.assign(part, make.assessor().person, by=make.manager())


def test_nobody_is_assigned_once_moderation_began():
    part = make.judged_region(Round.Phase.MODERATION)

    with pytest.raises(PermissionDenied, match="Musyawarah"):
        actions.assign(part, make.assessor().person, by=make.manager())


def test_a_withdrawn_assignment_keeps_its_scores_and_its_letter():
    part = make.judged_region()
    user = make.panel(part, 1)["A"]
    make.score(user, part)
    actions.withdraw(make.assignment_of(user, part), reason="Cuti.", by=make.manager())

    successor = actions.assign(part, make.assessor().person, by=make.manager())

    assert Score.objects.count() == 1
    assert successor.letter == "B"


def test_a_withdrawal_needs_a_reason_and_sent_scores_stay():
    part = make.judged_region()
    users = make.panel(part, 2)
    make.sent(users["A"], part, 2, 2)

    with pytest.raises(ValidationError, match="alasan"):
        actions.withdraw(
            make.assignment_of(users["B"], part), reason=" ", by=make.manager()
        )
    with pytest.raises(ValidationError, match="tetap berlaku"):
        actions.withdraw(
            make.assignment_of(users["A"], part), reason="Ganti.", by=make.manager()
        )


def test_the_proposal_is_balanced_and_avoids_conflicts():
    round_ = make.open_round(phase=Round.Phase.ASSESSMENT, assessors_per_region=2)
    parts = [
        make.judged_region(of=round_, code=code) for code in ("64.71", "64.72", "35.71")
    ]
    people = [make.assessor(name=f"Asesor {n}").person for n in range(3)]
    people[0].home_region = parts[0].region
    people[0].save()

    chosen = proposal(round_)

    assert Counter(part.pk for part, _ in chosen) == {part.pk: 2 for part in parts}
    assert Counter(person.pk for _, person in chosen) == {p.pk: 2 for p in people}
    assert (parts[0], people[0]) not in chosen


def test_the_proposal_fills_only_what_is_missing():
    part = make.judged_region()
    make.panel(part, 2)
    make.assessor()

    assert actions.assign_proposed(part.round, by=make.manager()) == 1
    assert actions.assign_proposed(part.round, by=make.manager()) == 0
    assert Assignment.objects.count() == 3


def test_the_proposal_gives_letters_in_turn():
    part = make.judged_region()
    for _ in range(3):
        make.assessor()

    actions.assign_proposed(part.round, by=make.manager())

    letters = part.assignments.values_list("letter", flat=True)
    assert list(letters) == ["A", "B", "C"]


def test_the_27th_assessor_has_two_letters():
    part = make.judged_region()
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        make.assessor_of(part, letter=letter)

    made = actions.assign(part, make.assessor().person, by=make.manager())

    assert made.letter == "AA"


def test_an_assignment_is_withdrawn_once():
    part = make.judged_region()
    task = make.assignment_of(make.panel(part, 1)["A"], part)
    actions.withdraw(task, reason="Sakit.", by=make.manager())

    with pytest.raises(ValidationError, match="sudah ditarik"):
        actions.withdraw(task, reason="Cuti.", by=make.manager())

    task.refresh_from_db()
    assert task.withdrawn_reason == "Sakit."


def test_a_seat_that_ended_gives_no_task():
    part = make.judged_region()
    yesterday = timezone.localdate() - timedelta(days=1)
    former = make.assessor(held_to=yesterday)

    with pytest.raises(ValidationError, match="tidak memegang tugas asesor"):
        actions.assign(part, former.person, by=make.manager())
    today = make.assessor(held_to=timezone.localdate())
    assert actions.assign(part, today.person, by=make.manager()).letter == "A"
