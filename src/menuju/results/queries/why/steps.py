"""A change that would have been enough, and its steps, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from menuju.results.queries.why.facts import Path, Step
from menuju.web.components.formats import written

FINE = 3
"""Decimals of a score in a letter: the line is often close."""


def path_words(path: Path) -> str:
    """A path: its steps, and the score they give."""
    steps = ngettext("%(n)s langkah", "%(n)s langkah", path.count) % {"n": path.count}
    return _("%(steps)s. Itu %(count)s, dan nilai menjadi %(score)s.") % {
        "steps": "; ".join(step_words(step) for step in path.steps),
        "count": steps,
        "score": written(path.score, FINE),
    }


def step_words(step: Step) -> str:
    """A step: an item from a level to another, or who would have come."""
    if step.kind == "attendance":
        return "; ".join(
            _("%(office)s hadir sendiri") % {"office": title} for title in step.offices
        )
    return _("“%(title)s” dari %(before)s ke %(after)s") % {
        "title": step.title,
        "before": level(step.before),
        "after": level(step.after),
    }


def level(value: float) -> str:
    """A level without needless zeros: 3, 2,67."""
    text = written(value, 2)
    return text.rstrip("0").rstrip(",.") if not text.isdigit() else text
