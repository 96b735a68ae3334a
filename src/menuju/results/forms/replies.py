"""Parse a reply, its answer, and what a board of replies is asked for."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from menuju.results.queries.replies import Asked, Told
from menuju.rounds.actions.evidence import Upload
from menuju.rounds.actions.replies import Contest, Verdict
from menuju.rounds.models import Reply, ReplyDraft
from menuju.rounds.queries.evidence import Document
from menuju.rounds.queries.replies import SHORTEST_TEXT, Point

LONGEST = 10_000
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.xlsx,.docx"
STATES = (Reply.State.UPHELD, Reply.State.PARTLY, Reply.State.DISMISSED)


class ManyFilesInput(forms.ClearableFileInput):
    """A file control that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; their content is judged when they are stored."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":  # noqa: ANN401, ARG002 -- as Django's field
        return list(data or [])


class ContestForm(forms.Form):
    """One point: the level asked for, why, and what proves it.

    A draft may be saved unfinished.
    """

    asked = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": gettext_lazy("Pilih satu dari daftar."),
            "required": gettext_lazy("Pilih yang diminta daerah."),
        },
    )
    text = forms.CharField(
        label=gettext_lazy("Apa yang keliru, dan apa buktinya"),
        max_length=LONGEST,
        help_text=gettext_lazy("Sedikitnya 40 huruf. Sebut berkas dan halamannya."),
        widget=forms.Textarea(attrs={"rows": 6, "data-count": SHORTEST_TEXT}),
        error_messages={
            "required": gettext_lazy("Tuliskan apa yang keliru dan apa buktinya.")
        },
    )
    versions = forms.MultipleChoiceField(
        label=gettext_lazy("Bukti yang sudah ada"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Pilih berkas daerah Anda sendiri.")
        },
    )
    attachments = ManyFilesField(
        label=gettext_lazy("Unggah bukti baru"),
        required=False,
        help_text=gettext_lazy(
            "PDF, JPG, PNG, XLSX, atau DOCX; paling besar 10 MB per berkas. Boleh beberapa sekaligus."
        ),
        widget=ManyFilesInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(
        self,
        point: Point,
        documents: list[Document],
        draft: ReplyDraft | None = None,
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
    ) -> None:
        kept = {"asked": draft.asked, "text": draft.text} if draft else {}
        super().__init__(data, files, initial=kept)
        latest = [one.latest for one in documents if one.latest]
        self.known = {str(one.pk): one for one in latest}
        self._offer(point)
        self.fields["versions"].choices = [  # type: ignore[attr-defined]
            (key, f"B{one.evidence.number} {one.evidence.title} (v{one.number})")
            for key, one in self.known.items()
        ]
        if data and data.get("action") == "draft":
            self.fields["asked"].required = self.fields["text"].required = False
        if not latest:
            del self.fields["versions"]

    def _offer(self, point: Point) -> None:
        is_item = point.subject == Reply.Subject.ITEM
        self.fields["asked"].label = (
            _("Nilai yang diminta") if is_item else _("Kehadiran yang sebenarnya")
        )
        self.fields["asked"].choices = [  # type: ignore[attr-defined]
            _choice(value, words) for value, words in point.choices
        ]

    def clean_text(self) -> str:
        """Too short to send; a draft may be."""
        text: str = self.cleaned_data["text"].strip()
        if self.fields["text"].required and len(text) < SHORTEST_TEXT:
            said = _("Alasan minimal %(least)d huruf. Sekarang %(length)d huruf.")
            raise forms.ValidationError(
                said % {"least": SHORTEST_TEXT, "length": len(text)}
            )
        return text

    @property
    def contest(self) -> Contest:
        """What was sent, for a form that is valid."""
        data = self.cleaned_data
        return Contest(
            text=data["text"],
            asked=data["asked"],
            versions=[self.known[key] for key in data.get("versions", ())],
            uploads=[Upload(file, file.name or "") for file in data["attachments"]],
        )


class AnswerReplyForm(forms.Form):
    """Upheld, in part or not; the new level, and why."""

    state = forms.ChoiceField(
        label=gettext_lazy("Jawaban atas sanggahan ini"),
        choices=[(one.value, one.label) for one in STATES],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy(
                "Pilih diterima, diterima sebagian, atau tidak diterima."
            )
        },
    )
    level = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Pilih satu dari daftar.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=LONGEST,
        help_text=gettext_lazy(
            "Sedikitnya 40 huruf. Daerah membacanya; nama Anda tidak disebut."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "data-count": SHORTEST_TEXT}),
        error_messages={"required": gettext_lazy("Tuliskan jawaban dan alasannya.")},
    )
    is_precedent = forms.BooleanField(
        label=gettext_lazy("Simpan sebagai preseden bagi musyawarah berikutnya"),
        required=False,
        help_text=gettext_lazy("Tanpa nama daerah. Hanya untuk yang diterima."),
    )

    def __init__(self, told: Told, data: QueryDict | None = None) -> None:
        super().__init__(data)
        point = told.point
        is_item = told.reply.subject == Reply.Subject.ITEM
        self.fields["level"].label = _("Nilai baru") if is_item else _("Kehadiran baru")
        self.fields["level"].help_text = _(
            "Kosongkan bila tidak diterima. Berlaku: %(before)s. Diminta: %(asked)s."
        ) % {"before": told.before, "asked": told.asked}
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            ("", _("tidak berubah")),
            *(
                _choice(value, words)
                for value, words in (point.choices if point else ())
            ),
        ]
        if not is_item:
            del self.fields["is_precedent"]

    @property
    def verdict(self) -> Verdict:
        """What was sent, for a form that is valid."""
        data = self.cleaned_data
        return Verdict(
            state=data["state"],
            answer=data["answer"],
            level=data["level"],
            is_precedent=data.get("is_precedent", False),
        )


def _choice(value: str, words: str) -> tuple[str, str]:
    is_level = value[:1].isdigit() or value.startswith("-")
    label = f"{value} – {words}" if is_level and words else words or value
    return value, label


def asked_of(given: QueryDict) -> Asked:
    """What the address asks of the board."""
    return Asked(given.get("keadaan", ""), given.get("kata", "").strip())
