from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from menuju.messages.models import Notification
from menuju.rounds.actions import assignments as actions
from menuju.rounds.models import Round, Score
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


def test_somebody_outside_of_the_pool_is_not_assigned_and_a_member_is():
    part, by = make.judged_region(), make.manager()
    member = make.pool_member(part.round).person

    with pytest.raises(ValidationError, match="tidak ada dalam kumpulan"):
        actions.assign(part, make.assessor().person, by=by)
    assert actions.assign(part, member, by=by).letter == "A"


def test_nobody_is_assigned_beyond_their_capacity():
    part, by = make.judged_region(), make.manager()
    other = make.judged_region(of=part.round, code="64.72")
    member = make.pool_member(part.round, capacity=1).person
    actions.assign(part, member, by=by)

    with pytest.raises(ValidationError, match="sebanyak kapasitasnya"):
        actions.assign(other, member, by=by)


def test_who_left_the_pool_is_not_assigned():
    part = make.judged_region()
    left = make.pool_member(
        part.round, left_at=timezone.now(), left_reason="Sakit."
    ).person

    with pytest.raises(ValidationError, match="tidak ada dalam kumpulan"):
        actions.assign(part, left, by=make.manager())


def test_who_is_assigned_and_who_is_withdrawn_is_told():
    part, by = make.judged_region(), make.manager()
    user = make.assessor()

    made = actions.assign(part, user.person, by=by)
    actions.withdraw(made, reason="Sakit.", by=by)

    told = Notification.objects.filter(recipient=user).order_by("pk")
    assert [one.kind for one in told] == ["rounds.assigned", "rounds.reassigned"]


def test_a_region_becomes_an_anchor_and_stops_being_one():
    part, by = make.judged_region(), make.manager()

    actions.mark_anchor(part, is_anchor=True, by=by)
    part.refresh_from_db()
    assert part.is_anchor
    actions.mark_anchor(part, is_anchor=False, by=by)
    part.refresh_from_db()
    assert not part.is_anchor


def test_no_anchor_is_chosen_once_moderation_began():
    part = make.judged_region(Round.Phase.MODERATION)

    with pytest.raises(PermissionDenied, match="Musyawarah"):
        actions.mark_anchor(part, is_anchor=True, by=make.manager())
