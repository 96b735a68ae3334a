from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone

from menuju.accounts.models import Capability
from menuju.audit.models import Entry
from menuju.messages.models import Notification
from menuju.rounds.actions import extensions, rounds
from menuju.rounds.actions.extensions import More
from menuju.rounds.models import Extension, ExtensionRequest, Round
from menuju.rounds.queries.deadlines import deadline_of, latest_permitted
from menuju.rounds.queries.extensions import waiting
from menuju.rounds.queries.rounds import needs_of
from menuju.web.exceptions import ConflictError
from tests import make
from tests.make.extensions import PUBLIC, WHY, asked, closing, granted, later, ran_out
from tests.rounds.test_submission import send

pytestmark = pytest.mark.django_db
State = ExtensionRequest.State


def until(part):
    return deadline_of(part).closes_at


def test_a_request_moves_nothing_and_a_grant_moves_the_deadline():
    part = closing()
    planned = until(part)
    request = asked(part, days=3)
    assert until(part) == planned

    made = extensions.grant(request, More(request.until, PUBLIC), by=make.manager())

    assert until(part) == made.until == planned + timedelta(days=3)
    request.refresh_from_db()
    assert (request.state, request.extension) == (State.GRANTED, made)
    assert (
        Entry.objects.filter(verb__in=["asked for an extension", "extended"]).count()
        == 2
    )


def test_less_may_be_given_than_was_asked_for():
    part = closing()
    request = asked(part, days=5)

    extensions.grant(request, More(later(part, days=1), PUBLIC), by=make.manager())

    assert until(part) < request.until


def test_more_than_was_asked_for_is_not_given():
    part = closing()
    request = asked(part, days=2)

    with pytest.raises(ValidationError, match="paling lama"):
        extensions.grant(request, More(later(part, days=3), PUBLIC), by=make.manager())
    assert not Extension.objects.exists()


def test_a_later_extension_replaces_an_earlier_one_and_keeps_it():
    part = closing()
    first, second = granted(part, days=1), granted(part, days=2)

    assert until(part) == second.until
    assert set(part.extensions.all()) == {first, second}
    assert second.deadline == first.until


def test_what_all_are_given_shortens_nobody():
    part = closing()
    other = make.participation(of=part.round, region=make.region("35.71"))
    own = granted(part, days=5)

    given = More(later(other, days=2), PUBLIC)
    extensions.extend_all(part.round, given, by=make.manager())

    assert until(part) == own.until
    assert until(other) == given.until


def test_an_extension_of_one_round_does_not_reach_another():
    part, other = closing(), closing(region=make.region("35.71"))
    planned = until(other)

    extensions.extend_all(
        part.round, More(later(part, days=1), PUBLIC), by=make.manager()
    )

    assert until(other) == planned


def test_a_late_region_is_given_time_and_sends_again():
    part = make.complete(closing(days=0, seconds=-5))
    with pytest.raises(ValidationError):
        send(part)
    request = asked(part, days=1)
    extensions.grant(request, More(request.until, PUBLIC), by=make.manager())

    assert send(part, key="lagi").submitted_at < request.until
    assert part.attempts.get().reason == "late"


def test_one_second_after_an_extension_is_late_again():
    part = make.complete(closing(days=-3))
    ran_out(part, seconds=1)

    with pytest.raises(ValidationError) as late:
        send(part)
    assert late.value.code == "late"


def test_nothing_goes_past_the_end_of_the_next_phase():
    part = closing(then=timedelta(days=4))
    assert latest_permitted(part.round) == later(part, days=4)

    with pytest.raises(ValidationError) as refusal:
        extensions.extend_all(
            part.round, More(later(part, days=4, minutes=1), PUBLIC), by=make.manager()
        )
    assert "mengizinkan paling lambat" in refusal.value.messages[0]


def test_a_round_without_a_later_window_has_a_limit_too():
    part = make.participation()

    assert latest_permitted(part.round) == later(part, days=60)


@pytest.mark.parametrize(("days", "reason"), [(-1, WHY), (3, "Belum siap.")])
def test_a_request_needs_a_later_moment_and_a_reason(days, reason):
    with pytest.raises(ValidationError):
        asked(closing(), days=days, reason=reason)


def test_a_region_asks_once_at_a_time_and_may_take_it_back():
    part = closing()
    rani = make.coordinator(part.region)
    request = asked(part, by=rani)
    with pytest.raises(ConflictError, match="menunggu keputusan"):
        asked(part)

    extensions.withdraw(request, by=rani)

    assert asked(part).state == State.OPEN
    assert part.extension_requests.count() == 2


def test_somebody_else_neither_asks_nor_takes_back():
    part = closing()
    stranger = make.coordinator(make.region("64.72"))
    with pytest.raises(PermissionDenied):
        asked(part, by=stranger)
    request = asked(part)

    with pytest.raises(PermissionDenied):
        extensions.withdraw(request, by=stranger)


def test_a_region_asks_up_to_seven_days_after_its_deadline():
    asked(closing(days=-6), days=9)

    with pytest.raises(PermissionDenied, match="7 hari setelah tenggat"):
        asked(closing(days=-8, region=make.region("35.71")), days=10)


@pytest.mark.parametrize(
    ("phase", "status"),
    [(Round.Phase.ASSESSMENT, "confirmed"), (Round.Phase.SELF_ASSESSMENT, "withdrawn")],
)
def test_nobody_asks_when_nothing_can_be_sent(phase, status):
    part = closing()
    Round.objects.update(phase=phase)
    part.status = status
    part.save()

    with pytest.raises(PermissionDenied):
        asked(part)


