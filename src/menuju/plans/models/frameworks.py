"""What a masterplan is written along, as data: dimensions, and the guide of a programme."""

from django.db import models
from django.utils.translation import get_language

from menuju.audit.models import Sourced


class Edition(Sourced):
    """A document in one edition. Never changed once stored.

    ``content_hash`` is the SHA-256 of the document's canonical JSON.
    """

    code = models.SlugField(max_length=40)
    edition = models.CharField(max_length=20)
    title_id = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    document = models.JSONField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        abstract = True
        ordering = ["code", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "edition"], name="one_%(class)s_per_code_and_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.edition}"

    @property
    def title(self) -> str:
        """Its name in the reader's language."""
        return self.title_en if get_language() == "en" else self.title_id


class Framework(Edition):
    """Dimensions and sub-dimensions.

    ``document`` is {"dimensions": [{"code", "title": {id, en}, "aliases": [..], "parts":
    [{"code", "title", "aliases"}]}], "crosswalk": {"to": code, "pairs": [{"from", "to",
    "relation"}]}}.
    """


class Guide(Edition):
    """How a masterplan is guided and printed: horizons, books, chapters, sessions, rules.

    ``document`` is {"horizons": [{"code", "title", "first_year", "last_year"}], "books":
    [{"code", "title", "chapters": [{"code", "title", "guidance", "words", "blocks": [..]}]}],
    "sessions": [{"number", "title", "agenda": [..], "outputs": [{"code", "title"}]}],
    "rules": [{"code", "blocks": bool}]}. Years of a horizon count from the plan's first.
    """
