"""Who is no second person for a letter, and what they are told."""

from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.accounts.queries import is_brought_in
from menuju.results.models import Letter, Letterhead


def why_no_approver(letter: Letter, head: Letterhead | None, user: User) -> str:
    """Why this person may not approve the letter as it stands; empty where they may.

    Its last words and its head are another person's, and neither of the two opened the
    other's account.
    """
    last = letter.revisions.select_related("by").first()
    words, above = last.by if last else None, head.changed_by if head else None
    if words and words.person_id == user.person_id:
        return _(
            "Anda yang terakhir menulis surat ini. Surat disetujui oleh orang lain; "
            "minta seorang pejabat lain membukanya."
        )
    if above and above.person_id == user.person_id:
        return _(
            "Anda yang terakhir mengubah kepala surat tahap ini, termasuk penanda tangannya. "
            "Surat disetujui oleh orang lain; minta seorang pejabat lain membukanya."
        )
    if any(is_brought_in(writer, user) for writer in {words, above} if writer):
        return _(
            "Salah satu dari Anda dan penulis surat atau kepalanya membuka akun yang lain "
            "lewat undangan, jadi keduanya tidak dihitung sebagai dua orang yang lepas. "
            "Minta pejabat lain menyetujuinya."
        )
    return ""


def head_over(letter: Letter) -> Letterhead | None:
    """The head of the letter's round, with who last changed it."""
    heads = Letterhead.objects.select_related("changed_by")
    return heads.filter(round=letter.participation.round_id).first()
