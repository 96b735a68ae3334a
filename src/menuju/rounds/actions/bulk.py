"""Take over many records at once: the demo world today, an older register tomorrow.

Each function keeps the rules of the single act it stands beside, writes its rows in a few
statements, and leaves one audit entry for all of them. Rows come unsaved and may point to
rows of an earlier call. ValueError names the first row that breaks a rule.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.audit.models import Provenance
from menuju.instruments.models.tree import Tree
from menuju.instruments.queries import tree_of
from menuju.rounds.access.conflicts import conflicts_between
from menuju.rounds.models import (
    Answer,
    AnswerRevision,
    Assignment,
    AttendanceObjection,
    AttendanceReport,
    Citation,
    Claim,
    ConfirmedAttendance,
    ConflictDeclaration,
    Delegation,
    EligibilityFigure,
    Evidence,
    EvidenceVersion,
    Freeze,
    Moderation,
    Participation,
    PhaseChange,
    PhaseWindow,
    Reply,
    ReplyProof,
    Round,
    Score,
    Session,
    SessionSlot,
    Submission,
)
from menuju.rounds.queries.scores import sheet_for
from menuju.rounds.queries.submission import content_of, digest_of

BATCH = 1_000


@transaction.atomic
def open_round(
    round_: Round, windows: Sequence[PhaseWindow], changes: Sequence[PhaseChange] = ()
) -> None:
    """Add a round with its calendar and the phases it has been through."""
    if not round_.instrument_version.content_hash:
        raise ValueError(f"{round_}: the instrument version is not published")
    round_.save(force_insert=True)
    PhaseWindow.objects.bulk_create(windows)
    PhaseChange.objects.bulk_create(changes)
    record("opened", round_, by=None, phase=round_.phase)


@transaction.atomic
def take_part(
    round_: Round, rows: Sequence[Participation], by: User | None = None
) -> None:
    """Add the regions of a round."""
    _belong(round_, [row.round_id for row in rows])
    Participation.objects.bulk_create(rows, BATCH)
    record("invited", round_, by=by, regions=len(rows))


@transaction.atomic
def add_figures(round_: Round, rows: Sequence[EligibilityFigure]) -> None:
    """Add figures looked at before inviting; each says where it comes from."""
    _belong(round_, [row.round_id for row in rows])
    for row in rows:
        if not row.source:
            raise ValueError(f"{row} does not say where it comes from")
    EligibilityFigure.objects.bulk_create(rows, BATCH)
    record("took over figures", round_, by=None, rows=len(rows))


@transaction.atomic
def answer(round_: Round, rows: Sequence[Answer], by: User | None = None) -> None:
    """Add answers; a level lies on its item's scale, a finished answer has a level."""
    tree = tree_of(round_.instrument_version)
    _belong(round_, [row.participation.round_id for row in rows])
    for row in rows:
        _check(tree, row.item, row.level)
        if row.is_done and row.level is None:
            raise ValueError(f"{row}: done without a level")
    Answer.objects.bulk_create(rows, BATCH)
    AnswerRevision.objects.bulk_create([_revision(row) for row in rows], BATCH)
    record("answered", round_, by=by, answers=len(rows))


def _revision(answer: Answer) -> AnswerRevision:
    return AnswerRevision(
        answer=answer,
        version=answer.version,
        level=answer.level,
        narrative=answer.narrative,
        by=answer.edited_by,
        at=answer.edited_at or timezone.now(),
    )


@transaction.atomic
def hand_over(
    round_: Round, rows: Sequence[Delegation], by: User | None = None
) -> None:
    """Add items handed to agencies of their own region."""
    _belong(round_, [row.participation.round_id for row in rows])
    for row in rows:
        if row.agency.region_id != row.participation.region_id:
            raise ValueError(f"{row}: the agency is of another region")
    Delegation.objects.bulk_create(rows, BATCH)
    record("delegated", round_, by=by, items=len(rows))


@transaction.atomic
def prove(
    round_: Round,
    versions: Sequence[EvidenceVersion],
    claims: Sequence[Claim],
    by: User | None = None,
) -> None:
    """Add documents (those of ``versions``), their files, and what they support."""
    tree = tree_of(round_.instrument_version)
    documents = [row.evidence for row in versions if row.number == 1]
    _belong(round_, [row.participation.round_id for row in documents])
    for claim in claims:
        _check(tree, claim.item, None)
    Evidence.objects.bulk_create(documents, BATCH)
    EvidenceVersion.objects.bulk_create(versions, BATCH)
    Claim.objects.bulk_create(claims, BATCH)
    record("added evidence", round_, by=by, documents=len(documents))


