"""Two wordings of a paragraph as one text: what stayed, what went, what came."""

from menuju.plans.models.markup import markup_of
from menuju.plans.models.text import Content, DataBlock, Figure, TableOf
from menuju.rounds.queries.history import Passage, passages


def changes_between(before: Content, after: Content) -> list[Passage]:
    """Word by word, marks included, so that a change of style is seen as well."""
    return [*passages(_typed(before), _typed(after))]


def _typed(content: Content) -> str:
    if isinstance(content, TableOf):
        return f"{content.caption}\n{markup_of(content)}".strip()
    if isinstance(content, Figure):
        return f"{content.caption}\n{content.alt}\n{content.file[:12]}"
    if isinstance(content, DataBlock):
        return f"{content.code} {content.key or ''}".strip()
    return markup_of(content)
