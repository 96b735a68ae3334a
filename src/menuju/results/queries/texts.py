"""Texts of records that keep one field per language."""

from django.utils.translation import get_language


def words(record: object, name: str) -> str:
    """A record's text in the reader's language, from ``name_id`` and ``name_en``."""
    language = (get_language() or "id")[:2]
    text: str = getattr(record, f"{name}_{language}", "")
    return text or getattr(record, f"{name}_id")
