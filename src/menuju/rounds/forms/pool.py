"""Parse who is available for a round, and what a proposal is asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Person
from menuju.rounds.actions.pool import CAPACITIES, Room
from menuju.rounds.forms.rounds import LARGEST_FILE
from menuju.rounds.models import PoolMember, Round
from menuju.rounds.queries.pool import elements_of
from menuju.rounds.queries.proposals import Ask
from menuju.scoring.raters.completion import MOST_ANCHORS

FEWEST = "sedikit"
HIGHEST_SEED = 999_999


class RoomForm(forms.Form):
    """A capacity, and the elements that somebody knows best."""

    capacity = forms.IntegerField(
        label=_("Kapasitas"),
        help_text=_("Paling banyak berapa daerah untuk satu orang, termasuk jangkar."),
        min_value=CAPACITIES[0],
        max_value=CAPACITIES[-1],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        error_messages={
            "required": _("Tulis kapasitas dari 1 sampai 999 daerah."),
            "invalid": _("Tulis kapasitas dari 1 sampai 999 daerah."),
            "min_value": _("Tulis kapasitas dari 1 sampai 999 daerah."),
            "max_value": _("Tulis kapasitas dari 1 sampai 999 daerah."),
        },
    )
    topics = forms.MultipleChoiceField(
        label=_("Unsur yang dikuasai"),
        help_text=_("Kosong berarti semua unsur."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        round_: Round,
        data: object = None,
        member: PoolMember | None = None,
    ) -> None:
        initial = (
            {"capacity": member.capacity, "topics": member.topics} if member else {}
        )
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        choices = [(c, str(n.title)) for c, n in elements_of(round_).items()]
        self.fields["topics"].choices = choices  # type: ignore[attr-defined]

    def room(self) -> Room:
        """What was said, for a form that is valid."""
        data = self.cleaned_data
        return Room(data["capacity"], tuple(data["topics"]))


class TakeInForm(RoomForm):
    """Some of those who may assess, or all of them."""

    everybody = forms.BooleanField(
        label=_("Ambil semua yang belum ada dalam kumpulan"), required=False
    )
    people = forms.MultipleChoiceField(
        label=_("Orang"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("everybody", "people", "capacity", "topics")

    def __init__(
        self, round_: Round, people: list[Person], data: object = None
    ) -> None:
        super().__init__(round_, data)
        self._people = {str(person.pk): person for person in people}
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (key, _said(person)) for key, person in self._people.items()
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("everybody") and not data.get("people"):
            self.add_error("people", gettext("Pilih paling sedikit satu orang."))
        return data

    def chosen(self) -> list[Person]:
        """The people, for a form that is valid."""
        data = self.cleaned_data
        keys = list(self._people) if data["everybody"] else data["people"]
        return [self._people[key] for key in keys]


class ProposalForm(forms.Form):
    """How many anchors, and the seed by which the draw can be repeated."""

    anchors = forms.ChoiceField(
        label=_("Daerah jangkar baru"),
        help_text=_(
            "Jangkar dinilai oleh semua asesor, sehingga keketatan mereka dapat dibandingkan."
        ),
        choices=[
            (FEWEST, _("Sesedikit mungkin, asal semua asesor terhubung")),
            *((str(n), str(n)) for n in range(MOST_ANCHORS + 1)),
        ],
        initial=FEWEST,
    )
    seed = forms.IntegerField(
        label=_("Benih undian"),
        help_text=_(
            "Benih yang sama dengan keadaan yang sama memberi usulan yang sama. Setiap usulan tercatat."
        ),
        min_value=0,
        max_value=HIGHEST_SEED,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        error_messages={
            "required": _("Tulis angka bulat dari 0 sampai 999999."),
            "invalid": _("Tulis angka bulat dari 0 sampai 999999."),
            "min_value": _("Tulis angka bulat dari 0 sampai 999999."),
            "max_value": _("Tulis angka bulat dari 0 sampai 999999."),
        },
    )

    def ask(self) -> Ask:
        """What was asked for, by a form that is valid."""
        said = self.cleaned_data["anchors"]
        return Ask(self.cleaned_data["seed"], None if said == FEWEST else int(said))


class SmallFileForm(forms.Form):
    """A table, not larger than anybody fills in by hand."""

    def clean_file(self) -> Any:  # noqa: ANN401 -- as Django's field
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                gettext("“%(name)s” lebih besar dari 5 MB. Bagi berkasnya.")
                % {"name": file.name}
            )
        return file


class PoolTableForm(SmallFileForm):
    file = forms.FileField(
        label=_("Berkas CSV atau XLSX"),
        help_text=_(
            "Pakai berkas unduhan. Kolom yang dibaca: nomor, kapasitas, unsur. Paling besar 5 MB."
        ),
        error_messages={"required": _("Pilih berkas CSV atau XLSX.")},
    )


class PanelTableForm(SmallFileForm):
    file = forms.FileField(
        label=_("Berkas CSV atau XLSX"),
        help_text=_(
            "Pakai berkas unduhan. Kolom yang dibaca: kode, nomor. Daerah yang tidak ada dalam berkas tidak berubah. Paling besar 5 MB."
        ),
        error_messages={"required": _("Pilih berkas CSV atau XLSX.")},
    )
    reason = forms.CharField(
        label=_("Alasan penarikan"),
        help_text=_("Diperlukan bila berkas ini menarik tugas dari seseorang."),
        required=False,
        max_length=500,
    )


def _said(person: Person) -> str:
    body = person.institution.short_name if person.institution else "–"
    return f"{person.name} · {body}"
