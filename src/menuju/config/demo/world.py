"""What every round of the demo is told with."""

from dataclasses import dataclass

from menuju.config.demo.papers import Library
from menuju.config.demo.people import Cast
from menuju.instruments.models import Version
from menuju.instruments.models.tree import Tree
from menuju.regions.models import Region


@dataclass(frozen=True)
class World:
    """The instrument, the papers, the people and the regions."""

    version: Version
    tree: Tree
    library: Library
    cast: Cast
    regions: dict[str, Region]
