"""What the browser sends about mail."""

from typing import Any

from django import forms

from menuju.messages.models import USUAL, Group, Way


class WaysForm(forms.Form):
    """One choice for each group that leaves one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        for group in USUAL:
            if group != Group.OFFICIAL:
                self.fields[group.value] = forms.ChoiceField(
                    label=group.label, choices=Way.choices, widget=forms.RadioSelect
                )
