"""What a region's self-assessment looks like: which items, how far, by whom."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from menuju.instruments.models.document import Level
from menuju.instruments.models.tree import Node, Tree
from menuju.instruments.queries import applicability, tree_of
from menuju.regions.models import Region
from menuju.regions.queries import facts_of
from menuju.rounds.access.participation import is_open, is_submitted
from menuju.rounds.models import (
    Answer,
    Claim,
    Delegation,
    Participation,
)


class State(TextChoices):
    """How far an item is; every page shows one of these words."""

    NOT_STARTED = "not_started", _("Belum dimulai")
    IN_PROGRESS = "in_progress", _("Dikerjakan")
    EVIDENCE_MISSING = "evidence_missing", _("Bukti kurang")
    DONE = "complete", _("Selesai")
    BLOCKED = "blocked", _("Belum bisa dimulai")


@dataclass(frozen=True, slots=True)
class Line:
    """One leaf of the instrument as this region stands to it."""

    node: Node
    is_asked: bool
    can_start: bool
    answer: Answer | None = None
    claims: list[Claim] = field(default_factory=list)
    delegation: Delegation | None = None

    @property
    def is_answerable(self) -> bool:
        """Whether the region answers it; attendance and published figures it does not."""
        return self.node.kind == "item" and self.is_asked

    @property
    def state(self) -> State:
        """Nothing counts as done by default: a level must be chosen and be confirmed."""
        if not self.is_started:
            return State.NOT_STARTED if self.can_start else State.BLOCKED
        answer = self.answer
        if answer is None or answer.level is None or not answer.is_done:
            return State.IN_PROGRESS
        return State.EVIDENCE_MISSING if self.lacks_evidence else State.DONE

    @property
    def is_started(self) -> bool:
        """Whether anything was chosen, written or proven."""
        answer = self.answer
        return bool(self.claims) or (
            answer is not None and bool(answer.narrative or answer.level is not None)
        )

    @property
    def lacks_evidence(self) -> bool:
        """Whether the chosen level is above what can be had without evidence."""
        return (
            self.answer is not None
            and self.answer.level is not None
            and self.answer.level > self.highest_without_evidence
            and not self.claims
        )

    @property
    def highest_without_evidence(self) -> Decimal:
        """The level one step above the lowest: 1 on the scale of 0 to 4."""
        return self.node.scale.min + self.node.scale.step

    @property
    def level(self) -> Level | None:
        """The descriptor of the chosen level."""
        if self.answer is None or self.node.item is None:
            return None
        levels = self.node.item.levels
        return next((one for one in levels if one.value == self.answer.level), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A main part of the instrument and its leaves."""

    node: Node
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole self-assessment, or the part of it that an agency has."""

    tree: Tree
    sections: list[Section]

    @property
    def lines(self) -> list[Line]:
        """Every leaf that is shown, in order."""
        return [line for section in self.sections for line in section.lines]

    @property
    def answerable(self) -> list[Line]:
        """The items that the region answers."""
        return [line for line in self.lines if line.is_answerable]

    @property
    def done(self) -> list[Line]:
        """Those that are finished."""
        return [line for line in self.answerable if line.state == State.DONE]

    @property
    def missing(self) -> list[Line]:
        """Those that still keep the self-assessment from being sent."""
        return [line for line in self.answerable if line.state != State.DONE]

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has begun: the first visit says what to prepare."""
        return not any(line.is_started for line in self.answerable)

    def line(self, item: str) -> Line | None:
        """The line of an answerable item; None if there is none."""
        return next((one for one in self.answerable if one.node.code == item), None)

    def next_missing(self, item: str) -> Line | None:
        """The first unfinished item after this one, else the first unfinished one."""
        codes = [line.node.code for line in self.answerable]
        after = set(codes[codes.index(item) + 1 :])
        rest = [line for line in self.missing if line.node.code != item]
        later = [line for line in rest if line.node.code in after]
        return next(iter([*later, *rest]), None)


def tree_for(participation: Participation) -> Tree:
    """The instrument that the round of this participation uses."""
    return tree_of(participation.round.instrument_version)


def asked_of(tree: Tree, region: Region) -> dict[str, bool]:
    """For each node, whether the region is asked it."""
    return applicability(tree, facts_of(region))


def sheet_of(participation: Participation, shown: set[str] | None = None) -> Sheet:
    """The self-assessment with states; ``shown`` narrows it to an agency's items."""
    tree = tree_for(participation)
    asked = asked_of(tree, participation.region)
    answers = {answer.item: answer for answer in _answers_of(participation)}
    delegations = {handed.item: handed for handed in _delegations_of(participation)}
    claims: dict[str, list[Claim]] = {}
    for claim in _claims_of(participation):
        claims.setdefault(claim.item, []).append(claim)
    can_start = is_open(participation) or is_submitted(participation)

    def line(node: Node) -> Line:
        code = node.code
        return Line(
            node=node,
            is_asked=asked[code],
            can_start=can_start,
            answer=answers.get(code),
            claims=claims.get(code, []),
            delegation=delegations.get(code),
        )

    sections = [
        Section(part, [line(leaf) for leaf in _leaves_of(part, shown)])
        for part in (tree.root.children or [tree.root])
    ]
    return Sheet(tree, [section for section in sections if section.lines])


def earlier_attempts(participation: Participation) -> list[Participation]:
    """The region's participations before this one, the newest first."""
    round_ = participation.round
    before = Q(round__year__lt=round_.year) | Q(
        round__year=round_.year, round__phase_number__lt=round_.phase_number
    )
    found = Participation.objects.filter(before, region=participation.region)
    return list(
        found.select_related("round").order_by("-round__year", "-round__phase_number")
    )


def earlier_answer(participation: Participation, item: str) -> Answer | None:
    """The region's last answer to this item of the same instrument, if any."""
    round_ = participation.round
    return (
        Answer.objects.filter(
            item=item,
            participation__region=participation.region,
            participation__round__year__lte=round_.year,
            participation__round__instrument_version__instrument=(
                round_.instrument_version.instrument_id
            ),
        )
        .exclude(participation=participation)
        .exclude(level=None, narrative="")
        .filter(
            Q(participation__round__year__lt=round_.year)
            | Q(participation__round__phase_number__lt=round_.phase_number)
        )
        .select_related("participation__round")
        .order_by("-participation__round__year", "-participation__round__phase_number")
        .first()
    )


def _leaves_of(part: Node, shown: set[str] | None) -> list[Node]:
    if part.is_leaf:
        return [part] if shown is None or part.code in shown else []
    return [leaf for child in part.children for leaf in _leaves_of(child, shown)]


def _answers_of(participation: Participation) -> list[Answer]:
    return list(participation.answers.select_related("edited_by__person"))


def _delegations_of(participation: Participation) -> list[Delegation]:
    handed = participation.delegations.filter(returned_at=None)
    return list(handed.select_related("agency"))


def _claims_of(participation: Participation) -> list[Claim]:
    return list(
        Claim.objects.filter(
            evidence__participation=participation, evidence__withdrawn_at=None
        ).select_related("evidence")
    )
