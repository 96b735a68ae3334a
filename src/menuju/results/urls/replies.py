"""The right of reply: the board of a round, and the replies of a region."""

from django.urls import path, re_path

from menuju.results.views import replies

REGION = "<slug:round_code>/<str:region_code>/sanggahan/"
urlpatterns = [
    path("<slug:round_code>/sanggahan/", replies.board, name="replies-board"),
    re_path(
        r"^(?P<round_code>[-\w]+)/sanggahan\.(?P<ending>csv|xlsx)$",
        replies.download,
        name="replies-download",
    ),
    path(REGION, replies.replies, name="replies"),
    path(f"{REGION}<int:key>/", replies.reply, name="reply"),
    path(f"{REGION}<int:key>/tarik/", replies.withdraw, name="withdraw-reply"),
    path(
        f"{REGION}<slug:subject>/<str:code>/",
        replies.contest,
        name="contest",
    ),
]
