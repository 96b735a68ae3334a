"""Writing the books of a masterplan version together."""

from django.urls import path

from menuju.plans.views import chapters, paragraphs

HERE = "masterplan/<int:pk>/naskah/"
CHAPTER = f"{HERE}<int:chapter>/"
PARAGRAPH = f"{CHAPTER}alinea/<uuid:key>/"

urlpatterns = [
    path(HERE, chapters.outline, name="writing"),
    path(f"{HERE}siapkan/", chapters.lay_out, name="lay-out"),
    path(f"{HERE}pembagian/", chapters.owners, name="chapter-owners"),
    path(CHAPTER, chapters.chapter, name="chapter"),
    path(f"{CHAPTER}keadaan/", chapters.state, name="chapter-state"),
    path(f"{CHAPTER}tindakan/", paragraphs.act, name="paragraph-act"),
    path(PARAGRAPH, paragraphs.write, name="paragraph"),
    path(f"{PARAGRAPH}otomatis/", paragraphs.autosave, name="paragraph-auto"),
    path("masterplan/<int:pk>/gambar/<slug:sha256>/", paragraphs.figure, name="figure"),
]
