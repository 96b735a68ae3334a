"""Values of a snapshot as people read them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import DateField, DateTimeField, DecimalField
from django.utils.translation import gettext as _

from menuju.plans.models import Masterplan
from menuju.plans.models.documents import FrameworkDocument, GuideDocument
from menuju.plans.models.text import content_of, plain_of
from menuju.plans.queries.comparisons.changes import HEAD, Row
from menuju.plans.queries.documents import framework_of, guide_of
from menuju.plans.queries.figures import text_of
from menuju.plans.queries.snapshots import PARTS, Snapshot, field_at
from menuju.plans.queries.wordings import typed_of
from menuju.web.components.formats import local_date, long_date, short_hash, written

LONGEST_NAME = 90
NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "context_figures": ("label", "year"),
    "readiness_points": ("component",),
    "swot_points": ("text",),
    "targets": ("text",),
    "strategies": ("part",),
    "action_plans": ("title",),
    "programmes": ("code", "title"),
    "indicators": ("name",),
    "budgets": ("year", "origin"),
    "legal_acts": ("kind", "number"),
    "bodies": ("kind",),
    "members": ("role", "office"),
    "commitments": ("office",),
    "chapters": ("title",),
}
"""The values that an element is called by."""
WORDS = {"vision", "text", "content", "present", "wanted", "gap", "note", "source"}
WORDS |= {"justification", "service_before", "service_after", "why_none", "title"}
"""Values in whose words the difference is shown."""


@dataclass(frozen=True)
class Reader:
    """Reads values of one masterplan. ``elements``: what links name, by their key.

    Moments are days in the time zone of the region, as its books say them.
    """

    framework: FrameworkDocument
    guide: GuideDocument
    elements: Mapping[str, Row]
    zone: str

    @classmethod
    def of(cls, masterplan: Masterplan, elements: Mapping[str, Row]) -> "Reader":
        """With the names of its framework and guide."""
        zone = masterplan.region.time_zone
        return cls(framework_of(masterplan), guide_of(masterplan), elements, zone)

    def name_of(self, row: Row) -> str:
        """What an element is called, within the one it stands in."""
        inside = f"{self._above(row.above)} › " if row.above else ""
        return f"{inside}{self._name(row)}"

    def value(self, part: str, name: str, value: object) -> str:
        """A value in words; empty where there is none."""
        if value is None or value == "":
            return ""
        if isinstance(value, Row):
            return self.name_of(value)
        if isinstance(value, bool):
            return _("ya") if value else _("tidak")
        special = self._special.get(name)
        if special:
            return special(value)
        return self._plain(part, name, value)

    @property
    def _special(self) -> Mapping[str, Callable[[object], str]]:
        return {
            "part": lambda value: self.framework.named(str(value)),
            "horizon": self._horizon,
            "book": self._book,
            "content": lambda value: typed_of(content_of(value)),
            "partners": _joined,
            "amount": lambda value: f"Rp{written(Decimal(str(value)), 0)}",
            "framework": _edition,
            "guide": _edition,
            "development_plan": _plan,
            "emblem": lambda value: short_hash(str(value)),
        }

    def _plain(self, part: str, name: str, value: object) -> str:
        if part == HEAD:
            return str(value)
        kind = field_at(PARTS[part].model, PARTS[part].names[name])
        if kind.choices:
            choices = dict(kind.flatchoices)
            return str(choices.get(value, value))
        if isinstance(kind, DecimalField):
            number = Decimal(str(value))
            return written(number, len(text_of(number).partition(".")[2]))
        if isinstance(kind, DateTimeField):
            return local_date(datetime.fromisoformat(str(value)), self.zone)
        if isinstance(kind, DateField):
            return long_date(date.fromisoformat(str(value)))
        return str(value)

    def _name(self, row: Row) -> str:
        if row.part == HEAD:
            return _("Masterplan secara keseluruhan")
        if row.part == "goal_links":
            return self._link(row.values)
        if row.part == "paragraphs":
            content = content_of(row.values["content"])
            words = plain_of(content) or self.value(
                row.part, "content", row.values["content"]
            )
            return _short(words)
        values = (
            self.value(row.part, name, row.values[name]) for name in NAMED_BY[row.part]
        )
        return _short(" ".join(filter(None, values)))

    def _above(self, row: Row) -> str:
        """The one it stands in, shortly."""
        code = row.values.get("code") if row.part == "programmes" else ""
        return str(code) or self._name(row)

    def _link(self, values: Snapshot) -> str:
        element = self.elements.get(values["key"])
        name = self._name(element) if element else _("unsur yang sudah dihapus")
        return f"{name} → {values['goal']}"

    def _horizon(self, value: object) -> str:
        found = self.guide.horizon(str(value))
        return str(found.title) if found else str(value)

    def _book(self, value: object) -> str:
        titles = {book.code: str(book.title) for book in self.guide.books}
        return titles.get(str(value), str(value))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1]}…"


def _joined(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _edition(value: object) -> str:
    if not isinstance(value, dict):
        return str(value)
    return f"{value['code']} {value['edition']}"


def _plan(value: object) -> str:
    """The plan a version follows, with the mark of its content: that may change too."""
    if not isinstance(value, dict):
        return str(value)
    years = f"{value['first_year']}–{value['last_year']}"
    text = _("%(title)s %(years)s, versi %(number)s, sidik isi %(mark)s")
    mark = str(value["content"])[:8]
    return text % {
        "title": value["title"],
        "years": years,
        "number": value["number"],
        "mark": mark,
    }