@dataclass(frozen=True, slots=True)
class Sent:
    """A self-assessment that was sent at a moment, and who signed it."""

    participation: Participation
    at: datetime
    name: str
    office: str
    provenance: Provenance = Provenance.ENTERED


@transaction.atomic
def submit(round_: Round, sent: Sequence[Sent], by: User | None = None) -> None:
    """Add submissions with their receipts; every item has a finished answer."""
    _belong(round_, [each.participation.round_id for each in sent])
    needed = len(tree_of(round_.instrument_version).items)
    answers = Answer.objects.filter(participation__round=round_, is_done=True)
    done = Counter(answers.values_list("participation_id", flat=True))
    for each in sent:
        if done[each.participation.pk] < needed:
            raise ValueError(f"{each.participation}: not every item is answered")
    Submission.objects.bulk_create([_submission(each, by) for each in sent], BATCH)


def _submission(sent: Sent, by: User | None) -> Submission:
    receipt = content_of(sent.participation) | {
        "submitted_at": sent.at.isoformat(),
        "signatory": {"name": sent.name, "office": sent.office},
    }
    digest = digest_of(receipt)
    entry = record("submitted", sent.participation, by=by, digest=digest)
    return Submission(
        participation=sent.participation,
        key=digest[:32],
        signatory_name=sent.name,
        signatory_office=sent.office,
        submitted_by=by,
        submitted_at=sent.at,
        receipt=receipt,
        digest=digest,
        leaf=entry.leaf,
        provenance=sent.provenance,
    )


@transaction.atomic
def hold(
    sessions: Sequence[Session],
    slots: Sequence[SessionSlot],
    reports: Sequence[AttendanceReport],
    confirmed: Sequence[ConfirmedAttendance],
    objections: Sequence[AttendanceObjection] = (),
) -> None:
    """Add sessions with their turns, what was reported, confirmed and objected to."""
    for row in confirmed:
        if row.report.office != row.office or row.report.slot is not row.slot:
            raise ValueError(f"{row}: confirms a report about something else")
    Session.objects.bulk_create(sessions)
    SessionSlot.objects.bulk_create(slots, BATCH)
    AttendanceReport.objects.bulk_create(reports, BATCH)
    ConfirmedAttendance.objects.bulk_create(confirmed, BATCH)
    AttendanceObjection.objects.bulk_create(objections)
    for session in sessions:
        record("held", session, by=None, confirmed=len(confirmed))


@transaction.atomic
def assign(round_: Round, rows: Sequence[Assignment], by: User | None = None) -> None:
    """Assign assessors: enough for each region, and none who stands too near to it."""
    _belong(round_, [row.participation.round_id for row in rows])
    people = {row.assessor for row in rows}
    near = conflicts_between(people, [row.participation.region_id for row in rows])
    for row in rows:
        if (row.assessor.pk, row.participation.region_id) in near:
            raise ValueError(f"{row}: {row.assessor} stands too near")
    for region, panel in Counter(row.participation_id for row in rows).items():
        if panel < round_.assessors_per_region:
            raise ValueError(f"participation {region} has {panel} assessors")
    Assignment.objects.bulk_create(rows, BATCH)
    record("assigned", round_, by=by, assignments=len(rows))


@transaction.atomic
def declare(rows: Sequence[ConflictDeclaration]) -> None:
    """Add conflicts of interest that people declared; each says why."""
    for row in rows:
        if not row.reason.strip():
            raise ValueError(f"{row}: a conflict of interest needs a reason")
    ConflictDeclaration.objects.bulk_create(rows, BATCH)
    for row in rows:
        record("declared conflict", row, by=None, region=row.region_id)


@transaction.atomic
def score(
    round_: Round,
    rows: Sequence[Score],
    citations: Sequence[Citation],
    by: User | None = None,
) -> None:
    """Add assessors' own scores with the pages they rest on."""
    tree = tree_of(round_.instrument_version)
    _belong(round_, [row.assignment.participation.round_id for row in rows])
    for row in rows:
        _check(tree, row.item, row.level)
    Score.objects.bulk_create(rows, BATCH)
    Citation.objects.bulk_create(citations, BATCH)
    record("scored", round_, by=by, scores=len(rows))


