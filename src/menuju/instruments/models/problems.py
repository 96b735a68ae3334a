"""A problem in a document: where it is, what it is, how to mend it."""

from dataclasses import dataclass

Path = tuple[str | int, ...]
"""The keys and indexes that lead from the top of the document to a place in it."""

Found = tuple[Path, str, str]
"""A problem as a check yields it: path below the node, message, mend."""


@dataclass(frozen=True, slots=True)
class Problem:
    path: Path
    node: str
    message: str
    mend: str

    @property
    def where(self) -> str:
        """The path as people read it: root.children.2.weight."""
        return ".".join(str(step) for step in self.path)

    def __str__(self) -> str:
        place = f"{self.node} ({self.where})" if self.node else self.where
        words = f"{self.message} {self.mend}"
        return f"{place}: {words}" if place else words
