"""Parse what a region sends: a reply to the invitation, and the page of one item."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.instruments.models.tree import Node
from menuju.rounds.actions.answers import Content
from menuju.rounds.actions.entries import Entry, Support
from menuju.rounds.actions.evidence import Upload
from menuju.rounds.models import Evidence
from menuju.rounds.queries.answers import Line
from menuju.rounds.queries.evidence import Document

PAGES = re.compile(r"\d+(\s*[-–]\s*\d+)?(\s*,\s*\d+(\s*[-–]\s*\d+)?)*")
DATES = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.xlsx,.docx"


class ManyFilesInput(forms.ClearableFileInput):
    """A file control that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; their content is judged when they are stored."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":  # noqa: ANN401, ARG002 -- as Django's field
        return list(data or [])


def effective_date() -> forms.DateField:
    """The day from which a document is in force."""
    return forms.DateField(
        label=_("Berlaku sejak"),
        required=False,
        input_formats=DATES,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "invalid": _("Tulis tanggal seperti 21/02/2019, atau kosongkan.")
        },
    )


def pages_field(**options: Any) -> forms.CharField:  # noqa: ANN401 -- as Django's field
    """Page numbers as people write them: 3, 5–7."""
    return forms.RegexField(
        PAGES,
        label=_("Halaman"),
        required=False,
        max_length=40,
        error_messages={
            "invalid": _("Tulis nomor halaman seperti 3, 5–7, atau kosongkan.")
        },
        **options,
    )