def test_who_has_sent_asks_for_nothing_and_waits_for_nothing():
    part = make.complete(closing())
    request = asked(part)
    send(part)

    assert request not in waiting()
    with pytest.raises(PermissionDenied, match="sudah dikirim"):
        extensions.grant(request, More(request.until, PUBLIC), by=make.manager())


def test_the_second_decision_is_told_of_the_first():
    request = asked(closing())
    extensions.refuse(request, WHY, by=make.manager("Bu Sari"))

    with pytest.raises(ConflictError, match="Bu Sari"):
        extensions.grant(request, More(request.until, PUBLIC), by=make.manager())
    assert not Extension.objects.exists()


def test_a_refusal_needs_a_reason():
    request = asked(closing())

    with pytest.raises(ValidationError, match="Alasan minimal"):
        extensions.refuse(request, "Tidak.", by=make.manager())
    request.refresh_from_db()
    assert request.state == State.OPEN


def test_nobody_decides_for_their_own_region():
    part = closing()
    request = asked(part)
    both = make.manager()
    make.seat(both.person, Capability.SUBMIT, region=part.region)

    for act in (
        lambda: extensions.grant(request, More(request.until, PUBLIC), by=both),
        lambda: extensions.refuse(request, WHY, by=both),
    ):
        with pytest.raises(PermissionDenied, match="terlalu dekat"):
            act()


def test_the_database_keeps_two_persons_apart():
    request = asked(closing())

    with pytest.raises(IntegrityError, match="nobody_decides_their_own"):
        ExtensionRequest.objects.update(
            state=State.GRANTED, decided_by=request.by, decided_at=timezone.now()
        )


def test_a_public_reason_names_nobody_of_the_region():
    part = closing()
    make.signatory(part.region, name="Rahmat Hidayat")
    request = asked(part)
    named = More(request.until, "Pak Rahmat Hidayat sakit dan dirawat di rumah sakit.")

    with pytest.raises(ValidationError, match="Sebut jabatannya"):
        extensions.grant(request, named, by=make.manager())
    office = More(request.until, "Sekretaris daerah sakit dan dirawat di rumah sakit.")
    assert extensions.grant(request, office, by=make.manager())


def test_of_two_who_extend_the_second_looks_again():
    part = closing()
    seen = until(part)
    first = More(later(part, days=1), PUBLIC, seen)
    extensions.extend_all(part.round, first, by=make.manager())

    with pytest.raises(ConflictError, match="digeser orang lain"):
        extensions.extend_all(
            part.round, More(later(part, days=2), PUBLIC, seen), by=make.manager()
        )


def test_who_asked_for_no_more_than_all_are_given_has_it():
    part = closing()
    less = asked(part, days=1)
    other = make.participation(of=part.round, region=make.region("35.71"))
    more = asked(other, days=6)

    extensions.extend_all(
        part.round, More(later(part, days=2), PUBLIC), by=make.manager()
    )

    assert list(waiting()) == [more]
    less.refresh_from_db()
    assert less.state == State.GRANTED


def test_one_region_that_asks_is_not_given_time_past_its_request():
    part = closing()
    asked(part)

    with pytest.raises(ConflictError, match="Putuskan permintaannya"):
        extensions.extend(part, More(later(part, days=1), PUBLIC), by=make.manager())


def test_requests_and_running_extensions_keep_the_phase():
    part = closing()
    request = asked(part)
    open_ = [need.text for need in needs_of(part.round) if not need.holds]
    assert "1 permintaan perpanjangan belum diputuskan" in open_

    extensions.grant(request, More(request.until, PUBLIC), by=make.manager())

    open_ = [need.text for need in needs_of(part.round) if not need.holds]
    assert "Perpanjangan 1 daerah masih berjalan" in open_
    assert not any("belum diputuskan" in text for text in open_)


def test_a_region_is_not_marked_away_while_its_extension_runs():
    part = closing(days=-1)
    by = make.manager()
    given = granted(part)
    with pytest.raises(PermissionDenied, match="masih berjalan"):
        rounds.mark_absent(part, reason="Tidak menjawab.", by=by)
    Extension.objects.filter(pk=given.pk).update(
        at=given.at - timedelta(days=9),
        deadline=given.deadline - timedelta(days=9),
        until=timezone.now() - timedelta(seconds=1),
    )

    assert (
        rounds.mark_absent(part, reason="Tidak menjawab.", by=by).status == "withdrawn"
    )


def test_the_people_are_told_and_the_actor_is_not():
    part = closing()
    rani, decider, other = make.coordinator(part.region), make.manager(), make.manager()
    request = asked(part, by=rani)
    extensions.grant(request, More(request.until, PUBLIC), by=decider)

    told = set(Notification.objects.values_list("kind", "recipient"))

    assert told == {
        ("rounds.extension_asked", decider.pk),
        ("rounds.extension_asked", other.pk),
        ("rounds.extended", rani.pk),
        ("rounds.extended_elsewhere", other.pk),
    }


def test_a_refusal_is_told_with_its_reason():
    part = closing()
    rani = make.coordinator(part.region)
    extensions.refuse(asked(part, by=rani), WHY, by=make.manager())

    assert WHY in Notification.objects.get(recipient=rani).body
