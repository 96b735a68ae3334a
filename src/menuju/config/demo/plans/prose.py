"""The texts of the books, written paragraph by paragraph, and the figures in them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from menuju.accounts.models import User
from menuju.config.demo.plans.files import Typed
from menuju.plans.actions import chapters as outline
from menuju.plans.actions import paragraphs
from menuju.plans.models import Chapter, MasterplanVersion
from menuju.plans.models.text import Content, DataBlock

OTHERS = ("apbd_province", "apbn", "dak", "csr", "kpbu", "community")
THOUSAND = 1_000


def figures_of(typed: Sequence[Typed], first: int, last: int) -> dict[str, str]:
    """Every figure that the texts repeat, computed from the programmes of the file."""
    by_origin, by_year = Counter[str](), Counter[int]()
    for year, origin, amount in _money(typed):
        by_origin[origin] += amount
        by_year[year] += amount
    quick = [one for one in typed if one.get("quick_win")]
    horizons = Counter(one["horizon"] for one in typed)
    found = {
        "first": str(first),
        "last": str(last),
        "programmes": str(len(typed)),
        "quick_wins": _in_words(len(quick)),
        "budget": billions(sum(by_origin.values())),
        "budget_apbd": billions(by_origin["apbd"]),
        "budget_other": billions(sum(by_origin[one] for one in OTHERS)),
        "budget_csr": billions(by_origin["csr"]),
        "budget_quick_wins": billions(sum(_total(one) for one in quick)),
        "peak_year": str(max(by_year, key=lambda year: by_year[year])),
        "quick_win_rows": "\n".join(_row(one) for one in quick),
    }
    found |= {code: _in_words(n) for code, n in horizons.items()}
    return found | _by_part(typed)


def _by_part(typed: Sequence[Typed]) -> dict[str, str]:
    """How many programmes each dimension has, and what they cost."""
    count, spent = Counter[str](), Counter[str]()
    for one in typed:
        dimension = one["part"].partition(".")[0]
        count[dimension] += 1
        spent[dimension] += _total(one)
    return {f"n_{code}": str(n) for code, n in count.items()} | {
        f"b_{code}": billions(n) for code, n in spent.items()
    }


def billions(millions: int) -> str:
    """An amount in million rupiah as the texts say it: Rp418,28 miliar."""
    text = f"{millions / THOUSAND:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"Rp{text} miliar"


def write_books(
    version: MasterplanVersion,
    books: Mapping[str, User],
    texts: Mapping[str, Mapping[str, Sequence[Content]]],
) -> None:
    """Write each book by its author; ``texts`` holds the chapters of each by their codes."""
    for book, by in books.items():
        for chapter in version.chapters.filter(book=book):
            chapter.plan_version = version
            outline.assign(chapter, by, by=by)
            write_chapter(chapter, texts[book][chapter.code], by)


def finish(version: MasterplanVersion) -> None:
    """The author of each chapter declares it finished."""
    for chapter in version.chapters.select_related("owner"):
        chapter.plan_version = version
        outline.mark_ready(chapter, by=chapter.owner)


def write_chapter(chapter: Chapter, contents: Iterable[Content], by: User) -> None:
    """Add the paragraphs; a block of data that is there already moves to its place."""
    blocks = {
        one.content["code"]: one
        for one in chapter.paragraphs.filter(content__type="block")
    }
    for content in contents:
        block = blocks.get(content.code) if isinstance(content, DataBlock) else None
        if block is None:
            paragraphs.add(chapter, content, by=by)
        else:
            block.chapter = chapter
            paragraphs.move(block, after=None, by=by)
    chapter.refresh_from_db(fields=["state"])


def _money(typed: Iterable[Typed]) -> list[tuple[int, str, int]]:
    """Year, origin and amount in million rupiah."""
    return [
        (year, origin, amount)
        for one in typed
        for year, sums in one["budgets"].items()
        for origin, amount in sums.items()
    ]


def _total(one: Typed) -> int:
    return sum(sum(sums.values()) for sums in one["budgets"].values())


def _row(one: Typed) -> str:
    sums = [str(sum(one["budgets"].get(year, {}).values())) for year in (2019, 2020)]
    return f"| {one['code']} {one['title']} | {' | '.join(sums)} |"


WORDS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan")


def _in_words(number: int) -> str:
    return WORDS[number] if number < len(WORDS) else str(number)
