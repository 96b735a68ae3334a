"""Books as they were published, and books as files: from which state of a version."""

from django.conf import settings
from django.db import models

from menuju.files.models import StoredFile
from menuju.plans.models.masterplans import MasterplanVersion


class PublishedBook(models.Model):
    """A book as it read when its version was published; nobody writes it again.

    ``text`` is the canonical JSON of a ``queries.books.shapes.BookText`` and ``sha256`` that
    of its bytes. Pages and files of a published version are drawn from it alone, so that
    neither an agency's later name nor a later Menuju changes what was published.
    """

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.PROTECT, related_name="published_books"
    )
    order = models.PositiveSmallIntegerField()
    book = models.CharField(max_length=40, help_text="Code of a book of the guide.")
    title = models.TextField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["plan_version", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan_version", "book"], name="a_book_is_published_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_version} {self.book}"


class BookFile(models.Model):
    """The file of a book in a form. Made anew, it replaces the one before, unless it is final.

    ``digest`` is that of the version's content when it was made (SHA-256 of its snapshot).
    ``made_of`` says all that the file depends on: content, whether it was published, the
    coat of arms, the layout. Another ``made_of`` means that the file is out of date.
    ``is_final``: made from what is published; such a file is never replaced.
    """

    class Form(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.CASCADE, related_name="book_files"
    )
    book = models.CharField(max_length=40, help_text="Code of a book of the guide.")
    form = models.CharField(max_length=4, choices=Form)
    digest = models.CharField(max_length=64)
    made_of = models.CharField(max_length=64)
    is_final = models.BooleanField(default=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField(null=True)
    words = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["plan_version", "book", "form"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan_version", "book", "form"],
                name="one_file_per_book_and_form",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_version} {self.book}.{self.form}"
