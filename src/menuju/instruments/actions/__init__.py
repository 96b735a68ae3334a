"""What can happen to instruments. Nothing else writes to their tables."""

from menuju.instruments.actions.crosswalks import (
    Judgement,
    confirm_crosswalk,
    draw_crosswalk,
)
from menuju.instruments.actions.shipped import load_shipped
from menuju.instruments.actions.versions import (
    StaleEdition,
    copy_version,
    create_draft,
    propose,
    publish,
    save_draft,
    take_back,
)

__all__ = [
    "Judgement",
    "StaleEdition",
    "confirm_crosswalk",
    "copy_version",
    "create_draft",
    "draw_crosswalk",
    "load_shipped",
    "propose",
    "publish",
    "save_draft",
    "take_back",
]
