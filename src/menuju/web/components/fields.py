"""Forms: the error summary, and fields with hint and error at the place of the error."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django import template
from django.utils.translation import gettext

from menuju.web.components.parts import read

register = template.Library()
Form = Any  # django.forms is imported by the forms of a slice alone


class Wrong(NamedTuple):
    """One line of the summary: the sentence, and the control it leads to."""

    anchor: str
    sentence: str


def flat(items: Iterable[Form]) -> Iterator[Form]:
    """Forms, and the forms of form sets; what is not there is left out."""
    for item in items:
        if item:
            yield from getattr(item, "forms", [item])


def wrongs(form: Form) -> Iterator[Wrong]:
    for sentence in form.non_field_errors():
        yield Wrong("", str(sentence))
    for bound in form:
        anchor = bound.id_for_label or f"{bound.auto_id}_0"
        for error in bound.errors.as_data():
            (sentence,) = error.messages
            named = (
                f"{bound.label}: {sentence}" if is_general(bound, error) else sentence
            )
            yield Wrong("" if bound.is_hidden else anchor, named)


def is_general(bound: Any, error: Any) -> bool:  # noqa: ANN401 -- a BoundField, its error
    """Whether a sentence would fit any field, so that the summary has to name this one."""
    if error.code is None or bound.is_hidden:
        return False
    kind = type(bound.field)
    general = [getattr(one, "default_error_messages", {}) for one in kind.__mro__]
    own = bound.field.error_messages.get(error.code)
    return own is None or any(own == one.get(error.code) for one in general)


@register.inclusion_tag("web/parts/error_summary.html")
def error_summary(*items: Form) -> dict[str, Any]:
    """What has to be mended, in the order of the page, each line a link to its field."""
    return {"wrongs": [wrong for form in flat(items) for wrong in wrongs(form)]}


@register.simple_tag
def error_title(*items: Form) -> str:
    """The word before the page title when something has to be mended."""
    return gettext("Galat: ") if any(form.errors for form in flat(items)) else ""


def described(bound: Any) -> dict[str, Any]:  # noqa: ANN401 -- a BoundField
    kind = getattr(bound.field.widget, "input_type", "")
    return {
        "bound": bound,
        "described": bound.aria_describedby,
        "fieldset": bound.use_fieldset and kind in ("radio", "checkbox"),
        "counts": "data-count" in bound.field.widget.attrs,
        "inline": kind == "checkbox" and not bound.use_fieldset,
    }


@register.inclusion_tag("web/parts/field.html")
def field(bound: Any) -> dict[str, Any]:  # noqa: ANN401 -- a BoundField
    """Label, hint, error and control of one field; what was typed stays."""
    return described(bound)


@register.inclusion_tag("web/parts/fields.html")
def fields(form: Form) -> dict[str, Any]:
    return {"form": form, "visible": [described(one) for one in form.visible_fields()]}


def choices(bound: Any, descriptors: Iterable[Any]) -> Iterator[dict[str, Any]]:  # noqa: ANN401 -- a BoundField
    """Each choice of a radio field with the descriptor of its level."""
    texts = {
        str(read(level, "value")): read(level, "descriptor") for level in descriptors
    }
    for widget in bound.subwidgets:
        value = str(widget.data["value"])
        if value:
            text = texts.get(value, widget.data["label"])
            mark = value if value[:1].isdigit() else ""
            yield {"data": widget.data, "value": value, "text": text, "mark": mark}


@register.inclusion_tag("web/parts/levels.html")
def levels(bound: Any, descriptors: Iterable[Any] = ()) -> dict[str, Any]:  # noqa: ANN401 -- a BoundField
    """The large cards of the scoring screen, one per level."""
    return described(bound) | {"choices": list(choices(bound, descriptors))}


@register.inclusion_tag("web/parts/segmented.html")
def segmented(bound: Any) -> dict[str, Any]:  # noqa: ANN401 -- a BoundField
    """Three or four choices in one row."""
    return described(bound) | {"choices": list(choices(bound, ()))}
