"""How a paragraph is typed: a few marks in plain text, read into content and written back.

``**bold**``, ``*italic*``, ``^[a footnote]``; points begin with ``-`` or ``1.``; cells of a
table stand between ``|``, and a row of dashes below the first makes it the head; a heading
begins with ``##`` or ``###``. A backslash takes a mark by its word. There is no HTML: tags
stay the characters that they are. What is read is tidy: the same words give the same content.
"""

from menuju.plans.models.markup.blocks import MarkupError as MarkupError
from menuju.plans.models.markup.blocks import markup_of as markup_of
from menuju.plans.models.markup.blocks import read as read
from menuju.plans.models.markup.blocks import read_all as read_all
from menuju.plans.models.markup.blocks import tidy as tidy
