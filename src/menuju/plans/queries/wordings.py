"""Two wordings of a paragraph as one text, whatever kinds of paragraph they are."""

from menuju.plans.models.markup import markup_of
from menuju.plans.models.text import Content, DataBlock, Figure, TableOf
from menuju.plans.queries.differences import Piece, pieces_of


def pieces_between(before: Content, after: Content) -> list[Piece]:
    """Word by word as they are typed, so that a change of style is seen as well."""
    return pieces_of(typed_of(before), typed_of(after))


def typed_of(content: Content) -> str:
    """Everything somebody can change about a paragraph, as text."""
    if isinstance(content, TableOf):
        return f"{content.caption}\n{markup_of(content)}".strip()
    if isinstance(content, Figure):
        return f"{content.caption}\n{content.alt}\n{content.file[:12]}"
    if isinstance(content, DataBlock):
        return f"{content.code} {content.key or ''}".strip()
    return markup_of(content)
