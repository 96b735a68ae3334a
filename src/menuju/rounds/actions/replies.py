"""A region contests a published point; somebody who did not judge it answers, once."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.files.actions import store
from menuju.files.models import StoredFile
from menuju.rounds.access.replies import require_answerer, require_contester
from menuju.rounds.actions.evidence import NAME_LENGTH, Upload
from menuju.rounds.actions.participation import hold
from menuju.rounds.models import (
    AttemptReceipt,
    Evidence,
    EvidenceVersion,
    Participation,
    Reply,
    ReplyDraft,
    ReplyProof,
)
from menuju.rounds.queries.replies import SHORTEST_TEXT, Point
from menuju.rounds.queries.submission import database_time

Stored = tuple[StoredFile, Upload]
State = Reply.State


@dataclass(frozen=True, slots=True)
class Contest:
    """What a region says about a point, which level it asks for, and what proves it."""

    text: str
    asked: str
    versions: Sequence[EvidenceVersion] = ()
    uploads: Sequence[Upload] = ()


@dataclass(frozen=True, slots=True)
class _Filed:
    """A contest with its files in the store, and until when it is in time."""

    point: Point
    said: Contest
    files: Sequence[Stored]
    deadline: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a reply is answered. ``level`` is empty where nothing changes."""

    state: str
    answer: str
    level: str = ""
    is_precedent: bool = False


def contest(
    participation: Participation,
    point: Point,
    said: Contest,
    *,
    deadline: datetime,
    by: User,
) -> Reply:
    """Contest a point before its deadline.

    ValidationError says what is missing; with the code ``late`` nothing is accepted, but
    the text stays as a draft and an attempt receipt is kept.
    """
    require_contester(by, participation)
    if database_time() >= deadline:
        raise _late(participation, point, said, by)
    files = [(store(one.stream, one.name), one) for one in said.uploads]
    try:
        return _accept(participation, _Filed(point, said, files, deadline), by)
    except ValidationError as refusal:
        if getattr(refusal, "code", "") != "late":
            raise
    raise _late(participation, point, said, by)


@transaction.atomic
def save_draft(
    participation: Participation, point: Point, said: Contest, *, by: User
) -> ReplyDraft:
    """Keep what a region wrote without sending it. Files are chosen when it is sent."""
    require_contester(by, participation)
    made, _created = ReplyDraft.objects.update_or_create(
        participation=participation,
        subject=point.subject,
        code=point.code,
        defaults={
            "text": said.text,
            "asked": said.asked,
            "by": by,
            "saved_at": timezone.now(),
        },
    )
    return made


@transaction.atomic
def withdraw(reply: Reply, *, by: User) -> Reply:
    """Take a reply back that nobody answered yet. It stays on record."""
    held = _hold(reply)
    require_contester(by, held.participation)
    if held.state != State.OPEN:
        raise ValidationError(_("Sanggahan ini sudah dijawab atau sudah ditarik."))
    held.state = State.WITHDRAWN
    held.save(update_fields=["state"])
    record("withdrew a reply", held, by=by, code=held.code)
    return held


@transaction.atomic
def answer(reply: Reply, point: Point, verdict: Verdict, *, by: User) -> Reply:
    """Answer a reply, as somebody who neither scored nor agreed what it contests."""
    held = _hold(reply)
    if held.state != State.OPEN:
        raise ValidationError(
            _(
                "Sanggahan ini sudah dijawab atau sudah ditarik, jadi jawaban Anda tidak disimpan."
            ),
            code="answered",
        )
    require_answerer(by, held)
    if problems := _problems(held, point, verdict):
        raise ValidationError(problems)
    dismissed = verdict.state == State.DISMISSED
    held.state, held.answer = State(verdict.state), verdict.answer.strip()
    held.answered_by, held.answered_at = by, timezone.now()
    held.level_after = held.level_before if dismissed else verdict.level
    held.is_precedent = verdict.is_precedent and not dismissed
    held.save()
    record("answered a reply", held, by=by, state=str(held.state), code=held.code)
    return held


@transaction.atomic
def _accept(participation: Participation, filed: _Filed, by: User) -> Reply:
    held, now = hold(participation), database_time()
    point, said = filed.point, filed.said
    if now >= filed.deadline:
        raise ValidationError(_("Masa sanggah sudah berakhir."), code="late")
    _require_whole(held, point, said)
    made = Reply.objects.create(
        participation=held,
        subject=point.subject,
        code=point.code,
        text=said.text.strip(),
        asked=said.asked,
        by=by,
        at=now,
        deadline=filed.deadline,
        level_before=point.before,
        provenance=held.provenance,
    )
    _attach(made, [*said.versions, *(_kept(held, one, by) for one in filed.files)])
    held.reply_drafts.filter(subject=point.subject, code=point.code).delete()
    record("contested", made, by=by, kind=made.subject, code=made.code)
    return made


def _attach(reply: Reply, versions: Sequence[EvidenceVersion]) -> None:
    ReplyProof.objects.bulk_create(
        ReplyProof(reply=reply, evidence_version=version)
        for version in dict.fromkeys(versions)
    )


