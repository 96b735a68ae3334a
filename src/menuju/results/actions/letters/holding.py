"""Lock a letter before it changes, and keep every text that it ever had."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.results.models import Letter, LetterRevision


class StaleTextError(Exception):
    """Somebody saved the letter in the meantime; ``held`` is what stands now."""

    def __init__(self, held: Letter) -> None:
        super().__init__(f"{held} is at version {held.version}")
        self.held = held


def hold(letter: Letter, version: int | None = None) -> Letter:
    """The letter, locked, if it may still change and is at ``version`` (any if None)."""
    held = locked(letter)
    if held.state in {Letter.State.SENT, Letter.State.WITHDRAWN}:
        raise PermissionDenied(
            _(
                "Surat yang sudah dikirim atau ditarik tidak berubah lagi. Tarik surat yang "
                "keliru dengan alasannya, lalu susun yang baru dengan nomor baru."
            )
        )
    if version is not None and held.version != version:
        raise StaleTextError(held)
    return held


def locked(letter: Letter) -> Letter:
    """The letter with what its rules need, locked for this transaction."""
    return (
        Letter.objects.select_for_update(of=("self",))
        .select_related(
            "participation__region",
            "participation__round",
            "decision__release__round__instrument_version",
            "decision__release__freeze",
            "decision__rules",
        )
        .get(pk=letter.pk)
    )


def keep_revision(letter: Letter, by: User | None) -> LetterRevision:
    """The text as it is now, kept for ever."""
    return LetterRevision.objects.create(
        letter=letter,
        version=letter.version,
        text=letter.text,
        data_digest=letter.data_digest,
        by=by,
        at=timezone.now(),
    )