def quote_field(**options: Any) -> forms.CharField:  # noqa: ANN401 -- as Django's field
    """The words in the document that say it."""
    return forms.CharField(
        label=_("Kutipan"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        **options,
    )


class ReplyForm(forms.Form):
    reply = forms.ChoiceField(
        label=_("Jawaban daerah"),
        choices=[("yes", _("Ikut serta")), ("no", _("Tidak ikut serta"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih ikut serta atau tidak ikut serta")},
    )
    reason = forms.CharField(
        label=_("Alasan (wajib bila tidak ikut serta)"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("reply") == "no" and not data.get("reason"):
            self.add_error("reason", _("Tuliskan alasan daerah tidak ikut serta."))
        return data


@dataclass(frozen=True, slots=True)
class LevelCard:
    """One level to choose."""

    value: str
    descriptor: str
    evidence: str
    is_chosen: bool


class ItemForm(forms.Form):
    """One item: level and text, files, and the pages and words of each document.

    The documents that already support the item bring two fields each, ``pages-3`` and
    ``quote-3`` for B3; ``link`` adds another document of the region.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    level = forms.TypedChoiceField(
        label=_("Nilai menurut daerah"),
        required=False,
        coerce=Decimal,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Pilih satu nilai dari daftar.")},
    )
    narrative = forms.CharField(
        label=_("Penjelasan"),
        help_text=_("Apa yang sudah berjalan, sejak kapan, dan di mana buktinya."),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    attachments = ManyFilesField(
        label=_("Unggah bukti"),
        help_text=_(
            "PDF, JPG, PNG, XLSX, atau DOCX; paling besar 10 MB per berkas. Boleh beberapa sekaligus."
        ),
        required=False,
        widget=ManyFilesInput(attrs={"accept": ACCEPTED}),
    )
    effective_on = effective_date()
    link = forms.ChoiceField(label=_("Pakai berkas yang sudah ada"), required=False)
    link_pages = pages_field()
    link_quote = quote_field()

    def __init__(
        self,
        line: Line,
        documents: list[Document],
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
    ) -> None:
        super().__init__(data, files, initial=_initial(line))
        self.documents = {str(one.evidence.number): one.evidence for one in documents}
        self.line = line
        self.fields["level"].choices = level_choices(line.node)  # type: ignore[attr-defined]
        self.supporting = [one for one in documents if one.claim_for(line.node.code)]
        for document in self.supporting:
            self._add_support(document)
        self.fields["link"].choices = _linkable(documents, self.supporting)  # type: ignore[attr-defined]

    @property
    def support_rows(
        self,
    ) -> Iterable[tuple[Document, forms.BoundField, forms.BoundField]]:
        """Each supporting document with its fields for pages and words."""
        for document in self.supporting:
            number = document.evidence.number
            yield document, self[f"pages-{number}"], self[f"quote-{number}"]

    @property
    def level_cards(self) -> list[LevelCard]:
        """The levels as cards: what each means and what must be shown for it."""
        chosen = str(self["level"].value() or "")
        levels = self.line.node.item.levels if self.line.node.item else ()
        proof = {f"{one.value:f}": str(one.evidence) for one in levels}
        return [
            LevelCard(value, text, proof.get(value, ""), value == chosen)
            for value, text in level_choices(self.line.node)
        ]

    def entry(self, action: str) -> Entry:
        """What was sent, for a form that is valid."""
        data = self.cleaned_data
        verb, _sep, number = action.partition(":")
        unlink = self.documents.get(number) if verb == "unlink" else None
        return Entry(
            content=self.content(action),
            version=data["version"],
            uploads=[
                Upload(file, file.name or "", data["effective_on"])
                for file in data["attachments"]
            ],
            supports=[one for one in self._supports() if one.evidence != unlink],
            unlink=unlink,
            copy=verb == "copy",
        )

    def content(self, action: str = "") -> Content:
        """The answer itself; "save and continue" holds it to be finished."""
        data = self.cleaned_data
        content = Content(level=data["level"], narrative=data["narrative"])
        if action == "continue":
            content["done"] = data["level"] is not None and bool(data["narrative"])
        return content

    def missing(self) -> list[str]:
        """What a finished answer still needs, for a form that is valid."""
        scale = self.line.node.scale
        wanted = []
        if self.cleaned_data["level"] is None:
            wanted.append(
                gettext("Pilih nilai %(low)s sampai %(high)s.")
                % {"low": scale.min, "high": scale.max}
            )
        if not self.cleaned_data["narrative"]:
            wanted.append(gettext("Tuliskan penjelasan untuk nilai yang Anda pilih"))
        return wanted

    def _add_support(self, document: Document) -> None:
        claim = document.claim_for(self.line.node.code)
        if claim is None:
            return
        number = document.evidence.number
        self.fields[f"pages-{number}"] = pages_field(initial=claim.pages)
        self.fields[f"quote-{number}"] = quote_field(initial=claim.quote)

    def _supports(self) -> Iterable[Support]:
        data = self.cleaned_data
        for number, evidence in self.documents.items():
            if f"pages-{number}" in data:
                pages, quote = data[f"pages-{number}"], data[f"quote-{number}"]
                yield Support(evidence, pages, quote)
        if data["link"]:
            evidence = self.documents[data["link"]]
            yield Support(evidence, data["link_pages"], data["link_quote"])


def level_choices(node: Node) -> list[tuple[str, str]]:
    """The levels of an item with their descriptors; the bare scale if it has none."""
    if node.item and node.item.levels:
        return [(f"{one.value:f}", str(one.descriptor)) for one in node.item.levels]
    scale = node.scale
    steps = int((scale.max - scale.min) / scale.step) + 1
    values = (scale.min + scale.step * step for step in range(steps))
    return [(f"{value:f}", "") for value in values]


def _initial(line: Line) -> dict[str, object]:
    answer = line.answer
    if answer is None:
        return {"version": 0}
    level = answer.level
    return {
        "version": answer.version,
        "level": None if level is None else f"{level.normalize():f}",
        "narrative": answer.narrative,
    }


def _linkable(
    documents: list[Document], supporting: list[Document]
) -> list[tuple[str, str]]:
    others: list[Evidence] = [
        one.evidence for one in documents if one not in supporting
    ]
    choices = [(str(one.number), f"B{one.number} {one.title}") for one in others]
    return [("", gettext("Pilih berkas")), *choices]
