"""The checks: what meets each rule. One lack for an element, however much it lacks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from menuju.plans.models import Body, PlannedProgramme, ProgrammeIndicator
from menuju.plans.models.documents import Book, ChapterTemplate
from menuju.plans.models.rules import RuleCode
from menuju.plans.queries.completeness import places
from menuju.plans.queries.completeness.facts import Facts
from menuju.plans.queries.completeness.money import money_lacks
from menuju.plans.queries.horizons import band_of
from menuju.plans.queries.programme_checks import last_day_of
from menuju.regions.models import Agency
from menuju.web.components.formats import written as written_number

ENOUGH = 0.5
"""The share of a guide's words from which a chapter counts as written: the counts are the
guide's proposals, and tables and figures that come from data carry a part of a chapter."""


@dataclass(frozen=True, slots=True)
class Lack:
    """An element that does not meet a rule, where it is mended, and what it lacks."""

    element: str
    url: str
    words: str
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Of how many elements a rule was asked, and those that do not meet it."""

    checked: int
    lacks: list[Lack]


def of_programmes(words_of: Callable[[PlannedProgramme, Facts], str]) -> "Checker":
    """A rule for every programme; a plan without programmes does not meet it."""

    def check(facts: Facts) -> Check:
        if not facts.programmes:
            return Check(1, [_no_programme(facts)])
        lacks = [
            Lack(str(one), places.of_programme(one), words, one.key)
            for one in facts.programmes
            if (words := words_of(one, facts))
        ]
        return Check(len(facts.programmes), lacks)

    return check


def programme_has_goal(facts: Facts) -> Check:
    """A link to a goal of the plan that the version is written against."""
    version = facts.version
    if version.development_plan_id is None:
        words = _("Rencana pembangunan acuan belum dipilih.")
        url = places.of_plan_followed(version)
        return Check(1, [Lack(_("Masterplan ini"), url, words)])
    if not facts.programmes:
        return Check(1, [_no_programme(facts)])
    words = _("Belum bertaut ke tujuan atau sasaran.")
    lacks = [
        Lack(str(one), places.of_links(one), words, one.key)
        for one in facts.programmes
        if one.key not in facts.linked
    ]
    return Check(len(facts.programmes), lacks)


def _owner(programme: PlannedProgramme, _facts: Facts) -> str:
    return "" if programme.agency_id else _("Perangkat daerah pelaksana belum dipilih.")


def _indicator(programme: PlannedProgramme, _facts: Facts) -> str:
    """At least one indicator with baseline and target, each with its year."""
    indicators = list(programme.indicators.all())
    if not indicators:
        return _("Belum punya indikator.")
    if any(not [*_missing(one)] for one in indicators):
        return ""
    one = indicators[0]
    words = _("Indikator “%(name)s” belum punya %(missing)s.")
    return words % {"name": one.name, "missing": ", ".join(_missing(one))}


def _missing(indicator: ProgrammeIndicator) -> Iterator[str]:
    if indicator.baseline is None:
        yield _("nilai awal")
    if indicator.baseline_year is None:
        yield _("tahun nilai awal")
    if indicator.target is None:
        yield _("target")
    if indicator.target_year is None:
        yield _("tahun target")


def _budget(programme: PlannedProgramme, _facts: Facts) -> str:
    has_money = any(row.amount > 0 for row in programme.budgets.all())
    return "" if has_money else _("Anggaran belum diisi.")


def _horizon(programme: PlannedProgramme, facts: Facts) -> str:
    """It begins and ends in the plan, and ends in the years of its horizon."""
    plan = facts.version.masterplan
    band = band_of(facts.bands, programme.horizon)
    if band is None:
        words = _("Jangka “%s” tidak ada pada panduan masterplan ini.")
        return words % programme.horizon
    if not programme.starts_on or not programme.ends_on:
        return _("Tanggal mulai atau selesai belum diisi.")
    first, last = programme.starts_on.year, programme.ends_on.year
    if first < plan.first_year or last > plan.last_year:
        words = _("Berjalan %(years)s, di luar tahun masterplan (%(plan)s).")
        whole = f"{plan.first_year}–{plan.last_year}"
        return words % {"years": f"{first}–{last}", "plan": whole}
    if not band.holds(last):
        words = _("Selesai %(year)s, di luar %(horizon)s (%(years)s).")
        name = band.title.lower()
        return words % {"year": last, "horizon": name, "years": band.years}
    return ""


def _service(programme: PlannedProgramme, _facts: Facts) -> str:
    missing = [
        label
        for text, label in (
            (programme.service, _("layanan yang diperbaiki")),
            (programme.service_before, _("keadaan sebelum")),
            (programme.service_after, _("keadaan sesudah")),
        )
        if not text.strip()
    ]
    return _("Belum menyebut %s.") % ", ".join(missing) if missing else ""


def part_has_strategy(facts: Facts) -> Check:
    """A strategy for each part of the framework, or a reason why there is none."""
    answered = {
        one.part for one in facts.strategies if (one.text or one.why_none).strip()
    }
    leaves = [*facts.framework.leaves()]
    words = _("Belum ada strategi atau alasan mengapa tidak ada.")
    lacks = [
        Lack(str(leaf.title), places.of_strategy(facts.version, leaf.code), words)
        for leaf in leaves
        if leaf.code not in answered
    ]
    return Check(len(leaves), lacks)


def quick_win_within_a_year(facts: Facts) -> Check:
    """A quick win lasts no longer than the guide's months, from its first day."""
    months = facts.guide.quick_win_months
    asked = [one for one in facts.programmes if one.quick_win]
    lacks = []
    for one in asked:
        words = ""
        if not one.starts_on or not one.ends_on:
            words = _("Tanggal mulai atau selesai belum diisi.")
        elif one.ends_on > last_day_of(one.starts_on, months):
            words = _("Berlangsung lebih dari %s bulan.") % months
        if words:
            lacks.append(Lack(str(one), places.of_programme(one), words, one.key))
    return Check(len(asked), lacks)


