from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from menuju.rounds.actions import sessions
from menuju.rounds.models import Round, SessionSlot
from tests import make

pytestmark = pytest.mark.django_db


def test_regions_get_turns_of_half_an_hour_until_the_session_ends():
    round_ = make.open_round(phase=Round.Phase.ASSESSMENT)
    for code in ("64.71", "64.72", "35.71"):
        make.judged_region(of=round_, code=code)
    start = timezone.now()
    session = sessions.plan(
        round_,
        by=make.manager(),
        title="Pagi",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
    )

    assert sessions.give_turns(session, by=make.manager()) == 2
    turns = SessionSlot.objects.values_list("starts_at", flat=True)
    assert list(turns) == [start, start + timedelta(minutes=30)]


def test_a_turn_lies_inside_its_session_and_stays_once_confirmed():
    turn = make.slot()
    session, part = turn.session, turn.participation

    with pytest.raises(ValidationError, match="di dalam waktu sesi"):
        sessions.give_turn(session, part, session.ends_at, by=make.manager())
    make.confirmed(turn)
    with pytest.raises(ValidationError, match="sudah disahkan"):
        sessions.give_turn(session, part, session.starts_at, by=make.manager())


def test_a_session_ends_after_it_starts():
    now = timezone.now()

    with pytest.raises(ValidationError, match="setelah waktu mulai"):
        sessions.plan(
            make.open_round(),
            by=make.manager(),
            title="Sesi",
            starts_at=now,
            ends_at=now,
        )
