"""The pages of a region in a round, under /kerja/asesmen/<round>/<region>/."""

from django.urls import URLPattern, path, register_converter

from menuju.rounds.views import (
    answers,
    delegation,
    evidence,
    history,
    participation,
    submission,
)


class RegionCode:
    """An official region code: 64.71."""

    regex = r"\d{2}\.\d{2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RegionCode, "region")

REGION = "<slug:code>/<region:region>/"
ITEM = f"{REGION}butir/<slug:item>/"
DOCUMENT = f"{REGION}bukti/<int:number>/"
VERSION = f"{DOCUMENT}v<int:version>/"

urlpatterns: list[URLPattern] = [
    path(REGION, participation.participation, name="participation"),
    path(f"{REGION}undangan/", participation.invitation, name="invitation"),
    path(ITEM, answers.item, name="item"),
    path(f"{ITEM}simpan/", answers.autosave, name="autosave"),
    path(f"{ITEM}riwayat/", history.history, name="history"),
    path(f"{ITEM}delegasi/", delegation.delegate, name="delegate"),
    path(f"{ITEM}kembalikan/", delegation.give_back, name="give_back"),
    path(f"{REGION}bukti/", evidence.evidence_list, name="evidence_list"),
    path(DOCUMENT, evidence.evidence, name="evidence"),
    path(f"{DOCUMENT}tarik/", evidence.withdraw, name="withdraw"),
    path(f"{VERSION}unduh/", evidence.download, name="download"),
    path(
        f"{VERSION}halaman-<int:page>.jpg", evidence.page_picture, name="page_picture"
    ),
    path(f"{REGION}periksa/", submission.check, name="check"),
    path(f"{REGION}tanda-terima/", submission.receipt, name="receipt"),
    path(f"{REGION}tanda-terima.json", submission.receipt_json, name="receipt_json"),
]
