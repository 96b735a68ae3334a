"""An assessor's own sheet, and what may be compared once it was sent."""

from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.db.models import Prefetch, TextChoices
from django.utils.translation import gettext_lazy as _

from menuju.instruments.models.document import Scale
from menuju.instruments.models.tree import Node, Tree
from menuju.rounds.models import Assignment, Citation, Participation, Round, Score
from menuju.rounds.queries.answers import asked_of, tree_for
from menuju.web.components.formats import figure

SHORTEST_REASON = 40


class Step(TextChoices):
    """What a spread of scores asks for."""

    AGREED = "agreed", _("Sepakat")
    REVIEW = "review", _("Tinjau")
    DELIBERATE = "deliberate", _("Musyawarah")


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One item and the assessor's own score for it."""

    node: Node
    score: Score | None

    @property
    def is_given(self) -> bool:
        """Whether it has a level, or was called insufficient."""
        return self.score is not None and (
            self.score.level is not None or self.score.insufficient
        )

    @property
    def mark(self) -> str:
        """What the list shows: the level, "…" for insufficient, nothing if open."""
        if self.score is None or not self.is_given:
            return ""
        return (
            "…"
            if self.score.insufficient
            else f"{self.score.level:f}".rstrip("0").rstrip(".")
        )

    @property
    def highest_without_evidence(self) -> Decimal:
        """The level one step above the lowest: 1 on the scale of 0 to 4."""
        return self.node.scale.min + self.node.scale.step

    @property
    def must_quote(self) -> str:
        """From where on a score must quote a document, in words: above 2 on 0 to 4."""
        return must_quote(self.node.scale)

    @property
    def gaps(self) -> list[str]:
        """What still keeps this score from being sent, in words."""
        return gaps_of(self.score, self.node.scale)


@dataclass(frozen=True, slots=True)
class ScoreSection:
    """A main part of the instrument with its scored items."""

    node: Node
    lines: list[ScoreLine]

    @property
    def given(self) -> int:
        """How many are scored."""
        return sum(line.is_given for line in self.lines)


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """Everything that one assessor scores for one region."""

    assignment: Assignment
    tree: Tree
    sections: list[ScoreSection]

    @property
    def lines(self) -> list[ScoreLine]:
        """All items in order."""
        return [line for section in self.sections for line in section.lines]

    @property
    def given(self) -> list[ScoreLine]:
        """Those that are scored."""
        return [line for line in self.lines if line.is_given]

    @property
    def open(self) -> list[ScoreLine]:
        """Those that cannot be sent yet."""
        return [line for line in self.lines if line.gaps]

    def line(self, item: str) -> ScoreLine | None:
        """The line of an item; None if it is not scored here."""
        return next((line for line in self.lines if line.node.code == item), None)

    def beside(self, item: str, step: int) -> str | None:
        """The item before (-1) or after (+1) this one."""
        codes = [line.node.code for line in self.lines]
        place = codes.index(item) + step
        return codes[place] if 0 <= place < len(codes) else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The levels of one item by letter, and what their spread asks for."""

    node: Node
    levels: dict[str, Decimal | None]
    step: Step
    spread: Decimal | None


def sheet_for(assignment: Assignment) -> ScoreSheet:
    """The assessor's sheet: the items that the region is asked, with own scores."""
    part = assignment.participation
    tree = tree_for(part)
    asked = asked_of(tree, part.region)
    cited = Citation.objects.select_related("evidence_version__evidence")
    rows = assignment.scores.prefetch_related(Prefetch("citations", cited))
    scores = {row.item: row for row in rows}
    sections = [
        ScoreSection(
            main,
            [
                ScoreLine(node, scores.get(node.code))
                for node in tree.items
                if main in tree.path(node.code) and asked[node.code]
            ],
        )
        for main in tree.root.children
    ]
    return ScoreSheet(assignment, tree, [one for one in sections if one.lines])


def middle_of(scale: Scale) -> Decimal:
    """The middle of an item's scale. A level above it praises, so it rests on a quote."""
    return (scale.min + scale.max) / 2


def must_quote(scale: Scale) -> str:
    """The rule of quotes on this scale, in words."""
    middle = middle_of(scale)
    return _("Kutip sedikitnya satu bukti untuk nilai di atas %(level)s.") % {
        "level": figure(middle, 1 if middle % 1 else 0)
    }


def gaps_of(score: Score | None, scale: Scale) -> list[str]:
    """What a score on this scale lacks before it may be sent, in words."""
    if score is None or (score.level is None and not score.insufficient):
        return [str(_("Pilih nilai, atau nyatakan bahwa buktinya tidak cukup."))]
    gaps = []
    length = len(score.reason.strip())
    if length < SHORTEST_REASON:
        gaps.append(
            _("Alasan minimal %(least)s huruf. Sekarang %(length)s huruf.")
            % {"least": SHORTEST_REASON, "length": length}
        )
    needs = score.level is not None and score.level > middle_of(scale)
    if needs and not any(one.quote for one in score.citations.all()):
        gaps.append(must_quote(scale))
    return gaps


def levels_by_item(participation: Participation) -> dict[str, dict[str, Score]]:
    """Sent scores only, by item and letter: nobody's draft is ever in it."""
    rows = Score.objects.filter(
        assignment__participation=participation,
        assignment__submitted_at__isnull=False,
    ).select_related("assignment")
    found: dict[str, dict[str, Score]] = {}
    for row in rows.order_by("assignment__letter"):
        found.setdefault(row.item, {})[row.assignment.letter] = row
    return found


def comparisons(participation: Participation) -> list[Comparison]:
    """Items that at least two assessors sent, the widest spread first."""
    tree = tree_for(participation)
    found = []
    for item, by_letter in levels_by_item(participation).items():
        levels = {letter: row.level for letter, row in by_letter.items()}
        spread = spread_of(list(levels.values()))
        step = step_of(spread, participation.round)
        if len(levels) > 1:
            found.append(Comparison(tree.node(item), levels, step, spread))
    return sorted(
        found, key=lambda one: -(Decimal(99) if one.spread is None else one.spread)
    )


def spread_of(levels: list[Decimal | None]) -> Decimal | None:
    """Highest minus lowest; None if any assessor found the evidence insufficient."""
    known = [level for level in levels if level is not None]
    if not known or len(known) < len(levels):
        return None
    return max(known) - min(known)


def step_of(spread: Decimal | None, round_: Round) -> Step:
    """Agreed at no spread, look again within the tolerance, deliberate beyond it."""
    if spread is None or spread > round_.tolerance:
        return Step.DELIBERATE
    return Step.REVIEW if spread else Step.AGREED


def agreed_level(levels: list[Decimal], round_: Round) -> Decimal:
    """The mean or median as the round says, to four places."""
    if round_.agreement == Round.Agreement.MEDIAN:
        middle = Decimal(median(levels))
    else:
        middle = sum(levels, Decimal(0)) / len(levels)
    return middle.quantize(Decimal("0.0001"))