def budgets_add_up(facts: Facts) -> Check:
    """See ``money_lacks``; a programme without money is another rule's subject."""
    asked = [one for one in facts.programmes if one.budgets.all()]
    lacks = [
        Lack(str(one), places.of_programme(one), words, one.key)
        for one in asked
        if (words := " ".join(money_lacks(one, facts)))
    ]
    return Check(len(asked), lacks)


def chapter_is_written(facts: Facts) -> Check:
    """Half of the words that the guide counts for a chapter (``ENOUGH``)."""
    asked = [
        (book, chapter)
        for book in facts.guide.books
        for chapter in book.chapters
        if chapter.words
    ]
    lacks = [lack for pair in asked for lack in _unwritten(facts, *pair)]
    return Check(len(asked), lacks)


def _unwritten(facts: Facts, book: Book, template: ChapterTemplate) -> Iterator[Lack]:
    chapter = facts.chapters.get((book.code, template.code))
    written = facts.words[chapter.pk] if chapter else 0
    enough = ceil(template.words * ENOUGH)
    if written < enough:
        words = _("%(written)s kata; perlu %(enough)s dari %(wanted)s yang disarankan.")
        counts = {"written": written, "enough": enough, "wanted": template.words}
        shown = {name: written_number(count, 0) for name, count in counts.items()}
        yield Lack(
            f"{book.title} · {chapter.title if chapter else template.title}",
            places.of_chapter(facts.version, chapter),
            words % shown,
        )


def bodies_have_decrees(facts: Facts) -> Check:
    """Council, team and forum each have a decree with number and date."""
    lacks = []
    for kind in Body.Kind:
        body = facts.bodies.get(kind)
        url = places.of_institutions(facts.version, kind)
        if body is None:
            lacks.append(Lack(str(kind.label), url, _("Belum dibentuk.")))
        elif not body.decree.strip() or not body.decree_on:
            words = _("Nomor atau tanggal surat keputusan belum diisi.")
            lacks.append(Lack(str(kind.label), url, words, body.key))
    return Check(len(Body.Kind), lacks)


def commitments_are_signed(facts: Facts) -> Check:
    """The head's sheet, one of every agency that leads a programme, and all others made."""
    url = places.of_institutions(facts.version, "commitments")
    words = _("Belum ditandatangani.")
    lacks = [
        Lack(sheet.office, places.of_sheet(sheet), words, sheet.key)
        for sheet in facts.sheets
        if not sheet.signed_at
    ]
    missing = [Lack(name, url, _("Lembarnya belum dibuat.")) for name in _owing(facts)]
    return Check(len(facts.sheets) + len(missing), missing + lacks)


