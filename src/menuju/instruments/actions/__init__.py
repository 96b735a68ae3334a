"""What can happen to instruments. Nothing else writes to their tables."""

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
    "StaleEdition",
    "copy_version",
    "create_draft",
    "load_shipped",
    "propose",
    "publish",
    "save_draft",
    "take_back",
]
