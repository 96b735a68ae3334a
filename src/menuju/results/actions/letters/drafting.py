"""Write letters from the data of a decision, each with a number that is never used again."""

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.audit.models import Provenance
from menuju.results.actions.letters.holding import hold, keep_revision
from menuju.results.models import Decision, Letter, Letterhead
from menuju.results.queries.letters.codes import ALPHABET, GROUPS, LENGTH
from menuju.results.queries.letters.numbers import number_by
from menuju.results.queries.letters.state import data_digest, data_of
from menuju.results.queries.why import Why, why_of
from menuju.results.queries.why.words import in_both
from menuju.rounds.models import Participation


@transaction.atomic
def draft(decision: Decision, why: Why, by: User) -> Letter | None:
    """Write one region's letter; None if one is in force already.

    The letterhead is locked meanwhile, so that two who draft at once get two numbers.
    """
    head = (
        Letterhead.objects.select_for_update()
        .filter(round=decision.release.round)
        .first()
    )
    if head is None:
        raise ValidationError(
            _("Isi kepala surat dan pola nomor dahulu, lalu susun suratnya.")
        )
    part = Participation.objects.get(round=decision.release.round, region=why.region)
    standing = Letter.objects.filter(participation=part, decision=decision)
    if standing.exclude(state=Letter.State.WITHDRAWN).exists():
        return None
    now, sequence = timezone.now(), _next(head)
    made = Letter.objects.create(
        participation=part,
        decision=decision,
        sequence=sequence,
        number=numbered(head, sequence, now),
        code=_code(),
        drafted_by=by,
        drafted_at=now,
        provenance=Provenance.SIMULATED if why.is_simulated else decision.provenance,
        **_content(why),
    )
    keep_revision(made, by)
    record("drafted letter", made, by=by, number=made.number)
    return made


@transaction.atomic
def redraft(letter: Letter, by: User, *, version: int) -> Letter:
    """Write a letter anew from today's data. What was written stays as a revision."""
    held = hold(letter, version)
    why = why_of(held.decision, held.participation.region_id)
    if why is None:
        raise ValidationError(_("Keputusan ini tidak lagi memuat daerah ini."))
    for name, value in _content(why).items():
        setattr(held, name, value)
    held.state, held.version = Letter.State.DRAFT, held.version + 1
    held.read_by = held.read_at = None
    held.kept_digest = held.kept_reason = ""
    held.save()
    keep_revision(held, by)
    record("redrafted letter", held, by=by, data=held.data_digest)
    return held


@transaction.atomic
def keep(letter: Letter, by: User, *, digest: str, reason: str) -> Letter:
    """Leave a letter as it is although its data read otherwise today, with a reason.

    ``digest`` is that of the data the person saw: newer ones are not covered.
    """
    held = hold(letter, letter.version)
    if not reason.strip():
        raise ValidationError(
            _("Tuliskan mengapa surat ini tetap dipakai meskipun datanya berubah.")
        )
    held.kept_digest, held.kept_reason = digest, reason.strip()
    held.save(update_fields=["kept_digest", "kept_reason"])
    record("kept letter", held, by=by, data=digest)
    return held


def numbered(head: Letterhead, sequence: int, when: datetime) -> str:
    """A letter's number by the round's pattern; the month is Roman, as offices write it."""
    on = timezone.localtime(when, ZoneInfo(head.round.time_zone))
    return number_by(head.number_pattern, sequence, on.date())


def _next(head: Letterhead) -> int:
    """One more than the highest number of the round, withdrawn letters counted."""
    used = Letter.objects.filter(decision__release__round=head.round)
    return (used.aggregate(last=Max("sequence"))["last"] or 0) + 1


def _code() -> str:
    """60 random bits in an alphabet without look-alikes: "7KQ2-M4XA-9TBN"."""
    marks = "".join(secrets.choice(ALPHABET) for _each in range(LENGTH))
    return "-".join(marks[at : at + GROUPS] for at in range(0, LENGTH, GROUPS))


def _content(why: Why) -> dict[str, object]:
    data = data_of(why)
    return {"data": data, "data_digest": data_digest(data), "text": in_both(why)}
