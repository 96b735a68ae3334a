"""Filters for pages about results."""

from django import template

from menuju.results.queries import selection, texts

register = template.Library()
register.filter("words", texts.words)
register.filter("numeral", texts.numeral)
register.filter("office_words", texts.office_words)
register.filter("minimum_words", selection.minimum_words)
register.filter("in_language", selection.in_language)
register.filter("ties_words", selection.ties_words)
register.filter("pages_open", selection.pages_open)
register.filter("chance", texts.chance)
