"""Components and number formats for every template."""

from django import template

register = template.Library()
