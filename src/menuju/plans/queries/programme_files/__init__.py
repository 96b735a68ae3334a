"""A masterplan's programmes as a workbook: write it, read one, and say what it would change."""

from menuju.plans.queries.programme_files.comparing import (
    Comparison,
    Line,
    compare,
)
from menuju.plans.queries.programme_files.reading import (
    Content,
    Reading,
    read_programmes,
)
from menuju.plans.queries.programme_files.writing import template_of, workbook_of

__all__ = [
    "Comparison",
    "Content",
    "Line",
    "Reading",
    "compare",
    "read_programmes",
    "template_of",
    "workbook_of",
]
