"""Parse what an editor sends, one form for each kind of paragraph."""

from collections.abc import Sequence
from typing import Any, ClassVar, TypeAlias

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import User
from menuju.plans.models import Chapter
from menuju.plans.models.markup import MarkupError, markup_of, read, read_all
from menuju.plans.models.text import Content, DataBlock, Figure, Heading, TableOf
from menuju.plans.queries.block_choices import BlockChoices

Files: TypeAlias = MultiValueDict[str, Any]


class ParagraphForm(forms.Form):
    """What every kind sends: the save it was written upon, and where a new one goes."""

    kind: ClassVar[str]
    seen = forms.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput
    )
    after = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    @property
    def whole(self) -> Content:
        """Everything as one paragraph, for a form that is valid."""
        raise NotImplementedError

    @property
    def parts(self) -> tuple[Content, ...]:
        """The paragraphs that it divides into."""
        return (self.whole,)

    @property
    def seen_save(self) -> int:
        return self.cleaned_data["seen"] or 0


class MarkupForm(ParagraphForm):
    """A text area read by the marks of ``kind``."""

    def clean_text(self) -> str:
        """Say what is wrong with the text, at the text."""
        typed: str = self.cleaned_data["text"]
        try:
            self._read = read(self.kind, typed)
        except MarkupError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return typed

    @property
    def whole(self) -> Content:
        """The text as one paragraph."""
        return self._read


class TextForm(MarkupForm):
    kind = "text"
    text = forms.CharField(
        label=_("Naskah"),
        widget=forms.Textarea(attrs={"rows": 8, "data-markup": "text"}),
        error_messages={"required": _("Tuliskan naskahnya, atau tekan Tutup.")},
    )

    def clean_text(self) -> str:
        """Also everything that it divides into."""
        typed = super().clean_text()
        try:
            self._parts = tuple(read_all(typed))
        except MarkupError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return typed

    @property
    def parts(self) -> tuple[Content, ...]:
        """Divided at empty lines and where a heading, list or table begins."""
        return self._parts


class HeadingForm(MarkupForm):
    kind = "heading"
    text = forms.CharField(
        label=_("Judul"),
        max_length=300,
        error_messages={"required": _("Tuliskan judulnya.")},
    )
    level = forms.TypedChoiceField(
        label=_("Tingkat"),
        coerce=int,
        choices=[(2, _("Subbab")), (3, _("Bagian subbab"))],
        widget=forms.RadioSelect,
        initial=2,
        error_messages={"required": _("Pilih tingkat judulnya.")},
    )

    @property
    def whole(self) -> Content:
        """The heading at its level."""
        return self._read.model_copy(update={"level": self.cleaned_data["level"]})


class ListForm(MarkupForm):
    kind = "list"
    text = forms.CharField(
        label=_("Daftar"),
        help_text=_("Satu baris untuk satu butir. Awali dengan - atau 1."),
        widget=forms.Textarea(attrs={"rows": 8, "data-markup": "list"}),
        error_messages={"required": _("Tuliskan sedikitnya satu butir.")},
    )


class TableForm(MarkupForm):
    kind = "table"
    caption = forms.CharField(
        label=_("Judul tabel"),
        max_length=300,
        required=False,
        help_text=_("Sebutkan sumber dan tahunnya."),
    )
    text = forms.CharField(
        label=_("Isi tabel"),
        help_text=_(
            "Satu baris untuk satu baris tabel, sel dipisahkan tanda |. Baris --- di bawah "
            "baris pertama menjadikannya kepala tabel. Tabel dari Excel dapat ditempel."
        ),
        widget=forms.Textarea(
            attrs={"rows": 10, "data-markup": "table", "class": "cells", "wrap": "off"}
        ),
        error_messages={"required": _("Isi sedikitnya satu sel tabel.")},
    )

    @property
    def whole(self) -> Content:
        """The table with its caption."""
        return self._read.model_copy(update={"caption": self.cleaned_data["caption"]})