def _require_whole(part: Participation, point: Point, said: Contest) -> None:
    """A text that says something, a level on the scale, and the first on this point."""
    wrong: dict[str, str] = {}
    length = len(said.text.strip())
    if length < SHORTEST_TEXT:
        wrong["text"] = _(
            "Alasan minimal %(least)d huruf. Sekarang %(length)d huruf."
        ) % {"least": SHORTEST_TEXT, "length": length}
    if problem := point.problem(said.asked):
        wrong["asked"] = problem
    elif point.is_same(said.asked):
        wrong["asked"] = _("Itu sama dengan yang berlaku sekarang. Pilih yang lain.")
    if any(one.evidence.participation_id != part.pk for one in said.versions):
        wrong["versions"] = _("Pilih berkas daerah Anda sendiri.")
    if wrong:
        raise ValidationError(wrong)
    earlier = part.replies.filter(subject=point.subject, code=point.code)
    if earlier.exclude(state=State.WITHDRAWN).exists():
        raise ValidationError(
            _(
                "Hal ini sudah disanggah. Satu hal dijawab satu kali; tarik dahulu sanggahan yang belum dijawab bila ingin mengubahnya."
            )
        )


def _problems(reply: Reply, point: Point, verdict: Verdict) -> dict[str, str]:
    wrong: dict[str, str] = {}
    answered = {State.UPHELD, State.PARTLY, State.DISMISSED}
    if verdict.state not in answered:
        wrong["state"] = _("Pilih diterima, diterima sebagian, atau tidak diterima.")
    if len(verdict.answer.strip()) < SHORTEST_TEXT:
        wrong["answer"] = _(
            "Alasan minimal %(least)d huruf. Sekarang %(length)d huruf."
        ) % {"least": SHORTEST_TEXT, "length": len(verdict.answer.strip())}
    elif verdict.is_precedent and _names_region(reply, verdict.answer):
        wrong["answer"] = _(
            "Preseden dibaca orang lain tanpa nama daerah. Hapus nama %(region)s dari alasan, atau jangan simpan sebagai preseden."
        ) % {"region": reply.participation.region.name}
    if verdict.state in {State.UPHELD, State.PARTLY}:
        if problem := _level_problem(reply, point, verdict):
            wrong["level"] = problem
    elif verdict.level and not point.is_same(verdict.level):
        wrong["level"] = _("Sanggahan yang tidak diterima tidak mengubah nilai.")
    return wrong


def _names_region(reply: Reply, answer: str) -> bool:
    return reply.participation.region.short_name.casefold() in answer.casefold()


def _level_problem(reply: Reply, point: Point, verdict: Verdict) -> str:
    if problem := point.problem(verdict.level):
        return problem
    if point.is_same(verdict.level):
        return _("Itu sama dengan yang berlaku sekarang. Pilih yang lain.")
    is_whole = verdict.level == reply.asked
    if verdict.state == State.UPHELD and not is_whole:
        return _(
            "Yang diterima seluruhnya sama dengan permintaan daerah. Pilih “Diterima sebagian” bila berbeda."
        )
    if verdict.state == State.PARTLY and is_whole:
        return _("Ini sama dengan permintaan daerah. Pilih “Diterima”.")
    return ""


@transaction.atomic
def _late(
    participation: Participation, point: Point, said: Contest, by: User
) -> ValidationError:
    """Keep the text and the attempt; the refusal that says so."""
    save_draft(participation, point, said, by=by)
    at = database_time()
    text = f"{point.subject}:{point.code}:{said.asked}:{said.text}:{at.isoformat()}"
    digest = hashlib.sha256(text.encode()).hexdigest()
    entry = record(
        "not_accepted", participation, by=by, digest=digest, reason="reply_late"
    )
    AttemptReceipt.objects.create(
        participation=participation,
        at=at,
        by=by,
        reason="reply_late",
        digest=digest,
        leaf=entry.leaf,
    )
    return ValidationError(
        _(
            "Masa sanggah sudah berakhir, jadi sanggahan ini tidak diterima. Tulisan Anda tetap tersimpan sebagai draf, dan percobaan Anda tercatat. Hubungi sekretariat bila ada kekeliruan."
        ),
        code="late",
    )


def _kept(participation: Participation, file: Stored, by: User) -> EvidenceVersion:
    """A new document of the region; the one it gave before if it is the same file."""
    stored, upload = file
    same = EvidenceVersion.objects.filter(
        evidence__participation=participation, evidence__withdrawn_at=None, file=stored
    )
    if found := same.order_by("pk").first():
        return found
    last = participation.evidence.aggregate(last=Max("number"))["last"] or 0
    document = Evidence.objects.create(
        participation=participation,
        number=last + 1,
        title=PurePath(upload.name).stem[:NAME_LENGTH],
    )
    version = EvidenceVersion.objects.create(
        evidence=document,
        number=1,
        file=stored,
        file_name=upload.name[-NAME_LENGTH:],
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )
    record("uploaded", version, by=by, sha256=stored.sha256, number=document.number)
    return version


def _hold(reply: Reply) -> Reply:
    """Lock the region's participation and then the reply: answers come one after another."""
    part = hold(reply.participation)
    held = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    if held.participation_id != part.pk:
        raise PermissionDenied
    held.participation = part
    return held
