"""What differs between two texts, word by word; and how two changes of a text become one.

Finding the longest common runs takes the square of a text's length, or its cube. So long
texts are first held together by words that both have equally often (a patience difference),
and only what lies between is searched for runs; where even that would take long, it went and
came as a whole.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["same", "del", "ins"]
Match: TypeAlias = tuple[int, int, int]
Stretch: TypeAlias = tuple[int, int, int, int]
WORDS = re.compile(r"\w+(?:[-’\']\w+)*[^\S\n]*|[^\w\s][^\S\n]*|\s")
DEEPEST = 40
"""How often what lies between shared words is divided again."""
MOST_PAIRS = 4_000
"""How many pairs of equal words a search for runs looks at."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went or came."""

    kind: Kind
    text: str


def pieces_of(old: str, new: str) -> list[Piece]:
    """Two texts as one, in reading order.

    What stayed and went is the old text, what stayed and came the new one.
    """
    before, after = WORDS.findall(old), WORDS.findall(new)
    found: list[Piece] = []
    here = there = 0
    went: list[str] = []
    came: list[str] = []
    for start, first, length in matches(_bare(before), _bare(after)):
        went += before[here:start]
        came += after[there:first]
        for was, now in zip(
            before[start : start + length], after[first : first + length], strict=True
        ):
            stayed = was if was == now else _bare([was])[0]
            found += [*_replaced(went, came), Piece("same", stayed)]
            went, came = [was[len(stayed) :]], [now[len(stayed) :]]
        here, there = start + length, first + length
    found += _replaced(went, came)
    return [
        Piece(kind, "".join(one.text for one in pieces))
        for kind, pieces in groupby(found, key=attrgetter("kind"))
    ]


def excerpt(
    pieces: Sequence[Piece], *, around: int = 60, most: int = 1_200, parts: int = 40
) -> tuple[list[Piece], bool]:
    """What changed, with so many characters ``around``; True if something was left out.

    At most so many ``parts`` and about ``most`` characters.
    """
    found: list[Piece] = []
    left, last = most, len(pieces) - 1
    for number, piece in enumerate(pieces):
        if left <= 0 or len(found) >= parts:
            return [*found, Piece("same", " …")], True
        text = piece.text
        if piece.kind == "same":
            text = _clipped(text, around, is_first=number == 0, is_last=number == last)
        elif len(text) > left:
            text = f"{text[:left]}…"
        found.append(Piece(piece.kind, text))
        left -= len(text)
    whole = sum(len(one.text) for one in pieces)
    return found, sum(len(one.text) for one in found) != whole


def _bare(words: Sequence[str]) -> list[str]:
    """Words without the blanks behind them: a word is the same at the end of a line."""
    return [word.rstrip(" \t") or word for word in words]


def _replaced(went: Sequence[str], came: Sequence[str]) -> Iterator[Piece]:
    """What went before what came."""
    parts: tuple[tuple[Kind, str], ...] = (
        ("del", "".join(went)),
        ("ins", "".join(came)),
    )
    yield from (Piece(kind, text) for kind, text in parts if text)


def _clipped(text: str, around: int, *, is_first: bool, is_last: bool) -> str:
    """The ends of what stayed that lie beside a change."""
    if len(text) <= 2 * around:
        return text
    head = "" if is_first else text[:around]
    tail = "" if is_last else text[-around:]
    if is_first and is_last:
        head = text[: 2 * around]
    return f"{head} … {tail}"


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Two changes of ``base`` in one text; None where they touch the same place."""
    words = WORDS.findall(base)
    changes = {*_changes(words, mine), *_changes(words, theirs)}
    found: list[str] = []
    here = -1
    for start, end, came in sorted(changes):
        if start <= here:
            return None
        found += [*words[max(here, 0) : start], *came]
        here = end
    return "".join([*found, *words[max(here, 0) :]])


def matches(before: Sequence[str], after: Sequence[str]) -> Iterator[Match]:
    """Runs that both have, as (start, start, length), ended by an empty one."""
    waiting = [(0, len(before), 0, len(after), 0)]
    while waiting:
        start, end, first, last, depth = waiting.pop()
        head, tail = _ends(before[start:end], after[first:last])
        if head:
            yield start, first, head
        inner = (start + head, end - tail, first + head, last - tail)
        if tail:
            waiting.append((end - tail, end, last - tail, last, depth))
        if inner[0] == inner[1] or inner[2] == inner[3]:
            continue
        if _is_light(before, after, inner):
            yield from _runs(before, after, inner)
        elif depth < DEEPEST and (shared := _shared(before, after, inner)):
            waiting += reversed([*_between(shared, inner, depth + 1)])
    yield len(before), len(after), 0


def _changes(
    words: Sequence[str], text: str
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Which words become which others."""
    other = WORDS.findall(text)
    here = there = 0
    for start, first, length in matches(words, other):
        if here < start or there < first:
            yield here, start, tuple(other[there:first])
        here, there = start + length, first + length


def _between(
    shared: list[tuple[int, int]], inner: Stretch, depth: int
) -> Iterator[tuple[int, int, int, int, int]]:
    """The stretches from each shared word (included) to the next."""
    start, end, first, last = inner
    edges = [(start, first), *shared, (end, last)]
    for (left, right), (to_left, to_right) in pairwise(edges):
        yield left, to_left, right, to_right, depth


def _shared(
    before: Sequence[str], after: Sequence[str], inner: Stretch
) -> list[tuple[int, int]]:
    """Places of words that stand equally often in both, as many as come in one order."""
    start, end, first, last = inner
    places = defaultdict(list)
    for place in range(first, last):
        places[after[place]].append(place)
    own = Counter(before[start:end])
    seen: Counter[str] = Counter()
    pairs = []
    for place in range(start, end):
        word = before[place]
        if len(places[word]) == own[word]:
            pairs.append((place, places[word][seen[word]]))
            seen[word] += 1
    return rising(pairs)


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs, given by rising first, whose seconds rise as well."""
    tops: list[int] = []
    at: list[int] = []
    back: list[int] = []
    for number, (_first, second) in enumerate(pairs):
        place = bisect_left(tops, second)
        back.append(at[place - 1] if place else -1)
        if place == len(tops):
            tops.append(second)
            at.append(number)
        else:
            tops[place], at[place] = second, number
    found = []
    here = at[-1] if at else -1
    while here >= 0:
        found.append(pairs[here])
        here = back[here]
    return found[::-1]


def _is_light(before: Sequence[str], after: Sequence[str], inner: Stretch) -> bool:
    """Whether looking for runs is done at once."""
    start, end, first, last = inner
    counted = Counter(after[first:last])
    return sum(counted[word] for word in before[start:end]) <= MOST_PAIRS


def _runs(
    before: Sequence[str], after: Sequence[str], inner: Stretch
) -> Iterator[Match]:
    """The longest common runs."""
    start, end, first, last = inner
    matched = SequenceMatcher(a=before[start:end], b=after[first:last], autojunk=False)
    for one in matched.get_matching_blocks():
        if one.size:
            yield start + one.a, first + one.b, one.size


def _ends(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many parts both begin with, and how many of the others both end with."""
    most = min(len(before), len(after))
    head = next((n for n in range(most) if before[n] != after[n]), most)
    rest = most - head
    tail = next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)
    return head, tail
