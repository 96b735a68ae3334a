"""Write the typed content of a masterplan version. One act, one entry in the audit trail.

    add(version, Kind, by=, **values) -> row          at the end of its list
    change(row, seen=, by=, **values) -> row          upon ``seen`` = ``mark_of(row)``
    remove(row, seen=, by=) -> number of goal links that went with it
    move(row, up=, by=) -> whether it changed its place
    set_vision(version, text, seen=, by=)             upon ``seen`` = ``vision_mark(version)``
    set_strategy(version, part, text= | why_none=, seen=, by=) -> Strategy; ``seen`` is "" for
                                                      the first, else ``mark_of(strategy)``

``Kind`` is ContextFigure, ReadinessPoint, SwotPoint, Target or ActionPlan; the values are
those of ``queries.content.kinds.FIELDS`` and, for every kind, ``provenance`` and ``source``.
Numbers are Decimal, years int, ``agency`` an Agency of the region, ``part`` a code of the
framework. All raise ValidationError by field with the mend, PermissionDenied once the
version is approved, and StaleElementError if somebody else saved in the meantime.
"""

from menuju.plans.actions.content.elements import add, change, move, remove
from menuju.plans.actions.content.stale import StaleElementError, StaleVisionError
from menuju.plans.actions.content.whole import set_strategy, set_vision

__all__ = [
    "StaleElementError",
    "StaleVisionError",
    "add",
    "change",
    "move",
    "remove",
    "set_strategy",
    "set_vision",
]
