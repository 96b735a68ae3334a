"""Parse which goal an element serves, how strongly, and why."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from menuju.plans.models import Goal, GoalLink
from menuju.plans.queries.alignment import SLUGS, Element

LONGEST_REASON = 2_000


class WhyForm(forms.Form):
    """Strength and justification; ``seen`` is the mark of what they were written upon."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    strength = forms.TypedChoiceField(
        label=_("Kekuatan"),
        coerce=int,
        choices=GoalLink.Strength.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih kekuatan tautannya.")},
    )
    justification = forms.CharField(
        label=_("Alasan"),
        help_text=_(
            "Satu atau dua kalimat: bagaimana unsur ini menggerakkan tujuannya."
        ),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tuliskan alasannya.")},
    )

    @property
    def why(self) -> tuple[int, str]:
        """For a form that is valid."""
        return self.cleaned_data["strength"], self.cleaned_data["justification"]


class GoalChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Goal) -> str:
        return f"{obj.code} {obj.text}"[:140]


class ToGoalForm(WhyForm):
    """Which goal one element serves."""

    goal = GoalChoice(
        Goal.objects.none(),
        label=_("Tujuan atau sasaran"),
        empty_label=_("Belum dipilih"),
        error_messages={"required": _("Pilih tujuan atau sasaran.")},
    )
    field_order = ("goal",)

    def __init__(self, goals: QuerySet[Goal], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["goal"].queryset = goals  # type: ignore[attr-defined]


class FromElementForm(WhyForm):
    """Which element serves one goal; the value is the kind and the key."""

    element = forms.ChoiceField(
        label=_("Unsur masterplan"),
        error_messages={"required": _("Pilih unsur masterplan.")},
    )
    field_order = ("element",)

    def __init__(
        self, elements: Sequence[Element], data: QueryDict | None = None
    ) -> None:
        super().__init__(data)
        labels = dict(GoalLink.Element.choices)
        groups: list[Any] = [("", _("Pilih"))]
        for kind in SLUGS.values():
            rows = [
                (f"{one.kind}:{one.key}", one.name[:140])
                for one in elements
                if one.kind == kind
            ]
            groups += [(labels[kind], rows)] if rows else []
        self.fields["element"].choices = groups  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[str, UUID]:
        """Kind and key, for a form that is valid."""
        kind, _colon, key = self.cleaned_data["element"].partition(":")
        return kind, UUID(key)
