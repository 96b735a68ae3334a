"""Why a region was or was not selected, as data: what pages, letters and files are made of.

Everything here is about one region. Of the others it holds only the score at the line.
Figures are unrounded, unknown is None; texts come in both languages.
"""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from menuju.instruments.models.document import Text

LeafKind = Literal["item", "attendance", "external"]


class Fact(BaseModel):
    """A part of the data: unknown fields are errors, nothing changes once made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Factor(Fact):
    """A leaf of the region's tree, on its own scale ``low`` to ``top``.

    ``share`` is what one point (of the whole scale) moves the score by; ``lost`` what is
    missing from the score because the leaf is below its top, ``gain`` what the next level
    would add. ``here`` and ``next`` are the rubric's words for both levels.
    """

    code: str
    title: Text
    kind: LeafKind
    value: float
    low: float
    top: float
    share: float
    lost: float
    here: Text = Text()
    next_value: float | None = None
    next: Text = Text()
    gain: float = 0.0


class Element(Fact):
    """A part right under the whole: its value, its share, and what it gives the score."""

    code: str
    title: Text
    value: float | None
    share: float
    part: float | None


class Step(Fact):
    """A leaf that would have stood higher: ``count`` steps, in rubric words or offices."""

    code: str
    title: Text
    kind: LeafKind
    before: float
    after: float
    count: int
    words: Text = Text()
    offices: tuple[Text, ...] = ()


class Path(Fact):
    """A change that would have been enough, with the score it gives.

    ``proved`` is False where the smallest could not be proved to be so.
    """

    steps: tuple[Step, ...]
    count: int
    effort: float
    score: float
    proved: bool = True


class Paths(Fact):
    """The smallest changes of three kinds; None where none within the limits would do."""

    fewest: Path | None = None
    least: Path | None = None
    attendance: Path | None = None


class Doubt(Fact):
    """The score and the place between which nine draws in ten lie, and the chance."""

    low: float
    high: float
    first: int | None = None
    last: int | None = None
    chance: float
    error: float = 0.0


class Came(Fact):
    """A clause of the attendance rule and who fulfilled it; ``got`` None: unconfirmed."""

    code: str
    title: Text
    full: float
    got: float | None
    office: str = ""
    status: str = ""
    capacity: str = ""
    rank: str = ""


class Attendance(Fact):
    """The attendance rule's result; ``complete`` is the score had everybody come."""

    points: float | None
    full: float
    value: float | None
    low: float
    top: float
    clauses: tuple[Came, ...]
    complete: float | None = None


class Standing(Fact):
    """Where the region stands.

    ``line`` is the score of the last place inside by the computed order, ``needed`` what
    this region has to beat (another score where a group's minimum binds); ``within`` is
    the computed order's word, ``selected`` the decision's. ``barred`` are the reasons of
    gates that the region does not pass.
    """

    score: float | None
    raw: float | None = None
    is_adjusted: bool = False
    line: float | None
    needed: float | None
    equal_is_enough: bool = False
    selected: bool
    within: bool
    at_border: bool = False
    tied: bool = False
    reserve: int | None = None
    reason: str = ""
    position: int | None = None
    barred: tuple[Text, ...] = ()

    @property
    def departs(self) -> bool:
        """Whether people, not the order, put the region where it is."""
        return self.selected != self.within and not self.at_border

    @property
    def gap(self) -> float | None:
        """How far the score is above (or below) what had to be beaten."""
        if self.score is None or self.needed is None:
            return None
        return self.score - self.needed


class Setting(Fact):
    """The round and the decision, as they are named."""

    code: str
    title: Text
    year: int
    phase: int
    quota: int
    peers: int
    instrument: str
    low: float
    top: float
    reply_days: int
    zone: str
    decision: str = ""
    decided_at: datetime | None = None
    opens_at: datetime | None = None


class Why(Fact):
    """All of it, for one region.

    ``told`` is what was published about its outcome, and ``told_by`` where: sourced, while
    the figures beside it may be simulated.
    """

    region: str
    name: str
    province: str
    setting: Setting
    standing: Standing
    doubt: Doubt | None = None
    elements: tuple[Element, ...] = ()
    factors: tuple[Factor, ...] = ()
    strengths: tuple[Factor, ...] = ()
    attendance: Attendance | None = None
    paths: Paths = Paths()
    told: Text = Text()
    told_by: str = ""
    is_simulated: bool = False

    @property
    def kind(self) -> str:
        """``selected``, ``reserve`` or ``not_selected``."""
        if self.standing.selected:
            return "selected"
        return "reserve" if self.standing.reserve else "not_selected"

    @property
    def is_thin(self) -> bool:
        """Whether the decision could have gone the other way.

        A chance that was never computed is not a sure one, and a decision that departs
        from the order is never routine.
        """
        if self.standing.departs or self.standing.at_border or self.doubt is None:
            return True
        return SURELY_OUT <= self.doubt.chance < SURELY_IN


SURELY_OUT, SURELY_IN = 0.1, 0.9
"""Chances of a place that count as certain: the zones of the selection board."""
