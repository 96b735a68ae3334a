"""What people say about the paragraphs of a version, and how these came to be."""

from django.urls import path

from menuju.plans.urls.masterplans import VERSION
from menuju.plans.views import comments, history, suggestions

TEXT = f"{VERSION}naskah/"
PARAGRAPH = f"{TEXT}alinea/<uuid:key>/"
COMMENT = f"{TEXT}komentar/<int:comment>/"
SUGGESTION = f"{TEXT}usul/<int:suggestion>/"

urlpatterns = [
    path(f"{TEXT}komentar/", comments.index, name="comments"),
    path(COMMENT, comments.go, name="comment"),
    path(f"{COMMENT}jawab/", comments.answer, name="comment-answer"),
    path(f"{COMMENT}keadaan/", comments.state, name="comment-state"),
    path(PARAGRAPH, comments.page, name="remarks"),
    path(f"{PARAGRAPH}usul/", suggestions.suggest, name="suggest"),
    path(SUGGESTION, suggestions.page, name="suggestion"),
    path(f"{SUGGESTION}tolak/", suggestions.decline, name="suggestion-decline"),
    path(f"{SUGGESTION}tarik/", suggestions.withdraw, name="suggestion-withdraw"),
    path(f"{PARAGRAPH}riwayat/", history.page, name="history"),
    path(
        f"{PARAGRAPH}riwayat/<int:revision>/pulihkan/",
        history.restore,
        name="history-restore",
    ),
]
