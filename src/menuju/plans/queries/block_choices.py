"""Which data of a plan a chapter can show."""

from dataclasses import dataclass, field
from uuid import UUID

from menuju.plans.models import Chapter
from menuju.plans.queries.blocks import CODES, title_of

KEYED = ("programme", "indicator")
LONGEST = 60


@dataclass(slots=True)
class BlockChoices:
    """``groups`` for a select; ``targets`` says which block each value stands for."""

    groups: list[tuple[str, object]] = field(default_factory=list)
    targets: dict[str, tuple[str, UUID | None]] = field(default_factory=dict)

    def value_of(self, code: str, key: UUID | None) -> str:
        """The value that stands for a block; empty if the plan no longer has it."""
        wanted = (code, key)
        return next((one for one, to in self.targets.items() if to == wanted), "")


def choices_of(chapter: Chapter) -> BlockChoices:
    """Codes with their titles; then each programme and each indicator: 1 query."""
    found = BlockChoices()
    for code in CODES:
        if code not in KEYED:
            found.groups.append((code, title_of(code)))
            found.targets[code] = (code, None)
    rows = chapter.plan_version.programmes.order_by("order", "pk", "indicators__pk")
    named: dict[str, dict[str, str]] = {kind: {} for kind in KEYED}
    for code, *names, one, other in rows.values_list(
        "code", "title", "indicators__name", "key", "indicators__key"
    ):
        for kind, key, words in zip(KEYED, (one, other), names, strict=True):
            if key:
                # Twelve digits tell the few hundred of a plan apart; the page stays light.
                value = f"{kind[0]}-{key.hex[:12]}"
                found.targets[value] = (kind, key)
                named[kind][value] = f"{code} {words}"[:LONGEST]
    for kind, options in named.items():
        if options:
            found.groups.append((title_of(kind), [*options.items()]))
    return found
