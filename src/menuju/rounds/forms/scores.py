"""Parse what an assessor or a moderator says about an item."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from menuju.rounds.actions.scores import Judgement, Quote
from menuju.rounds.forms.answers import level_choices
from menuju.rounds.models import Score
from menuju.rounds.queries.evidence import Document
from menuju.rounds.queries.scores import SHORTEST_REASON, ScoreLine

LONGEST_REASON = 5_000
INSUFFICIENT = "insufficient"


def level_field(**options: Any) -> forms.ChoiceField:  # noqa: ANN401 -- as Django's field
    """The five cards; the choices are those of the item."""
    return forms.ChoiceField(
        label=_("Nilai"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Pilih satu nilai dari daftar."),
            "invalid_choice": _("Pilih satu nilai dari daftar."),
        },
        **options,
    )


class LaterField(forms.CharField):
    """Text that a draft may lack, and that is asked for when it is sent."""

    is_needed_later = True


class ScoreForm(forms.Form):
    """One score with a page and words for each document that supports the item."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    level = level_field(required=False)
    confidence = forms.ChoiceField(
        label=_("Keyakinan Anda"),
        choices=Score.Confidence,
        widget=forms.RadioSelect,
        initial=Score.Confidence.MEDIUM,
    )
    reason = LaterField(
        label=_("Alasan"),
        help_text=_("Minimal 40 huruf. Akan dibaca daerah bila mereka bertanya."),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": SHORTEST_REASON}),
    )

    def __init__(
        self,
        line: ScoreLine,
        documents: list[Document],
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(line.score))
        self.line = line
        self.documents = [one for one in documents if one.latest]
        choices = level_choices(line.node)
        insufficient = (INSUFFICIENT, _("Bukti tidak cukup untuk menilai butir ini."))
        self.fields["level"].choices = [*choices, insufficient]  # type: ignore[attr-defined]
        cited = _cited(line.score)
        for document in self.documents:
            number = document.evidence.number
            page, words = cited.get(document.evidence.pk, ("", ""))
            self.fields[f"page-{number}"] = forms.CharField(
                label=_("Halaman"), required=False, max_length=20, initial=page
            )
            self.fields[f"quote-{number}"] = forms.CharField(
                label=_("Kutipan"),
                required=False,
                max_length=1_000,
                initial=words,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def quote_rows(
        self,
    ) -> list[tuple[Document, forms.BoundField, forms.BoundField]]:
        """Each document with its two fields."""
        return [
            (
                one,
                self[f"page-{one.evidence.number}"],
                self[f"quote-{one.evidence.number}"],
            )
            for one in self.documents
        ]

    def clean(self) -> None:
        """A page that the file does not have is a slip of the pen."""
        for document, page, _words in self.quote_rows:
            asked = str(self.cleaned_data.get(page.name, "")).strip()
            last = document.latest.file.pages if document.latest else None
            if last and asked.isdecimal() and not 1 <= int(asked) <= last:
                sentence = _("B%(number)s hanya punya %(last)s halaman.")
                values = {"number": document.evidence.number, "last": last}
                self.add_error(page.name, sentence % values)

    def judgement(self) -> Judgement:
        """What was sent, for a form that is valid."""
        data = self.cleaned_data
        level = data["level"]
        known = level not in ("", INSUFFICIENT)
        return Judgement(
            level=Decimal(level) if known else None,
            insufficient=level == INSUFFICIENT,
            confidence=data["confidence"],
            reason=data["reason"],
            quotes=list(self._quotes()),
        )

    def _quotes(self) -> list[Quote]:
        data = self.cleaned_data
        found = []
        for document in self.documents:
            number, version = document.evidence.number, document.latest
            words, page = data[f"quote-{number}"], data[f"page-{number}"]
            if version and (words or page):
                found.append(Quote(version, page, words))
        return found


def _initial(score: Score | None) -> dict[str, object]:
    if score is None:
        return {"version": 0}
    level = "" if score.level is None else f"{score.level.normalize():f}"
    return {
        "version": score.version,
        "level": INSUFFICIENT if score.insufficient else level,
        "confidence": score.confidence,
        "reason": score.reason,
    }


def _cited(score: Score | None) -> dict[int, tuple[str, str]]:
    if score is None:
        return {}
    return {
        one.evidence_version.evidence_id: (one.page, one.quote)
        for one in score.citations.all()
    }
