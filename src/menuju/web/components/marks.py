"""Marks beside a figure or a record: simulated, proposed, sourced, and its state."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from menuju.web.components.citations import cite

register = template.Library()
_ = gettext_lazy

NOTHING = SafeString("")
STATES: dict[str, tuple[str, str | Promise]] = {
    "not_started": ("planned", _("Belum dimulai")),
    "in_progress": ("progress", _("Dikerjakan")),
    "evidence_missing": ("risk", _("Bukti kurang")),
    "complete": ("", _("Selesai")),
    "blocked": ("", _("Belum bisa dimulai")),
    "at_risk": ("risk", _("Berisiko")),
    "late": ("problem", _("Terlambat")),
    "planned": ("planned", _("Rencana")),
    "selected": ("done", _("Terpilih")),
    "selected_thin": ("risk", _("Terpilih, tipis")),
    "reserve": ("risk", _("Cadangan")),
    "not_selected": ("planned", _("Belum terpilih")),
    "agreed": ("done", _("Sepakat")),
    "review": ("risk", _("Tinjau")),
    "deliberate": ("problem", _("Musyawarah")),
    "present": ("done", _("Hadir")),
    "represented": ("progress", _("Diwakili")),
    "absent": ("planned", _("Tidak hadir")),
    "unmentioned": ("planned", _("Tidak disebut hadir")),
    "unconfirmed": ("unsure", _("Belum dikonfirmasi")),
}
"""What a state looks like and is called. Complete and blocked are plain words, so that
attention falls on what is left to do."""


def says(record: Any, attribute: str) -> bool:  # noqa: ANN401 -- any record, mapping or plain truth
    """Whether a record (or a mapping, or a plain truth value) says so of itself."""
    if isinstance(record, dict):
        return bool(record.get(attribute))
    return bool(getattr(record, attribute, record is True))


NAMES = ("title", "name")
"""Where a record keeps what it is called."""


@register.simple_tag
def simulated(record: object) -> SafeString:
    """The diamond of a simulated record, and its hidden word unless its name says it."""
    if not says(record, "is_simulated"):
        return NOTHING
    word = f"({gettext('simulasi')})"
    is_named = any(str(getattr(record, each, "")).endswith(word) for each in NAMES)
    hidden = format_html('<span class="visually-hidden"> {}</span>', word)
    return format_html('<span class="simulated">{}</span>', "" if is_named else hidden)


@register.simple_tag
def simulated_tag(record: object) -> SafeString:
    if not says(record, "is_simulated"):
        return NOTHING
    return format_html('<span class="tag simulated-tag">{}</span>', gettext("Simulasi"))


@register.simple_tag
def proposed(record: object) -> SafeString:
    if not says(record, "is_proposed"):
        return NOTHING
    return format_html('<span class="proposed">{}</span>', gettext("usulan"))


@register.simple_tag
def source(number: int | None) -> SafeString:
    """The numbered mark of a sourced figure."""
    if not number:
        return NOTHING
    label = gettext("Rujukan %(number)s") % {"number": number}
    return format_html(
        '<a class="source-mark" href="#source-{0}" aria-label="{1}">[{0}]</a>',
        number,
        label,
    )


@register.simple_tag
def sources(texts: Iterable[str]) -> SafeString:
    """The list that the numbered marks point to."""
    numbered = ((number, cite(text)) for number, text in enumerate(texts, start=1))
    rows = format_html_join("", '<li id="source-{}">{}</li>', numbered)
    return format_html('<ol class="sources flow small">{}</ol>', rows)


@register.simple_tag
def tag(kind: str, word: str) -> SafeString:
    return format_html('<span class="tag {}">{}</span>', kind, word)


@register.simple_tag
def status(state: str) -> SafeString:
    """A state as word and symbol, never as colour alone."""
    kind, word = STATES[state]
    if not kind:
        return format_html("<span>{}</span>", word)
    return tag(kind, str(word))


@register.simple_tag
def no_ranking() -> str:
    return gettext(
        "Program ini tidak menetapkan peringkat atau juara. Posisi hanya petunjuk: "
        "banyak daerah bernilai hampir sama."
    )
