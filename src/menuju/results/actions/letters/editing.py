"""Edit the words of a letter, and the head of a round's letters."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.results.actions.letters.holding import (
    StaleTextError,
    hold,
    keep_revision,
)
from menuju.results.models import Letter, Letterhead
from menuju.results.queries.letters.privacy import (
    forbidden_for,
    mentioned,
    texts_in,
)
from menuju.rounds.models import Round
from menuju.web.exceptions import ConflictError

__all__ = ["StaleTextError", "edit", "refuse_names", "set_head"]

Text = Mapping[str, Mapping[str, Sequence[str]]]


@transaction.atomic
def edit(letter: Letter, text: Text, *, version: int, by: User) -> Letter:
    """Save a letter's words, written on top of ``version``.

    Raises
    ------
    StaleTextError
        If somebody saved in between; nothing is written, and both texts are there.
    ValidationError
        If the words name another region or somebody who judged.
    """
    held = hold(letter)
    given = {lang: {k: list(v) for k, v in each.items()} for lang, each in text.items()}
    if held.version != version and held.text != given:
        raise StaleTextError(held)
    refuse_names(held, given)
    if held.text == given:
        return held
    held.text, held.version = given, held.version + 1
    held.state = Letter.State.DRAFT
    held.save(update_fields=["text", "version", "state"])
    keep_revision(held, by)
    record("edited letter", held, by=by, version=held.version)
    return held


def refuse_names(letter: Letter, text: Text) -> None:
    """Refuse words that name another region of the round, or an assessor."""
    own = letter.participation.region.name
    if found := mentioned(texts_in(text), forbidden_for(letter), own):
        raise ValidationError(
            _(
                "Surat menyebut nama yang tidak boleh ada di dalamnya: %(names)s. Tulis tanpa "
                "menyebut daerah lain atau asesor."
            )
            % {"names": ", ".join(found)}
        )


@transaction.atomic
def set_head(
    round_: Round, values: Mapping[str, Any], *, version: int, by: User
) -> Letterhead:
    """Save what stands above and below a round's letters. Sent ones keep what they had."""
    Round.objects.select_for_update().get(pk=round_.pk)
    held = Letterhead.objects.filter(round=round_).first()
    now = held.version if held else 0
    if now != version:
        raise ConflictError(
            _("Kepala surat sudah diubah orang lain sejak Anda membukanya.")
        )
    made, _created = Letterhead.objects.update_or_create(
        round=round_,
        defaults={
            **values,
            "version": now + 1,
            "changed_by": by,
            "changed_at": timezone.now(),
        },
    )
    record("set letterhead", made, by=by, version=made.version)
    return made
