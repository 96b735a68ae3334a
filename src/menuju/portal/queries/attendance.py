"""Who came to the session, told by office and never by name, and what it was worth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from menuju.accounts.models import Capacity
from menuju.audit.models import Provenance
from menuju.instruments.models.tree import Node, Tree
from menuju.instruments.queries import Presence, attendance_result
from menuju.portal.queries.attempts import Attempt
from menuju.portal.queries.sources import Sources
from menuju.regions.models import Rank
from menuju.results.queries.texts import office_words
from menuju.rounds.models import (
    AttendanceReport,
    ConfirmedAttendance,
    Participation,
    SessionSlot,
)
from menuju.web.components.citations import cited

REPRESENTED = AttendanceReport.Status.REPRESENTED


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known of one region's turn: confirmed reports, and other publications."""

    slot: SessionSlot
    confirmed: list[ConfirmedAttendance] = field(default_factory=list)
    others: list[AttendanceReport] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Word:
    """What one source says of an office; ``note`` is the number of its footnote."""

    said: str
    source: str
    note: int | None

    @property
    def who(self) -> str:
        """The source by its first words, which name the publisher."""
        return cited(self.source).split(",", 1)[0].strip()


@dataclass(frozen=True, slots=True)
class Told:
    """One office: what the committee confirmed, and what other publications say.

    ``disputed`` says that sources differ of which none is a publication.
    """

    office: str
    word: Word
    others: list[Word]
    disputed: bool
    simulated: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """A round's attendance, and the whole element that it belongs to."""

    attempt: Attempt
    attendance: float | None
    element: float | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A region's turn in a session. ``element`` is the title of the attendance's element."""

    offices: list[Told]
    worth: str
    element: str
    compared: list[Compared]


def heard_of(took_part: Iterable[Participation]) -> dict[int, Heard]:
    """What is known of each participation's turn, by the participation's key."""
    slots = SessionSlot.objects.filter(participation__in=took_part)
    heard = {slot.pk: Heard(slot) for slot in slots.select_related("session")}
    confirmed = ConfirmedAttendance.objects.filter(slot__in=heard)
    for one in confirmed.select_related("report").order_by("pk"):
        heard[one.slot_id].confirmed.append(one)
    for report in _printed(heard):
        heard[report.slot_id].others.append(report)
    return {each.slot.participation_id: each for each in heard.values()}


def heard_from(confirmed: list[ConfirmedAttendance]) -> Heard | None:
    """The same for one turn whose confirmed reports were read already."""
    if not confirmed:
        return None
    slot = confirmed[0].slot
    return Heard(slot, confirmed, list(_printed([slot.pk])))


def sitting_of(
    heard: Heard, attempt: Attempt | None, earlier: Sequence[Attempt], sources: Sources
) -> Sitting:
    """The whole story of a turn; ``earlier`` are the published attempts before it."""
    tree = attempt.tree if attempt else None
    node = tree.attendance if tree else None
    compared = [_compared(each) for each in [*earlier, *([attempt] if attempt else [])]]
    return Sitting(
        offices=[_told(one, heard.others, sources) for one in heard.confirmed],
        worth=worth_words(tree, node, heard.confirmed) if tree and node else "",
        element=str(_element(tree, node).title) if tree and node else "",
        compared=compared if node else [],
    )


def worth_words(tree: Tree, node: Node, came: Sequence[ConfirmedAttendance]) -> str:
    """What the instrument's attendance rule makes of it: points, level and weight."""
    result = attendance_result(node, [_presence(one) for one in came])
    if result.points is None or result.level is None:
        return ""
    return _(
        "Menurut aturan usulan pada instrumen %(version)s, kehadiran itu bernilai %(points)s dari %(full)s poin, atau %(level)s dari %(top)s; bobotnya %(share)s%% dari keseluruhan."
    ) % {
        "version": tree.label,
        "points": number_format(Decimal(f"{result.points:g}")),
        "full": number_format(Decimal(f"{result.full:g}")),
        "level": number_format(result.level, 2),
        "top": number_format(node.scale.max, 0),
        "share": number_format(tree.effective_weight(node.code) * 100, 0),
    }


def _printed(slots: Iterable[int]) -> Iterable[AttendanceReport]:
    """What publications say of these turns."""
    published = AttendanceReport.objects.filter(
        slot__in=list(slots),
        origin=AttendanceReport.Origin.PUBLICATION,
        provenance=Provenance.PUBLISHED,
    )
    return published.order_by("pk")


def _presence(one: ConfirmedAttendance) -> Presence:
    report = one.report
    return Presence(one.office, report.status, report.capacity, report.rank)


def _element(tree: Tree, node: Node) -> Node:
    """The part of the whole, just below the root, that a node belongs to."""
    return tree.path(node.code)[min(1, node.depth)]


def _compared(attempt: Attempt) -> Compared:
    node = attempt.tree.attendance
    if node is None:
        return Compared(attempt, None, None)
    element = _element(attempt.tree, node)
    return Compared(attempt, attempt.value(node.code), attempt.value(element.code))


def _told(
    one: ConfirmedAttendance, published: Iterable[AttendanceReport], sources: Sources
) -> Told:
    kept = one.report
    about = [report for report in published if report.office == one.office]
    same = [report for report in about if report.source == kept.source]
    word = _word(kept, sources, same)  # its footnote comes before those of the others
    others = [
        _word(report, sources)
        for report in about
        if report.status != kept.status and report.source != kept.source
    ]
    return Told(
        office=office_words(one.office),
        word=word,
        others=others,
        disputed=bool(one.reason) and not others,
        simulated=kept.is_simulated,
    )


def _word(
    report: AttendanceReport, sources: Sources, same: Sequence[AttendanceReport] = ()
) -> Word:
    """What a report says, and who else came by the ``same`` source.

    The source of a simulation is none to look up.
    """
    source = "" if report.is_simulated else report.source
    said = _status(report)
    for other in same:
        if (other.status, report.status) == (REPRESENTED, REPRESENTED) and (
            other.rank != report.rank
        ):
            said = _("%(said)s dan %(rank)s") % {
                "said": said,
                "rank": _rank(other),
            }
    return Word(said, source, sources.number(source))


def _status(report: AttendanceReport) -> str:
    if report.status == report.Status.PRESENT:
        definitive = report.capacity in ("", Capacity.DEFINITIVE)
        return (
            _("hadir") if definitive else f"{_('hadir')} ({report.capacity.title()}.)"
        )
    if report.status == report.Status.ABSENT:
        unmentioned = report.shown_status == "unmentioned"
        return _("tidak disebut hadir") if unmentioned else _("tidak hadir")
    return _("diwakili %(rank)s") % {"rank": _rank(report)}


def _rank(report: AttendanceReport) -> str:
    return str(Rank(report.rank).label).lower() if report.rank else _("pejabat lain")