@transaction.atomic
def send(
    round_: Round, rows: Sequence[Assignment], at: datetime, by: User | None = None
) -> None:
    """Send the scores of assignments, each of them whole, as one assessor sends theirs.

    ValueError names the first item that lacks its level, its reason or its quote.
    """
    _belong(round_, [row.participation.round_id for row in rows])
    for row in rows:
        for line in sheet_for(row).open:
            raise ValueError(f"{row} {line.node.code}: {line.gaps[0]}")
        row.submitted_at = at
    Assignment.objects.bulk_update(rows, ["submitted_at"], BATCH)
    record("sent scores", round_, by=by, assignments=len(rows))


@transaction.atomic
def agree(round_: Round, rows: Sequence[Moderation], by: User | None = None) -> None:
    """Add agreed levels; outside the tolerance they come from a person, with a reason."""
    _belong(round_, [row.participation.round_id for row in rows])
    for row in rows:
        if row.by_rule and row.spread > round_.tolerance:
            raise ValueError(f"{row}: too far apart for the rule")
        if not row.by_rule and not row.reason:
            raise ValueError(f"{row}: a moderated level needs a reason")
    Moderation.objects.bulk_create(rows, BATCH)
    record("agreed", round_, by=by, levels=len(rows))


@transaction.atomic
def freeze(row: Freeze) -> None:
    """Add a freeze that two persons agreed to earlier."""
    if row.proposed_by_id is None or row.approved_by_id is None:
        raise ValueError(f"{row}: a freeze needs two persons")
    row.save(force_insert=True)
    record("froze", row, by=row.approved_by, digest=row.digest)


@transaction.atomic
def contest(round_: Round, rows: Sequence[Reply], proofs: Sequence[ReplyProof]) -> None:
    """Add replies that were sent in time, each resting on documents of its own region."""
    _belong(round_, [row.participation.round_id for row in rows])
    for row in rows:
        if row.at >= row.deadline:
            raise ValueError(f"{row}: sent after its deadline")
    for proof in proofs:
        owner = proof.evidence_version.evidence.participation_id
        if owner != proof.reply.participation_id:
            raise ValueError(f"{proof}: a document of another region")
    Reply.objects.bulk_create(rows, BATCH)
    ReplyProof.objects.bulk_create(proofs, BATCH)
    record("contested", round_, by=None, replies=len(rows))


@transaction.atomic
def tell_answered(reply: Reply, when: datetime) -> None:
    """Give the answer to a simulated reply the day of its story."""
    if not reply.is_simulated:
        raise ValueError(f"{reply} is not simulated: its days are those of the acts")
    Reply.objects.filter(pk=reply.pk).update(answered_at=when)
    record("told days", reply, by=None, answered=when.isoformat())


@transaction.atomic
def tell_outcomes(round_: Round, rows: Sequence[Participation]) -> None:
    """Say of each region's outcome where it is known from, and what to read with it."""
    _belong(round_, [row.round_id for row in rows])
    fields = ["outcome", "outcome_provenance", "outcome_source", "note_id", "note_en"]
    Participation.objects.bulk_update(rows, fields, BATCH)
    record("told outcomes", round_, by=None, regions=len(rows))


@transaction.atomic
def go_to(round_: Round, changes: Sequence[PhaseChange]) -> None:
    """Move a round through phases that it went through before it was entered here."""
    for change in changes:
        if change.phase_before != round_.phase:
            raise ValueError(f"{round_} is not in {change.phase_before}")
        round_.phase = change.phase_after
    PhaseChange.objects.bulk_create(changes)
    round_.save(update_fields=["phase"])
    record("went to", round_, by=None, phase=round_.phase)


def _belong(round_: Round, keys: Sequence[int]) -> None:
    if set(keys) - {round_.pk}:
        raise ValueError(f"a row belongs to another round than {round_}")


def _check(tree: Tree, item: str, level: Decimal | None) -> None:
    node = tree.node(item) if item in tree else None
    if node is None or node.item is None:
        raise ValueError(f"{item} is no item of {tree.code}")
    if level is not None and not node.scale.allows(level):
        raise ValueError(f"{item}: level {level} is not on its scale")
