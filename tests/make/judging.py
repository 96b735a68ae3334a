"""A round while it is judged, and the people who judge it."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from menuju.accounts.models import Capability, OfficeHolding
from menuju.files.models import StoredFile
from menuju.regions.models import Agency, Rank
from menuju.rounds.actions import attendance as attendance_actions
from menuju.rounds.actions import scores
from menuju.rounds.models import (
    Claim,
    Evidence,
    EvidenceVersion,
    Participation,
    PoolMember,
    Round,
    Session,
    SessionSlot,
)
from tests.make.regions import agency, office, region
from tests.make.rounds import assessor_of, open_round, participation, somebody

REASON = "Peraturan ditetapkan dan tim berjalan menurut bukti yang dikutip."


def judged_region(phase=Round.Phase.ASSESSMENT, *, of=None, code="64.71", **changes):
    """A region that takes part in a round that is in this phase."""
    if of is None:
        of = open_round(phase=phase, **changes)
    return participation(of=of, region=region(code))


def panel(part, size=3):
    """So many assessors of a region, by letter."""
    return {letter: assessor_of(part, letter=letter) for letter in "ABCDE"[:size]}


def proof(part, item="sdm-1", number=1):
    """A document with one version that supports an item; its bytes do not matter."""
    file, _ = StoredFile.objects.get_or_create(
        sha256=f"{number:064}", defaults={"kind": "xlsx", "size": 10}
    )
    document = Evidence.objects.create(
        participation=part, number=number, title=f"Bukti {number}"
    )
    Claim.objects.create(evidence=document, item=item)
    return EvidenceVersion.objects.create(
        evidence=document,
        number=1,
        file=file,
        file_name="bukti.xlsx",
        uploaded_at=timezone.now(),
    )


def score(user, part, item="sdm-1", level=2, *, version=0, **said):
    """A draft score with a good reason."""
    given = scores.Judgement(
        level=None if level is None else Decimal(level),
        insufficient=level is None,
        reason=said.pop("reason", REASON),
        **said,
    )
    task = assignment_of(user, part)
    return scores.save(task, item, given, version=version, by=user)


def assignment_of(user, part):
    return part.assignments.get(assessor=user.person)


def sent(user, part, *levels):
    """All items scored with these levels (None: insufficient), and sent."""
    for number, level in enumerate(levels, 1):
        score(user, part, f"sdm-{number}", level)
    return scores.submit(assignment_of(user, part), by=user)


def judged_by(part, *sheets):
    """One assessor for each sheet of levels; all of them sent."""
    users = list(panel(part, len(sheets)).values())
    for user, levels in zip(users, sheets, strict=True):
        sent(user, part, *levels)
    return users


def committee(name="Panitia"):
    return somebody(
        Capability.RECORD_ATTENDANCE,
        Capability.CONFIRM_ATTENDANCE,
        Capability.VIEW_ROUNDS,
        name=name,
    )


def manager(name="Pengelola"):
    """Somebody of the secretariat with everything that a round needs."""
    return somebody(
        Capability.MANAGE_ROUNDS,
        Capability.VIEW_ROUNDS,
        Capability.ASSIGN,
        Capability.MODERATE,
        Capability.FREEZE,
        Capability.RECORD_ATTENDANCE,
        Capability.CONFIRM_ATTENDANCE,
        name=name,
    )


def assessor(name="Asesor Bebas", **scope):
    """Somebody who may judge, and has no region yet."""
    return somebody(Capability.ASSESS, name=name, **scope)


def slot(part=None, **changes):
    """A region's turn in a session that is going on."""
    part = part or judged_region()
    agency(part.region, Agency.Kind.DISKOMINFO)
    agency(part.region, Agency.Kind.BAPPEDA)
    now = timezone.now()
    session = Session.objects.create(
        round=part.round,
        title="Sesi uji",
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
    )
    return SessionSlot.objects.create(
        session=session, participation=part, starts_at=now, **changes
    )


def told(turn, office_key, status="present", *, rank="", origin="committee", **more):
    """What one source says about one office."""
    fields = {"office": office_key, "status": status, "origin": origin, "rank": rank}
    return attendance_actions.report(turn, by=committee(), **fields | more)


def delegation_of_2019(turn):
    """A deputy mayor in person, Bappeda and Diskominfo represented."""
    told(turn, "deputy")
    told(turn, "agency_head:bappeda", "represented", rank=Rank.DIVISION_HEAD)
    kominfo = "agency_head:diskominfo"
    told(turn, kominfo, "represented", rank=Rank.SECTION_HEAD, office_title="Seksi")
    told(turn, kominfo, "represented", rank=Rank.DIVISION_HEAD, office_title="Bidang")
    return turn


def confirmed(turn=None, *, by=None):
    """A turn whose attendance the committee confirmed."""
    turn = delegation_of_2019(turn or slot())
    return attendance_actions.confirm(turn, {}, by=by or committee())


def uncontested(part):
    """The same region after its time to object has passed."""
    SessionSlot.objects.filter(participation=part).update(
        objections_until=timezone.now()
    )
    return part


def holder(person, of, rank=Rank.HEAD):
    return OfficeHolding.objects.create(person=person, office=office(of, rank))


def in_phase(part, phase):
    """The same participation, with its round in another phase."""
    Round.objects.filter(pk=part.round_id).update(phase=phase)
    return Participation.objects.select_related("round", "region").get(pk=part.pk)


def pool_member(of, user=None, *, name="Asesor Kumpulan", capacity=5, **changes):
    """Somebody who is available for a round; with an account that may assess."""
    user = user or assessor(name=name)
    return PoolMember.objects.create(
        round=of, person=user.person, capacity=capacity, **changes
    )