class FigureForm(ParagraphForm):
    """A picture; ``file`` may stay away where there is one already (``kept``)."""

    kind = "figure"
    file = forms.FileField(
        label=_("Gambar"),
        help_text=_("PNG atau JPG, paling besar 5 MB."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
        error_messages={"required": _("Pilih gambar yang akan diunggah.")},
    )
    caption = forms.CharField(
        label=_("Judul gambar"),
        max_length=300,
        help_text=_("Sebutkan sumber dan tahunnya."),
        error_messages={"required": _("Tuliskan judul gambarnya.")},
    )
    alt = forms.CharField(
        label=_("Gambar dalam kata-kata"),
        max_length=600,
        help_text=_("Apa yang terlihat, untuk pembaca yang tidak dapat melihatnya."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Ceritakan isi gambarnya dalam kata-kata.")},
    )

    def require(self) -> None:
        """A new figure needs its picture; a stored one keeps the one it has."""
        self.fields["file"].required = "kept" not in self.initial

    def figure(self, sha256: str | None) -> Figure:
        """The figure with the picture of this hash, or the one it had."""
        words = {name: self.cleaned_data[name] for name in ("caption", "alt")}
        return Figure(file=sha256 or self.initial["kept"], **words)


class BlockForm(ParagraphForm):
    """Which data is drawn here."""

    kind = "block"
    block = forms.ChoiceField(
        label=_("Data yang ditampilkan"),
        help_text=_("Isinya selalu mengikuti data masterplan."),
        error_messages={"required": _("Pilih data yang ditampilkan.")},
    )

    def offer(self, choices: BlockChoices) -> None:
        """The data that this masterplan has to show."""
        self._choices = choices
        options = [("", _("Pilih")), *choices.groups]
        self.fields["block"].choices = options  # type: ignore[attr-defined]
        if stored := self.initial.get("stored"):
            self.initial["block"] = choices.value_of(*stored)

    @property
    def whole(self) -> Content:
        """The code, and which one of it."""
        code, key = self._choices.targets[self.cleaned_data["block"]]
        return DataBlock(code=code, key=key)


FORMS: dict[str, type[ParagraphForm]] = {
    one.kind: one
    for one in (TextForm, HeadingForm, ListForm, TableForm, FigureForm, BlockForm)
}
KINDS = (
    ("text", _("Alinea")),
    ("heading", _("Judul")),
    ("list", _("Daftar")),
    ("table", _("Tabel")),
    ("figure", _("Gambar")),
    ("block", _("Data masterplan")),
)
BLANK_TABLE = "| Kolom 1 | Kolom 2 |\n|---|---|\n|  |  |"


def form_for(
    kind: str,
    content: Content | None = None,
    data: QueryDict | None = None,
    files: Files | None = None,
) -> ParagraphForm:
    """The form of a kind, filled with what is stored."""
    form = FORMS.get(kind, TextForm)
    initial = typed_of(content) if content else {}
    if kind == "table" and content is None:
        initial = {"text": BLANK_TABLE}
    made = form(data, files, initial=initial)
    if isinstance(made, FigureForm):
        made.require()
    return made


def typed_of(content: Content) -> dict[str, Any]:
    """What is stored, as it is typed into the fields of its form."""
    typed = {"text": markup_of(content)}
    if isinstance(content, Heading):
        return {"text": typed["text"].lstrip("#").strip(), "level": content.level}
    if isinstance(content, TableOf):
        return typed | {"caption": content.caption}
    if isinstance(content, Figure):
        return {"kept": content.file, "caption": content.caption, "alt": content.alt}
    if isinstance(content, DataBlock):
        return {"stored": (content.code, content.key)}
    return typed


class OwnersForm(forms.Form):
    """Who answers for each chapter."""

    def __init__(
        self,
        chapters: Sequence[Chapter],
        planners: Sequence[User],
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data)
        for chapter in chapters:
            people = {one.pk: one.person.name for one in planners}
            if chapter.owner:
                people.setdefault(chapter.owner.pk, chapter.owner.person.name)
            self.fields[f"chapter-{chapter.pk}"] = forms.TypedChoiceField(
                label=chapter.title,
                coerce=int,
                required=False,
                empty_value=None,
                choices=[("", _("Belum ada")), *people.items()],
                initial=chapter.owner_id,
            )

    def owner_of(self, chapter: Chapter) -> int | None:
        """The account chosen for a chapter, for a form that is valid."""
        chosen: int | None = self.cleaned_data[f"chapter-{chapter.pk}"]
        return chosen
