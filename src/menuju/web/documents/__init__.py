"""Documents on paper: letters, minutes and sheets as tagged PDF, typeset by Typst.

A slice keeps its template at ``templates/<slice>/<name>.typ`` and hands over data. The data
travel as JSON and are never read as markup. A template sees the ``base.typ`` of this package
and no other file; fonts come from this package alone, so any machine makes the same bytes.
"""

from menuju.web.documents.glyphs import printable, unprintable
from menuju.web.documents.sheets import Check, Head, Sheet, Signature
from menuju.web.documents.typeset import pdf

__all__ = [
    "Check",
    "Head",
    "Sheet",
    "Signature",
    "pdf",
    "printable",
    "unprintable",
]
