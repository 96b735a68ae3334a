"""The template library of every page: formats, marks, frame, fields, components and charts.

Loaded everywhere; ``docs/components.md`` shows each tag with an example.
"""

from django import template

from menuju.web.components import (
    charts,
    citations,
    fields,
    formats,
    frame,
    marks,
    parts,
)

register = template.Library()
for family in (formats, marks, citations, frame, fields, parts, charts):
    register.tags.update(family.register.tags)
    register.filters.update(family.register.filters)
