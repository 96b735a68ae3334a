"""A template rendered as a page would render it."""

from typing import Any

from django.template import engines


def html(text: str, **context: Any) -> str:
    return engines["django"].from_string(text).render(context).strip()
