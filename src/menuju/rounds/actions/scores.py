"""An assessor's own scores: drafts until they are sent, and kept for ever after."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.rounds.access.conflicts import unresolved_between
from menuju.rounds.access.judging import may_score
from menuju.rounds.access.phases import is_within
from menuju.rounds.models import (
    Assignment,
    Citation,
    EvidenceVersion,
    Round,
    Score,
)
from menuju.rounds.queries.scores import sheet_for


@dataclass(frozen=True, slots=True)
class Quote:
    """Words on a page of a file version."""

    version: EvidenceVersion
    page: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an assessor says about one item."""

    level: Decimal | None = None
    insufficient: bool = False
    confidence: str = Score.Confidence.MEDIUM
    reason: str = ""
    quotes: Sequence[Quote] = field(default_factory=list)


class StaleScoreError(Exception):
    """The score was saved from another window in the meantime."""

    def __init__(self, saved: Score) -> None:
        super().__init__(f"{saved} is at version {saved.version}")
        self.saved = saved


@transaction.atomic
def save(
    assignment: Assignment, item: str, given: Judgement, *, version: int, by: User
) -> Score:
    """Save a draft score that was written on top of ``version``."""
    held = _hold(assignment)
    if by.person_id != held.assessor_id:
        raise PermissionDenied(_("Hanya asesornya sendiri yang dapat menilai."))
    line = sheet_for(held).line(item)
    if line is None:
        raise ValidationError(_("Butir ini tidak dinilai untuk daerah ini."))
    if given.level is not None and not line.node.scale.allows(given.level):
        raise ValidationError(
            _("Pilih nilai %(low)s sampai %(high)s.")
            % {"low": line.node.scale.min, "high": line.node.scale.max}
        )
    score = line.score or Score(assignment=held, item=item)
    if line.score and _is_same(score, given):
        return score
    if score.version != version:
        raise StaleScoreError(score)
    score.level = None if given.insufficient else given.level
    score.insufficient = given.insufficient
    score.confidence, score.reason = given.confidence, given.reason.strip()
    score.version, score.edited_at = version + 1, timezone.now()
    score.save()
    _quote(score, given.quotes)
    return score


@transaction.atomic
def submit(assignment: Assignment, *, by: User) -> Assignment:
    """Send all scores at once. Each is pinned to the file versions that it could read."""
    held = _hold(assignment)
    round_ = held.participation.round
    window = round_.windows.filter(phase=Round.Phase.ASSESSMENT).first()
    if not is_within(window, timezone.now()):
        raise ValidationError(
            _(
                "Tenggat penilaian sudah lewat. Draf Anda tetap tersimpan; hubungi sekretariat."
            ),
            code="late",
        )
    sheet = sheet_for(held)
    if open_ := sheet.open:
        raise ValidationError(
            [
                _("%(item)s: %(gap)s") % {"item": line.node.title, "gap": line.gaps[0]}
                for line in open_
            ]
        )
    _pin([line.score for line in sheet.lines if line.score], held)
    held.submitted_at = timezone.now()
    held.save(update_fields=["submitted_at"])
    record("sent scores", held, by=by, items=len(sheet.lines))
    return held


def _hold(assignment: Assignment) -> Assignment:
    held = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related(
            "assessor",
            "participation__round__instrument_version",
            "participation__region__province",
        )
        .get(pk=assignment.pk)
    )
    if held.submitted_at or held.withdrawn_at:
        raise PermissionDenied(
            _("Nilai Anda untuk daerah ini sudah dikirim dan tidak dapat diubah lagi.")
        )
    if not may_score(held):
        raise PermissionDenied(
            _("Penilaian tidak dibuka pada fase “%(phase)s”.")
            % {"phase": held.participation.round.get_phase_display()}
        )
    if unresolved_between(held.assessor, held.participation.region):
        raise PermissionDenied(_("Ada konflik kepentingan yang belum diselesaikan."))
    return held


def _is_same(score: Score, given: Judgement) -> bool:
    """Whether this very judgement is saved: an autosave may overtake the button."""
    level = None if given.insufficient else given.level
    cited = {
        (one.evidence_version_id, one.page, one.quote) for one in score.citations.all()
    }
    return (
        (score.level, score.insufficient) == (level, given.insufficient)
        and (score.confidence, score.reason) == (given.confidence, given.reason.strip())
        and cited == {(one.version.pk, one.page, one.words) for one in given.quotes}
    )


def _quote(score: Score, quotes: Sequence[Quote]) -> None:
    part = score.assignment.participation_id
    if any(one.version.evidence.participation_id != part for one in quotes):
        raise ValidationError(_("Kutipan harus berasal dari bukti daerah ini."))
    score.citations.all().delete()
    Citation.objects.bulk_create(
        Citation(
            score=score, evidence_version=one.version, page=one.page, quote=one.words
        )
        for one in quotes
    )


def _pin(scores: Sequence[Score], assignment: Assignment) -> None:
    """Cite the newest version of every document that was linked to the item."""
    versions = EvidenceVersion.objects.filter(
        evidence__participation=assignment.participation_id, evidence__withdrawn_at=None
    ).prefetch_related("evidence__claims")
    newest = {row.evidence_id: row for row in versions.order_by("number")}
    pinned = []
    for score in scores:
        cited = {one.evidence_version.evidence_id for one in score.citations.all()}
        pinned += [
            Citation(score=score, evidence_version=version)
            for evidence, version in newest.items()
            if evidence not in cited
            and any(c.item == score.item for c in version.evidence.claims.all())
        ]
    Citation.objects.bulk_create(pinned)
