"""What must hold in a framework or a guide beyond its form."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from menuju.instruments.models.problems import Path, Problem
from menuju.plans.models.documents import FrameworkDocument, GuideDocument
from menuju.plans.models.rules import RuleCode

LONGEST_BOOK = 20
"""Letters of the code of a book, as a chapter keeps it."""
TAKEN = ("isi", "lambang", "susun")
"""Words that stand where a book's code stands in the addresses of a masterplan."""


def problems_of(document: FrameworkDocument | GuideDocument) -> list[Problem]:
    """Everything that is wrong with a document, with the place and the mend."""
    if isinstance(document, FrameworkDocument):
        return [*_framework(document)]
    return [*_guide(document)]


def _framework(document: FrameworkDocument) -> Iterator[Problem]:
    places: list[tuple[Path, str]] = []
    for row, dimension in enumerate(document.dimensions):
        places.append((("dimensions", row, "code"), dimension.code))
        for column, part in enumerate(dimension.parts):
            places.append((("dimensions", row, "parts", column, "code"), part.code))
    yield from _twice(places)
    yield from _names_twice(document)
    known = {code for _path, code in places}
    for number, pair in enumerate(
        document.crosswalk.pairs if document.crosswalk else ()
    ):
        path: Path = ("crosswalk", "pairs", number)
        if pair.from_ not in known:
            text = _("Kode “%s” tidak ada pada kerangka ini.") % pair.from_
            yield Problem((*path, "from"), pair.from_, text, _("Perbaiki kodenya."))
        if (pair.to is None) != (pair.relation == "dropped"):
            text = _("Hanya padanan “dropped” yang tidak punya tujuan.")
            yield Problem(path, pair.from_, text, _("Isi “to”, atau tulis dropped."))


def _names_twice(document: FrameworkDocument) -> Iterator[Problem]:
    """A name that means two parts would send what is imported to the wrong one."""
    owners: dict[str, str] = {}
    for row, dimension in enumerate(document.dimensions):
        for part in (dimension, *dimension.parts):
            for name in {one.casefold() for one in part.aliases}:
                if owners.setdefault(name, part.code) != part.code:
                    text = _("Nama lain “%(name)s” juga dipakai oleh %(code)s.")
                    words = text % {"name": name, "code": owners[name]}
                    mend = _("Hapus dari salah satunya.")
                    yield Problem(("dimensions", row), part.code, words, mend)


def _guide(document: GuideDocument) -> Iterator[Problem]:
    yield from _twice(_codes("horizons", document.horizons))
    yield from _twice(_codes("books", document.books))
    yield from _twice(_codes("rules", document.rules))
    yield from _unknown_rules(document)
    yield from _unfit_for_addresses(document)
    for row, book in enumerate(document.books):
        chapters = _codes("chapters", book.chapters)
        yield from _twice([(("books", row, *path), code) for path, code in chapters])
    for row, horizon in enumerate(document.horizons):
        if horizon.last_year < horizon.first_year:
            text = _("Jangka ini berakhir sebelum dimulai.")
            mend = _("Tukar first_year dan last_year.")
            yield Problem(("horizons", row), horizon.code, text, mend)
    yield from _not_following(document)
    numbers = [one.number for one in document.sessions]
    if numbers != list(range(1, len(numbers) + 1)):
        text = _("Nomor bimtek harus berurutan dari 1.")
        yield Problem(("sessions",), "", text, _("Urutkan dan nomori ulang."))


def _not_following(document: GuideDocument) -> Iterator[Problem]:
    """Every year of a plan belongs to one horizon: each begins where the one before ends."""
    wanted = 1
    for row, horizon in enumerate(document.horizons):
        if horizon.first_year != wanted:
            text = _("Jangka ini tidak bersambung dengan jangka sebelumnya.")
            mend = _("Isi first_year: %s.") % wanted
            path = ("horizons", row, "first_year")
            yield Problem(path, str(horizon.first_year), text, mend)
        wanted = horizon.last_year + 1


def _unknown_rules(document: GuideDocument) -> Iterator[Problem]:
    """A rule that nobody checks would look as if it held."""
    for path, code in _codes("rules", document.rules):
        if code not in RuleCode.values:
            text = _("Aturan “%s” tidak dikenal, jadi tidak akan diperiksa.") % code
            known = ", ".join(RuleCode.values)
            yield Problem(path, code, text, _("Pakai salah satu dari: %s.") % known)


def _unfit_for_addresses(document: GuideDocument) -> Iterator[Problem]:
    """The codes of books, chapters and outputs stand in addresses of pages and files."""
    books = _codes("books", document.books)
    places = list(books)
    for row, book in enumerate(document.books):
        own = _codes("chapters", book.chapters)
        places += [(("books", row, *path), code) for path, code in own]
    for row, session in enumerate(document.sessions):
        own = _codes("outputs", session.outputs)
        places += [(("sessions", row, *path), code) for path, code in own]
    for path, code in places:
        if "." in code:
            text = (
                _("Kode “%s” dipakai dalam alamat, jadi tidak boleh bertitik.") % code
            )
            mend = _("Pakai huruf kecil, angka, dan tanda hubung.")
            yield Problem(path, code, text, mend)
    for path, code in books:
        if code in TAKEN or len(code) > LONGEST_BOOK:
            text = _(
                "Kode buku “%(code)s” lebih dari %(most)s huruf atau sudah dipakai."
            )
            mend = _("Beri kode lain, misalnya buku-1.")
            words = {"code": code, "most": LONGEST_BOOK}
            yield Problem(path, code, text % words, mend)


def _codes(name: str, rows: Iterable[object]) -> list[tuple[Path, str]]:
    return [
        ((name, n, "code"), str(getattr(r, "code", ""))) for n, r in enumerate(rows)
    ]


def _twice(places: Iterable[tuple[Path, str]]) -> Iterator[Problem]:
    listed = list(places)
    count = Counter(code for _path, code in listed)
    for path, code in listed:
        if count[code] > 1:
            text = _("Kode “%s” dipakai lebih dari sekali.") % code
            yield Problem(path, code, text, _("Beri tiap bagian kode sendiri."))
