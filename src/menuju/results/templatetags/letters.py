"""Filters for pages about letters, and about why a region stands where it does."""

from django import template

from menuju.results.models import DecisionLine, RegionResult
from menuju.results.queries.letters.listing import filter_words
from menuju.results.queries.letters.numbers import example_number
from menuju.results.queries.letters.paper import deadline_of, labels, paths_in_words
from menuju.results.queries.why import Why
from menuju.results.queries.why.came import who
from menuju.results.queries.why.steps import level
from menuju.results.queries.why.words import WRITERS

register = template.Library()
register.filter("letter_filter", filter_words)
register.filter("example_number", example_number)
register.filter("level", level)
register.filter("who_came", who)
register.filter("why_paths", paths_in_words)


@register.filter
def why_texts(why: Why, section: str) -> list[str]:
    """The paragraphs of one section, in the reader's language."""
    return list(WRITERS[section](why))


@register.filter
def path_labels(_why: Why) -> dict[str, str]:
    """The words above the columns of a path."""
    return labels()


@register.filter
def reply_until(line: DecisionLine, result: RegionResult) -> str:
    """Until when the region may object, on its own clock."""
    return deadline_of(line.decision, result.participation)
