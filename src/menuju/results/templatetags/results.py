"""Filters for pages about results."""

from django import template

from menuju.results.queries import texts

register = template.Library()
register.filter("words", texts.words)
register.filter("numeral", texts.numeral)
register.filter("office_words", texts.office_words)
