"""Words with marks in them, as runs; and runs as words with marks."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from menuju.plans.models.text import Run, Runs

NEW_LINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
TURNING = re.compile("[\ufeff\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of what follows, also of the page around it."""
NOTE = re.compile(r"\^\[((?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\])*)\]", re.DOTALL)
TAKEN = re.compile(r"\\([\\\[\]|])")
BOLD, ITALIC = "**", "*"


class Letter(NamedTuple):
    """A character with its style; or a footnote, when ``note`` is filled."""

    text: str
    styles: frozenset[str] = frozenset()
    note: str = ""


def cleaned(text: str) -> str:
    """Without characters that are no text: controls, half pairs, marks of direction."""
    text = TURNING.sub("", NEW_LINES.sub("\n", text))
    return "".join(
        one
        for one in text
        if one in "\n\t" or unicodedata.category(one) not in {"Cc", "Cs"}
    )


def on_one_line(text: str) -> str:
    """The words with single spaces between them."""
    return " ".join(cleaned(text).split())


def runs_in(markup: str) -> Runs:
    """Read marks. Whatever is no mark is text: this cannot go wrong."""
    (line,) = _READER.parseInline(cleaned(markup))
    tokens = line.children or []
    turns = _paired(tokens)
    letters: list[Letter] = []
    styles = frozenset[str]()
    for place, token in enumerate(tokens):
        text = "\n" if token.type == "hardbreak" else token.content
        if token.type == "note":
            letters.append(Letter("", note=text))
            continue
        turned = turns.get(place, frozenset())
        text = text[sum(map(len, turned)) :]
        letters += [Letter(one, styles) for one in text]
        styles ^= turned
    return _joined(letters)


def _paired(tokens: list[Token]) -> dict[int, frozenset[str]]:
    """Which stars turn which style on or off, by place; one without a partner does not."""
    found: dict[int, frozenset[str]] = {}
    for mark in (BOLD, ITALIC):
        opened: int | None = None
        for place, token in enumerate(tokens):
            if token.type != "stars" or len(token.content) not in (len(mark), 3):
                continue
            if opened is not None and token.meta["closes"]:
                for end in (opened, place):
                    found[end] = found.get(end, frozenset()) | {mark}
                opened = None
            elif token.meta["opens"]:
                opened = place
    return found


def tidied(runs: Runs, *, one_line: bool = False) -> Runs:
    """The same words in the fewest runs, as reading gives them."""
    letters: list[Letter] = []
    for run in runs:
        marks = {BOLD: run.bold, ITALIC: run.italic}
        styles = frozenset(mark for mark, is_on in marks.items() if is_on)
        text = cleaned(run.text).replace("\t", " ")
        letters += [Letter(one, styles) for one in text]
        if note := on_one_line(run.note):
            letters.append(Letter("", note=note))
    return _joined(_spaced(letters) if one_line else letters)


def marked(runs: Runs, more: str = "") -> str:
    """Runs as they are typed. Characters of ``more`` are marks here as well."""
    out: list[str] = []
    held: set[str] = set()
    for run in runs:
        wanted, text = _styles(run), run.text.lstrip()
        if run.text:
            out += sorted(held - wanted)
            held &= wanted
        out.append(run.text[: len(run.text) - len(text)])
        if text:
            out += [*sorted(wanted - held), _escaped(text, more)]
            held = wanted
        if run.note:
            out.append(f"^[{_note(run.note, more)}]")
    return "".join([*out, *sorted(held)])


def _styles(run: Run) -> set[str]:
    return {mark for mark, is_on in ((BOLD, run.bold), (ITALIC, run.italic)) if is_on}


def _escaped(text: str, more: str) -> str:
    out = []
    for place, one in enumerate(text):
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        is_lonely = before.isspace() and after.isspace()
        is_mark = (
            one == "\\"
            or one in more
            or (one == "*" and not is_lonely)
            or (one == "^" and after in {"[", ""})
        )
        out.append(f"\\{one}" if is_mark else one)
    return "".join(out)


def _note(note: str, more: str) -> str:
    return "".join(f"\\{one}" if one in "\\[]" + more else one for one in note)


def _joined(letters: Iterable[Letter]) -> Runs:
    """Letters as runs. Space takes the styles that both its neighbours share."""
    found: list[Run] = []
    text, styles, is_open = "", frozenset[str](), False
    for one in _settled(_trimmed([*letters])):
        if one.note and is_open:
            found.append(_run(text, styles, one.note))
            text, is_open = "", False
        elif one.note:
            found.append(_run("", frozenset(), one.note))
        elif is_open and one.styles == styles:
            text += one.text
        else:
            found += [_run(text, styles)] if is_open else []
            text, styles, is_open = one.text, one.styles, True
    found += [_run(text, styles)] if is_open else []
    return tuple(found)


def _run(text: str, styles: frozenset[str], note: str = "") -> Run:
    return Run(text=text, bold=BOLD in styles, italic=ITALIC in styles, note=note)


def _trimmed(letters: list[Letter]) -> list[Letter]:
    """Without space at both ends; footnotes there stay."""
    for order in (1, -1):
        letters = letters[::order]
        first = next((n for n, one in enumerate(letters) if not _is_space(one)), None)
        if first is None:
            return []
        words = next((n for n, one in enumerate(letters) if one.text.strip()), None)
        edge = len(letters) if words is None else words
        letters = [
            one for n, one in enumerate(letters) if n >= edge or not _is_space(one)
        ][::order]
    return letters


def _is_space(one: Letter) -> bool:
    return not one.note and one.text.isspace()


def _settled(letters: list[Letter]) -> Iterator[Letter]:
    before: list[frozenset[str]] = []
    last = frozenset[str]()
    for one in letters:
        last = last if one.note or one.text.isspace() else one.styles
        before.append(last)
    last = frozenset()
    after: list[frozenset[str]] = []
    for one in reversed(letters):
        last = last if one.note or one.text.isspace() else one.styles
        after.append(last)
    for one, left, right in zip(letters, before, reversed(after), strict=True):
        yield one if one.note else one._replace(styles=left & right)


def _spaced(letters: list[Letter]) -> list[Letter]:
    """On one line, with single spaces."""
    found: list[Letter] = []
    for one in letters:
        if not _is_space(one):
            found.append(one)
        elif not (found and _is_space(found[-1])):
            found.append(one._replace(text=" "))
    return found


def _stars(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the reader's signature
    """Stars open before a letter and close behind one, also inside a word.

    CommonMark looks at punctuation as well, and then some runs could not be written.
    """
    start = end = state.pos
    while end < state.posMax and state.src[end] == "*":
        end += 1
    if silent or start == end:
        return False
    token = state.push("stars", "", 0)
    token.content = state.src[start:end]
    token.meta = {
        "opens": end < state.posMax and not state.src[end].isspace(),
        "closes": start > 0 and not state.src[start - 1].isspace(),
    }
    state.pos = end
    return True


def _footnote(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- likewise
    """``^[…]``; brackets inside are in pairs or behind a backslash."""
    found = NOTE.match(state.src, state.pos)
    note = on_one_line(TAKEN.sub(r"\1", found[1])) if found else ""
    if silent or found is None or not note:
        return False
    state.push("note", "", 0).content = note
    state.pos = found.end()
    return True


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero").enable(["escape"])
    reader.inline.ruler.after("escape", "stars", _stars)
    reader.inline.ruler.after("stars", "note", _footnote)
    return reader


_READER = _reader()
