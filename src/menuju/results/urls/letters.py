"""The letters of a round: the list first, then each region's."""

from django.urls import path

from menuju.results.views.letters import acts, pages, writing

DESK = "<slug:round_code>/surat/"
ONE = f"{DESK}<str:region_code>/"
urlpatterns = [
    path(DESK, pages.letters, name="letters"),
    path(f"{DESK}kop/", writing.head, name="letterhead"),
    path(f"{DESK}susun/", acts.draft_all, name="letters-draft"),
    path(f"{DESK}setujui/", acts.approve_many, name="letters-approve"),
    path(f"{DESK}kirim/", acts.send_many, name="letters-send"),
    path(ONE, pages.letter, name="letter"),
    path(f"{ONE}surat-<slug:language>.pdf", pages.letter_pdf, name="letter-pdf"),
    path(f"{ONE}ubah/", writing.edit, name="letter-edit"),
    path(f"{ONE}baca/", acts.read, name="letter-read"),
    path(f"{ONE}setujui/", acts.approve, name="letter-approve"),
    path(f"{ONE}susun-ulang/", acts.redraft, name="letter-redraft"),
    path(f"{ONE}pertahankan/", acts.keep, name="letter-keep"),
    path(f"{ONE}kirim/", acts.send, name="letter-send"),
    path(f"{ONE}tarik/", acts.withdraw, name="letter-withdraw"),
]
