"""Comments, suggestions and earlier wordings in the texts of the demo."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from menuju.accounts.models import User
from menuju.config.demo.plans.files import Typed
from menuju.plans.actions import comments, paragraphs, suggestions
from menuju.plans.models import (
    Comment,
    MasterplanVersion,
    Paragraph,
    ReviewRound,
    Suggestion,
)
from menuju.plans.models.markup import read_all
from menuju.plans.models.text import Content, content_of, plain_of

Texts: TypeAlias = dict[str, dict[str, list[Content]]]
"""By book and chapter."""


@dataclass
class Remark:
    """An entry of the file, the paragraph it is about, and the thread it began."""

    typed: Typed
    paragraph: Paragraph
    final: Content
    thread: Comment | None = None
    suggestion: Suggestion | None = None

    def fresh(self) -> Paragraph:
        """The paragraph as it is stored now."""
        chapter = self.paragraph.chapter
        found = Paragraph.objects.get(pk=self.paragraph.pk)
        found.chapter = chapter
        return found


@dataclass(frozen=True)
class Talk:
    """Who remarks on a version, and who answers for it."""

    version: MasterplanVersion
    mentor: User
    planner: User


def earlier(
    texts: Texts, entries: Iterable[Typed], figures: Mapping[str, str]
) -> Texts:
    """The same texts as they were first worded, where an entry says how."""
    first = {book: dict(chapters) for book, chapters in texts.items()}
    for one in entries:
        if "earlier" in one:
            (content,) = read_all(one["earlier"].format_map(figures))
            chapter = [*first[one["book"]][one["chapter"]]]
            chapter[_place(chapter, one)] = content
            first[one["book"]][one["chapter"]] = chapter
    return first


def found_in(
    version: MasterplanVersion,
    entries: Iterable[Typed],
    texts: tuple[Texts, Texts] | None = None,
) -> list[Remark]:
    """Each entry with its paragraph.

    With ``texts`` (as in the end, as at first) also with its final words. KeyError with
    the first words of one that is not there.
    """
    chapters = {(one.book, one.code): one for one in version.chapters.all()}
    found = []
    for one in entries:
        where = (one["book"], one["chapter"])
        chapters[where].plan_version = version
        rows = list(chapters[where].paragraphs.filter(removed_at=None))
        contents = [content_of(row.content) for row in rows]
        last, first = contents, contents
        if texts:
            last, first = (text[where[0]][where[1]] for text in texts)
        final = last[_place(last, one)]
        row = rows[contents.index(first[_place(last, one)])]
        row.chapter = chapters[where]
        found.append(Remark(one, row, final))
    return found


def _place(contents: Sequence[Content], typed: Typed) -> int:
    """Where the paragraph that begins with the words of an entry stands."""
    for place, content in enumerate(contents):
        if plain_of(content).startswith(typed["starts"]):
            return place
    raise KeyError(typed["starts"])


def word(remark: Remark, text: str, by: User) -> None:
    """Give a paragraph these words."""
    (content,) = read_all(text)
    held = remark.fresh()
    paragraphs.save(held, content, seen=held.version, by=by)


def remark_all(
    talk: Talk, remarks: Iterable[Remark], review: ReviewRound | None = None
) -> None:
    """What the mentor says and suggests, and the answers that are there."""
    for one in remarks:
        if "comment" in one.typed:
            one.thread = comments.comment(
                one.fresh(),
                one.typed["comment"],
                by=talk.mentor,
                quote=one.typed.get("quote", ""),
                review=review,
            )
        if proposed := _proposed(one):
            held = one.fresh()
            one.suggestion = suggestions.suggest(
                held,
                proposed,
                seen=held.version,
                by=talk.mentor,
                reason=one.typed.get("reason", ""),
            )
        if one.thread and "answer" in one.typed:
            comments.answer(one.thread, one.typed["answer"], by=talk.planner)


def settle(talk: Talk, remarks: Iterable[Remark]) -> None:
    """Decide every suggestion, word what was remarked anew, and close the threads."""
    for one in remarks:
        held = one.fresh()
        if one.suggestion and one.typed["suggestion"] == "accepted":
            suggestions.accept(
                one.suggestion, one.final, seen=held.version, by=talk.planner
            )
        elif one.suggestion:
            suggestions.decline(one.suggestion, one.typed["answer"], by=talk.planner)
        elif "earlier" in one.typed:
            paragraphs.save(held, one.final, seen=held.version, by=talk.planner)
        if one.thread:
            comments.close(one.thread, by=talk.mentor)


def _proposed(one: Remark) -> Content | None:
    if "proposed" in one.typed:
        (content,) = read_all(one.typed["proposed"])
        return content
    return one.final if one.typed.get("suggestion") == "accepted" else None


def locked(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """Those whose paragraph somebody is writing."""
    return (one for one in remarks if one.typed.get("locked"))
