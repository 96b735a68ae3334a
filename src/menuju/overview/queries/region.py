"""The work of a region: self-assessment, evidence, delegated items, attendance."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import Capability, User
from menuju.instruments.queries import applicability, tree_of
from menuju.overview.access import agencies_where, own_regions
from menuju.overview.queries.tasks import Task, address
from menuju.regions.queries import facts_of
from menuju.results.queries.texts import words
from menuju.rounds.models import (
    Answer,
    Claim,
    Delegation,
    Participation,
    Round,
    SessionSlot,
)
from menuju.rounds.queries.deadlines import with_closing

Phase = Round.Phase
TO_COME = (Phase.PREPARATION, Phase.SELF_ASSESSMENT, Phase.ASSESSMENT)


@dataclass(frozen=True, slots=True)
class Obligation:
    """A session that is still to come, and what attending it is worth."""

    participation: Participation
    starts_at: datetime | None
    place: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a region stands in a round that is not published yet."""

    participation: Participation
    done: int
    asked: int
    is_submitted: bool
    closes_at: datetime | None


def tasks_of(user: User) -> Iterator[Task]:
    """What a coordinator, a signatory or an agency officer has left."""
    regions = own_regions(user, Capability.ANSWER, Capability.SUBMIT)
    if regions:
        yield from _self_assessments(regions)
    if agencies := agencies_where(user, Capability.ANSWER):
        yield from _delegated(agencies)


def standings(regions: Iterable[str]) -> list[Standing]:
    """The regions' rounds at work, with how much of each is answered."""
    taking_part = list(_at_work(regions))
    done = Counter(
        Answer.objects.filter(participation__in=taking_part, is_done=True).values_list(
            "participation", flat=True
        )
    )
    return [
        Standing(
            part,
            done[part.pk],
            len(_asked(part)),
            hasattr(part, "submission"),
            part.closes_at,
        )
        for part in taking_part
    ]


def obligations(regions: Iterable[str]) -> list[Obligation]:
    """What the leaders' attendance is worth where the session is still to come.

    The day is None as long as the region has no turn in a session.
    """
    parts = [each for each in _at_work(regions) if each.round.phase in TO_COME]
    slots = SessionSlot.objects.filter(participation__in=parts)
    turns = {slot.participation_id: slot for slot in slots.select_related("session")}
    found = []
    for part in parts:
        tree = tree_of(part.round.instrument_version)
        turn = turns.get(part.pk)
        if tree.attendance and not (turn and turn.starts_at <= timezone.now()):
            found.append(
                Obligation(
                    participation=part,
                    starts_at=turn.starts_at if turn else None,
                    place=(turn.session.place or turn.session.venue) if turn else "",
                    share=tree.effective_weight(tree.attendance.code),
                )
            )
    return found


def _at_work(regions: Iterable[str]):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- annotated rows have no name
    return (
        with_closing(Participation.objects.filter(region__in=regions))
        .exclude(round__phase=Phase.PUBLISHED)
        .exclude(status=Participation.Status.WITHDRAWN)
        .select_related("round__instrument_version", "region__province", "submission")
        .order_by("round__year", "pk")
    )


def _asked(part: Participation) -> set[str]:
    tree = tree_of(part.round.instrument_version)
    applies = applicability(tree, facts_of(part.region))
    return {leaf.code for leaf in tree.items if applies[leaf.code]}


def _self_assessments(regions: Iterable[str]) -> Iterator[Task]:
    rows = [
        each
        for each in standings(regions)
        if each.participation.round.phase == Phase.SELF_ASSESSMENT
        and not each.is_submitted
    ]
    unproven = _without_evidence([each.participation for each in rows])
    for each in rows:
        part, round_ = each.participation, each.participation.round
        until = each.closes_at
        url = address(("rounds:participation", (round_.code, part.region_id)))
        yield _filling(each, url, until)
        if unproven[part.pk]:
            yield Task(
                title=_("Lengkapi bukti %(region)s") % {"region": part.region.name},
                round=round_,
                url=url,
                detail=_("Butir yang sudah dijawab tetapi belum berbukti"),
                left=unproven[part.pk],
                deadline=until,
            )


def _filling(each: Standing, url: str, until: datetime | None) -> Task:
    part = each.participation
    if part.status == Participation.Status.INVITED:
        title = _("Jawab undangan untuk %(region)s")
    elif each.done >= each.asked:
        title = _("Periksa dan kirim penilaian mandiri %(region)s")
    else:
        title = _("Isi penilaian mandiri %(region)s")
    return Task(
        title=title % {"region": part.region.name},
        round=part.round,
        url=url,
        detail=_("%(done)d dari %(asked)d butir selesai")
        % {"done": each.done, "asked": each.asked},
        left=each.asked - each.done,
        deadline=until,
    )


def _without_evidence(parts: list[Participation]) -> Counter[int]:
    """How many answered items (above level 0) of each have no document yet."""
    answered = set(
        Answer.objects.filter(participation__in=parts, level__gt=0).values_list(
            "participation", "item"
        )
    )
    proven = set(
        Claim.objects.filter(
            evidence__participation__in=parts, evidence__withdrawn_at=None
        ).values_list("evidence__participation", "item")
    )
    return Counter(part for part, _item in answered - proven)


def _delegated(agencies: set[int]) -> Iterator[Task]:
    rows = (
        with_closing(Participation.objects.filter(round__phase=Phase.SELF_ASSESSMENT))
        .filter(delegations__agency__in=agencies, delegations__returned_at=None)
        .annotate(
            handed=Count(
                "delegations",
                filter=Q(delegations__agency__in=agencies)
                & Q(delegations__returned_at=None),
                distinct=True,
            )
        )
        .select_related("round", "region")
        .distinct()
    )
    for part in rows:
        args = (part.round.code, part.region_id)
        item = _only_item(part, agencies)
        pages = [("rounds:item", (*args, item))] if item else []
        yield Task(
            title=_("Jawab butir yang didelegasikan, %(region)s")
            % {"region": part.region.name},
            round=part.round,
            url=address(*pages, ("rounds:participation", args)),
            detail=words(part.round, "title"),
            left=part.handed,
            deadline=part.closes_at,
        )


def _only_item(part: Participation, agencies: set[int]) -> str:
    items = list(
        Delegation.objects.filter(
            participation=part, agency__in=agencies, returned_at=None
        ).values_list("item", flat=True)
    )
    return items[0] if len(items) == 1 else ""
