"""Parse comments, suggestions and what is decided on them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.plans.models import Paragraph
from menuju.plans.models.markup import MarkupError, markup_of, read
from menuju.plans.models.text import (
    LONGEST,
    Content,
    DataBlock,
    Figure,
    TableOf,
    content_of,
)
from menuju.plans.queries.remarks import is_in, words_of

LONGEST_COMMENT = 4_000
LONGEST_QUOTE = 1_000
LONGEST_REASON = 1_000


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Jawaban"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis jawabannya.")},
    )


class CommentForm(forms.Form):
    """A comment on ``paragraph``; the quote must be words of it."""

    quote = forms.CharField(
        label=_("Kata yang dimaksud"),
        help_text=_("Salin dari alinea di atas. Kosongkan bila tentang seluruhnya."),
        max_length=LONGEST_QUOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    text = forms.CharField(
        label=_("Komentar"),
        help_text=_("Apa yang perlu diperbaiki, atau yang ingin Anda tanyakan."),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tulis komentarnya.")},
    )

    def __init__(self, paragraph: Paragraph, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.words = words_of(paragraph)
        if not self.words:
            del self.fields["quote"]

    def clean_quote(self) -> str:
        quote: str = self.cleaned_data["quote"].strip()
        if not is_in(quote, self.words):
            text = gettext(
                "Kata ini tidak ada di alinea. Salin persis dari teks di atas, atau "
                "kosongkan."
            )
            raise ValidationError(text)
        return quote

    @property
    def said(self) -> dict[str, str]:
        """For a form that is valid."""
        return {
            "text": self.cleaned_data["text"],
            "quote": self.cleaned_data.get("quote", ""),
        }


class WordingForm(forms.Form):
    """Another wording of a paragraph, typed with the marks of its kind.

    ``seen`` is the number of the save it was written upon.
    """

    seen = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput
    )
    text = forms.CharField(
        label=_("Naskah"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Naskah tidak boleh kosong.")},
    )

    def __init__(
        self, paragraph: Paragraph, text: str, data: QueryDict | None = None
    ) -> None:
        super().__init__(data, initial={"seen": paragraph.version, "text": text})
        self.content = content_of(paragraph.content)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        try:
            written = read(self.content.type, text)
        except MarkupError as refusal:
            raise ValidationError(str(refusal)) from refusal
        if isinstance(written, TableOf) and isinstance(self.content, TableOf):
            written = written.model_copy(update={"caption": self.content.caption})
        self.written = written
        return text

    @property
    def what(self) -> tuple[Content, int]:
        """What was written and upon which save, for a form that is valid."""
        return self.written, self.cleaned_data["seen"]


class SuggestionForm(WordingForm):
    """A suggestion: it differs from what stands there, and may say why."""

    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Dibaca oleh yang memutuskan."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, paragraph: Paragraph, data: QueryDict | None = None) -> None:
        super().__init__(paragraph, markup_of(content_of(paragraph.content)), data)
        self.fields["text"].label = _("Naskah yang Anda usulkan")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if "text" in found and self.written == self.content:
            text = gettext(
                "Naskah ini sama dengan yang sekarang. Ubah dulu kata-katanya."
            )
            self.add_error("text", text)
        return found


class DeclineForm(forms.Form):
    answer = forms.CharField(
        label=_("Alasan tidak diterima"),
        help_text=_("Dibaca oleh pengusul."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis alasannya untuk pengusul.")},
    )


def can_be_reworded(content: Content) -> bool:
    """Whether a paragraph is words that somebody may suggest others for."""
    return not isinstance(content, Figure | DataBlock)
