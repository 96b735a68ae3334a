"""Ask for more time, take that back, decide on it, and give it of one's own accord.

Every act locks the region (or the round) first and reads the clock of the database. What is
given is public in the same moment; the people of the region are told in the same
transaction. A deadline only ever moves further away, and nothing that was late becomes in
time: an attempt stays an attempt, and the region sends again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.rounds.access.extensions import require_impartial, require_speaker
from menuju.rounds.access.judging import require_phase
from menuju.rounds.access.phases import Act
from menuju.rounds.actions.extension_news import tell_asked, tell_given, tell_refused
from menuju.rounds.actions.participation import hold
from menuju.rounds.models import Extension, ExtensionRequest, Participation, Round
from menuju.rounds.queries.deadlines import (
    Deadline,
    deadline_of,
    deadline_of_round,
    latest_permitted,
)
from menuju.rounds.queries.extensions import (
    SHORTEST_REASON,
    named_in,
    open_request_of,
    why_fixed,
    why_not_asked,
)
from menuju.rounds.queries.submission import database_time
from menuju.web.components.formats import moment
from menuju.web.exceptions import ConflictError

State = ExtensionRequest.State
WhyNot = Callable[[Participation, Deadline | None, datetime], str]


@dataclass(frozen=True, slots=True)
class More:
    """Until when, and why. ``seen`` is the deadline on the page of whoever gives more time."""

    until: datetime
    reason: str
    seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Clock:
    """The moment of an act, and the deadline that holds then."""

    now: datetime
    deadline: Deadline

    @property
    def earliest(self) -> datetime:
        """What a new deadline must pass."""
        return max(self.now, self.deadline.closes_at)


@transaction.atomic
def ask(participation: Participation, more: More, *, by: User) -> ExtensionRequest:
    """Ask for more time, before the deadline or up to seven days after it.

    ValidationError by field says what is missing; PermissionDenied why nobody may ask now.
    """
    require_speaker(by, participation)
    held = hold(participation)
    clock = _clock(held, why_not_asked)
    if open_request_of(held):
        raise ConflictError(
            _(
                "Daerah ini sudah punya permintaan yang menunggu keputusan. Tarik dahulu bila ingin mengubahnya."
            )
        )
    _require_sound(held, more, clock)
    made = ExtensionRequest.objects.create(
        participation=held,
        by=by,
        at=clock.now,
        deadline=clock.deadline.closes_at,
        until=more.until,
        reason=more.reason.strip(),
        provenance=held.provenance,
    )
    record("asked for an extension", made, by=by, until=more.until.isoformat())
    tell_asked(made, by)
    return made


@transaction.atomic
def withdraw(request: ExtensionRequest, *, by: User) -> ExtensionRequest:
    """Take a request back that nobody decided yet. It stays on record."""
    require_speaker(by, request.participation)
    return _close(_undecided(request), State.WITHDRAWN, by)


@transaction.atomic
def grant(request: ExtensionRequest, more: More, *, by: User) -> Extension:
    """Give a region what it asked for, or less; ``more.reason`` is for the public.

    ConflictError (409) if somebody decided meanwhile.
    """
    held = _undecided(request)
    part = held.participation
    _require_other(held, by)
    clock = _clock(part)
    if more.until > held.until:
        raise ValidationError(
            {
                "until": _(
                    "Daerah ini meminta sampai %(at)s. Beri paling lama sampai itu."
                )
                % {"at": moment(held.until, part.region.time_zone)}
            }
        )
    _require_sound(part, more, clock, is_public=True)
    _close(held, State.GRANTED, by)
    return _give(part, more, clock, by=by, request=held)


@transaction.atomic
def refuse(request: ExtensionRequest, answer: str, *, by: User) -> ExtensionRequest:
    """Leave the deadline as it is, with the reason for the region."""
    held = _undecided(request)
    _require_other(held, by)
    if problem := _too_short(answer):
        raise ValidationError({"reason": problem})
    held.answer = answer.strip()
    _close(held, State.REFUSED, by)
    tell_refused(held)
    return held


@transaction.atomic
def extend(participation: Participation, more: More, *, by: User) -> Extension:
    """Give one region more time that did not ask for it."""
    held = hold(participation)
    require_impartial(by, held)
    if open_request_of(held):
        raise ConflictError(
            _("Daerah ini sudah meminta perpanjangan. Putuskan permintaannya.")
        )
    clock = _clock(held)
    _require_seen(clock.deadline, more, held.region.time_zone)
    _require_sound(held, more, clock, is_public=True)
    return _give(held, more, clock, by=by)


@transaction.atomic
def extend_all(round_: Round, more: More, *, by: User) -> Extension:
    """Give all regions more time that have not sent: a disaster, a network that failed.

    Whoever asked for no more than that has it, and waits for no decision of their own.
    """
    held = Round.objects.select_for_update().get(pk=round_.pk)
    require_phase(held, Act.SUBMIT)
    deadline = deadline_of_round(held)
    if deadline is None:
        raise PermissionDenied(
            _("Tahap ini tidak menetapkan tenggat, jadi tidak ada yang diperpanjang.")
        )
    clock = _Clock(database_time(), deadline)
    _require_seen(deadline, more, held.time_zone)
    _require_sound(held, more, clock)
    asked = ExtensionRequest.objects.filter(
        participation__round=held, state=State.OPEN, until__lte=more.until
    ).exclude(by=by)
    for request in asked.select_for_update(of=("self",)):
        _close(request, State.GRANTED, by)
    return _give(held, more, clock, by=by)


def _undecided(request: ExtensionRequest) -> ExtensionRequest:
    """Lock the region and its request; refuse (409) what was decided meanwhile."""
    part = hold(request.participation)
    held = ExtensionRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if held.state != State.OPEN:
        zone = part.region.time_zone
        raise ConflictError(
            _(
                "Permintaan ini sudah tidak terbuka: %(state)s pada %(at)s oleh %(who)s. Keputusan Anda tidak disimpan."
            )
            % {
                "state": held.get_state_display().lower(),
                "at": moment(held.decided_at, zone),
                "who": held.decided_by.person.name if held.decided_by else "–",
            }
        )
    held.participation = part
    return held


def _close(request: ExtensionRequest, state: State, by: User) -> ExtensionRequest:
    request.state, request.decided_by = state, by
    request.decided_at = database_time()
    request.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    record("closed an extension request", request, by=by, state=str(state))
    return request


def _require_other(request: ExtensionRequest, by: User) -> None:
    """Two persons: nobody decides on what they, or their own region, asked for."""
    if request.by_id == by.pk:
        raise PermissionDenied(
            _("Anda sendiri yang meminta. Minta orang lain memutuskannya.")
        )
    require_impartial(by, request.participation)


def _clock(part: Participation, why_not: WhyNot = why_fixed) -> _Clock:
    """Now, and the deadline that moves; PermissionDenied says why it cannot."""
    now, deadline = database_time(), deadline_of(part)
    if reason := why_not(part, deadline, now):
        raise PermissionDenied(reason)
    if deadline is None:
        raise PermissionDenied
    return _Clock(now, deadline)


def _require_seen(deadline: Deadline, more: More, zone: str) -> None:
    """Of two who extend at once, the second looks again."""
    if more.seen and more.seen != deadline.closes_at:
        raise ConflictError(
            _(
                "Tenggatnya sudah digeser orang lain menjadi %(at)s. Periksa, lalu kirim lagi bila masih perlu."
            )
            % {"at": moment(deadline.closes_at, zone)}
        )


def _require_sound(
    of: Participation | Round, more: More, clock: _Clock, *, is_public: bool = False
) -> None:
    """A moment that is later than the deadline and within the calendar, and a reason."""
    part = of if isinstance(of, Participation) else None
    wrong = {
        "until": _wrong_moment(more.until, clock.earliest, of),
        "reason": _too_short(more.reason),
    }
    if part and is_public and (name := named_in(more.reason, part)):
        wrong["reason"] = _(
            "Alasan ini dibaca umum dan menyebut %(name)s. Sebut jabatannya, bukan namanya."
        ) % {"name": name}
    if problems := {field: text for field, text in wrong.items() if text}:
        raise ValidationError(problems)


def _round(of: Participation | Round) -> Round:
    return of.round if isinstance(of, Participation) else of


def _wrong_moment(until: datetime, after: datetime, of: Participation | Round) -> str:
    zone = (of.region if isinstance(of, Participation) else of).time_zone
    if until <= after:
        return _("Pilih waktu sesudah %(at)s.") % {"at": moment(after, zone)}
    limit = latest_permitted(_round(of))
    if limit and until > limit:
        return _(
            "Jadwal tahap ini mengizinkan paling lambat %(at)s, saat fase berikutnya ditutup. Pilih waktu sebelum itu, atau kirim yang sudah selesai."
        ) % {"at": moment(limit, zone)}
    return ""


def _too_short(text: str) -> str:
    length = len(text.strip())
    if length >= SHORTEST_REASON:
        return ""
    return _("Alasan minimal %(least)d huruf. Sekarang %(length)d huruf.") % {
        "least": SHORTEST_REASON,
        "length": length,
    }


def _give(
    of: Participation | Round,
    more: More,
    clock: _Clock,
    *,
    by: User,
    request: ExtensionRequest | None = None,
) -> Extension:
    part = of if isinstance(of, Participation) else None
    made = Extension.objects.create(
        round=_round(of),
        participation=part,
        request=request,
        deadline=clock.deadline.closes_at,
        until=more.until,
        reason=more.reason.strip(),
        by=by,
        at=clock.now,
        provenance=of.provenance,
    )
    record("extended", made, by=by, until=more.until.isoformat())
    tell_given(made)
    return made