def _owing(facts: Facts) -> list[str]:
    """Who leads something in this plan and has no sheet: the head, and agencies."""
    made = {sheet.agency_id for sheet in facts.sheets}
    head = [] if None in made else [_("Kepala daerah")]
    leading: dict[int, Agency] = {
        one.agency.pk: one.agency for one in facts.programmes if one.agency
    }
    names = [one.name for pk, one in leading.items() if pk not in made]
    return head + [_("Kepala %s") % name for name in sorted(names)]


def _no_programme(facts: Facts) -> Lack:
    url = places.of_programmes(facts.version)
    return Lack(_("Masterplan ini"), url, _("Belum ada program."))


Checker = Callable[[Facts], Check]
CHECKS: dict[RuleCode, Checker] = {
    RuleCode.PROGRAMME_HAS_GOAL: programme_has_goal,
    RuleCode.PROGRAMME_HAS_OWNER: of_programmes(_owner),
    RuleCode.PROGRAMME_HAS_INDICATOR: of_programmes(_indicator),
    RuleCode.PROGRAMME_HAS_BUDGET: of_programmes(_budget),
    RuleCode.PROGRAMME_WITHIN_HORIZON: of_programmes(_horizon),
    RuleCode.PROGRAMME_NAMES_SERVICE: of_programmes(_service),
    RuleCode.PART_HAS_STRATEGY: part_has_strategy,
    RuleCode.QUICK_WIN_WITHIN_A_YEAR: quick_win_within_a_year,
    RuleCode.BUDGETS_ADD_UP: budgets_add_up,
    RuleCode.CHAPTER_IS_WRITTEN: chapter_is_written,
    RuleCode.BODIES_HAVE_DECREES: bodies_have_decrees,
    RuleCode.COMMITMENTS_ARE_SIGNED: commitments_are_signed,
}
"""Every rule has a check: a test holds this true."""
EXPLAINED = {
    RuleCode.PROGRAMME_HAS_GOAL: gettext_lazy(
        "Setiap program bertaut ke tujuan atau sasaran rencana pembangunan acuan."
    ),
    RuleCode.PROGRAMME_HAS_OWNER: gettext_lazy(
        "Setiap program menyebut perangkat daerah yang melaksanakannya."
    ),
    RuleCode.PROGRAMME_HAS_INDICATOR: gettext_lazy(
        "Setiap program punya sedikitnya satu indikator dengan nilai awal, target, dan tahun keduanya."
    ),
    RuleCode.PROGRAMME_HAS_BUDGET: gettext_lazy(
        "Setiap program punya anggaran di atas nol pada sedikitnya satu tahun."
    ),
    RuleCode.PROGRAMME_WITHIN_HORIZON: gettext_lazy(
        "Setiap program mulai dan selesai dalam tahun masterplan, dan selesai pada tahun jangkanya."
    ),
    RuleCode.PROGRAMME_NAMES_SERVICE: gettext_lazy(
        "Setiap program menyebut layanan publik yang diperbaiki, keadaan sebelum, dan keadaan sesudah."
    ),
    RuleCode.PART_HAS_STRATEGY: gettext_lazy(
        "Setiap subdimensi punya strategi, atau alasan mengapa belum ada."
    ),
    RuleCode.QUICK_WIN_WITHIN_A_YEAR: gettext_lazy(
        "Setiap quick win selesai dalam jumlah bulan yang ditentukan panduan, dihitung dari hari mulainya."
    ),
    RuleCode.BUDGETS_ADD_UP: gettext_lazy(
        "Anggaran berada pada tahun programnya, tanpa tahun kosong di antaranya, dan jangkanya dikenal. Dengan begitu jumlah per program sama dengan jumlah per jangka."
    ),
    RuleCode.CHAPTER_IS_WRITTEN: gettext_lazy(
        "Setiap bab memuat sedikitnya separuh jumlah kata yang disarankan panduan. Tabel dari data tidak dihitung."
    ),
    RuleCode.BODIES_HAVE_DECREES: gettext_lazy(
        "Dewan, tim pelaksana, dan forum punya surat keputusan dengan nomor dan tanggal."
    ),
    RuleCode.COMMITMENTS_ARE_SIGNED: gettext_lazy(
        "Kepala daerah dan kepala setiap perangkat daerah pelaksana program menandatangani lembar komitmennya."
    ),
}
"""What meets each rule, for the people who write the plan."""
