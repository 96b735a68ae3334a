"""The books of a masterplan version."""

from django.urls import path

from menuju.plans.views import books

HERE = "masterplan/<int:pk>/buku/"
BOOK = f"{HERE}<slug:book>/"

urlpatterns = [
    path(HERE, books.shelf, name="books"),
    path(f"{HERE}susun/", books.make, name="books-make"),
    path(f"{HERE}lambang/", books.emblem, name="emblem"),
    path(f"{HERE}lambang.jpg", books.emblem_image, name="emblem-image"),
    path(f"{HERE}<slug:book>.<slug:form>", books.download, name="book-file"),
    path(BOOK, books.read, name="book"),
    path(f"{BOOK}<slug:code>/", books.chapter, name="book-chapter"),
]
