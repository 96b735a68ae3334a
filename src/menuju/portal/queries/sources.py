"""Footnotes: the sources of a page, numbered in the order in which it uses them."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Sources:
    """Sources in the order they are first used; each has a number."""

    names: list[str] = field(default_factory=list)

    def number(self, name: str) -> int | None:
        """The footnote of a source; None if the record has none."""
        if not name:
            return None
        if name not in self.names:
            self.names.append(name)
        return self.names.index(name) + 1
