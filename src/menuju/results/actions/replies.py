"""Contest a published result, answer, and record what the answer does to the figures."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import Capability, User
from menuju.messages.actions import notify
from menuju.messages.models import Group, Kind
from menuju.messages.queries import Message
from menuju.results.models import DecisionLine, RegionResult, ReplyEffect
from menuju.results.queries.replies import (
    Effect,
    Told,
    effect_of,
    people_with,
    point_for,
    upheld_before,
)
from menuju.rounds.actions import replies as rounds
from menuju.rounds.actions.replies import Contest, Verdict
from menuju.rounds.models import Reply
from menuju.rounds.queries.replies import Point, closes_at

RECEIVED = Kind("results", "reply_received", Group.TASKS)
ANSWERED = Kind("results", "reply_answered", Group.OFFICIAL)


def contest(result: RegionResult, point: Point, said: Contest, *, by: User) -> Reply:
    """Contest a point of a published result within its clock, and tell who answers.

    ValidationError as of ``rounds.actions.replies.contest``.
    """
    part, opened = result.participation, result.release.published_at
    if opened is None:
        raise ValidationError(_("Hasil ini belum terbit, jadi belum dapat disanggah."))
    made = rounds.contest(
        part, point, said, deadline=closes_at(part.round, part.region, opened), by=by
    )
    _tell_received(made, point)
    return made


@transaction.atomic
def answer(result: RegionResult, reply: Reply, verdict: Verdict, *, by: User) -> Reply:
    """Answer a reply and store what it does to the region's score, place and line.

    The decision stays as it is: only a new decision of two persons changes it.
    """
    point = point_for(result, reply.subject, reply.code)
    if point is None:
        raise ValidationError(_("Butir ini tidak dinilai untuk daerah ini."))
    made = rounds.answer(reply, point, verdict, by=by)
    upheld = made.state in {Reply.State.UPHELD, Reply.State.PARTLY}
    earlier = upheld_before(made.participation)
    earlier.pop(point.key, None)
    level = made.level_after if upheld else ""
    _store(result, made, effect_of(result, earlier, point.key, level))
    _tell_answered(result, made, point)
    return made


def _store(result: RegionResult, reply: Reply, effect: Effect) -> ReplyEffect:
    return ReplyEffect.objects.create(
        reply=reply,
        result=result,
        score_before=effect.before.score,
        score_after=effect.after.score,
        position_before=effect.before.position,
        position_after=effect.after.position,
        within_before=effect.before.within,
        within_after=effect.after.within,
        moves=effect.moves,
        digest=effect.digest,
        computed_at=reply.answered_at or timezone.now(),
        provenance=result.provenance,
        source=result.source,
    )


def _tell_received(reply: Reply, point: Point) -> None:
    part = reply.participation
    words = {"round": part.round, "region": part.region, "told": Told(reply, point)}
    notify(
        people_with(None, Capability.ANSWER_REPLIES),
        Message(
            RECEIVED,
            words,
            link=("results:reply", part.round.code, part.region_id, reply.pk),
            about=reply,
            dedupe=f"reply-received:{reply.pk}",
        ),
    )


def _tell_answered(result: RegionResult, reply: Reply, point: Point) -> None:
    part = reply.participation
    line = DecisionLine.objects.filter(result=result).first()
    told = Told(reply, point, line)
    readers = (Capability.OBJECT, Capability.VIEW_REGION)
    scale = point.node.scale
    notify(
        people_with(part.region_id, *readers),
        Message(
            ANSWERED,
            {"round": part.round, "region": part.region, "told": told, "scale": scale},
            link=("results:reply", part.round.code, part.region_id, reply.pk),
            about=reply,
            dedupe=f"reply-answered:{reply.pk}",
        ),
    )
