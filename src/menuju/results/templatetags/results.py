"""Filters for pages about results."""

from django import template

from menuju.results.queries import texts

register = template.Library()
register.filter("words", texts.words)
register.filter("office_words", texts.office_words)


@register.filter
def at(mapping: dict[str, object], key: str) -> object:
    """The value of a mapping at a key that is itself a variable."""
    return mapping.get(key)
