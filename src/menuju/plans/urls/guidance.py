"""Guidance: the board of all regions, and of one masterplan its sessions, reviews, approval."""

from django.urls import path

from menuju.plans.urls.masterplans import VERSION
from menuju.plans.views import (
    approvals,
    board,
    guidance,
    mentors,
    reviews,
    sessions,
)

HERE = f"{VERSION}bimbingan/"
SESSION = f"{HERE}bimtek/<int:number>/"
OUTPUT = f"{SESSION}keluaran/<slug:code>/"
REVIEW = f"{HERE}tinjauan/<int:number>/"
APPROVAL = f"{HERE}pengesahan/"
BOARD = "bimbingan/"

urlpatterns = [
    path(BOARD, board.board, name="board"),
    path(f"{BOARD}unduh/<slug:form>/", board.download, name="board-file"),
    path(f"{BOARD}pengingat/", board.reminders, name="reminders"),
    path(f"{BOARD}pengingat/<int:key>/", board.reminder, name="reminder"),
    path(f"{BOARD}saya/", mentors.mentored, name="mentored"),
    path(HERE, guidance.overview, name="guidance"),
    path(f"{HERE}pembimbing/", mentors.assign, name="mentor-assign"),
    path(f"{HERE}pembimbing/<int:key>/akhiri/", mentors.end, name="mentor-end"),
    path(SESSION, sessions.detail, name="session"),
    path(f"{SESSION}ubah/", sessions.edit, name="session-edit"),
    path(f"{SESSION}hadir/", sessions.attend, name="session-attend"),
    path(
        f"{SESSION}hadir/<int:key>/hapus/",
        sessions.remove_attendees,
        name="session-attend-remove",
    ),
    path(f"{SESSION}tutup/", sessions.close, name="session-close"),
    path(f"{SESSION}buka/", sessions.reopen, name="session-reopen"),
    path(f"{OUTPUT}serah/", sessions.deliver, name="output-deliver"),
    path(f"{OUTPUT}tarik/", sessions.take_back, name="output-take-back"),
    path(f"{HERE}tinjauan/minta/", reviews.ask, name="review-ask"),
    path(REVIEW, reviews.review, name="review"),
    path(APPROVAL, approvals.approval, name="approval"),
    path(f"{APPROVAL}tanda-tangan/", approvals.sign, name="sign"),
    path(f"{APPROVAL}<int:key>/tarik/", approvals.take_back, name="approval-take-back"),
    path(f"{APPROVAL}terbit/", approvals.publish, name="publish"),
    path(f"{APPROVAL}isi.json", approvals.content_file, name="content-file"),
]
