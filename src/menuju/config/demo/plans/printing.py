"""The books of what was published, as files: set now, said to be of the day of publication."""

from menuju.accounts.models import User
from menuju.plans.actions.books import make
from menuju.plans.models import BookFile, MasterplanVersion
from menuju.plans.queries.documents import guide_of


def print_books(version: MasterplanVersion, by: User) -> None:
    """Every book of the guide in every form."""
    for book in guide_of(version.masterplan).books:
        for form in BookFile.Form.values:
            make(version, book, form, by=by, tell=_quietly)
    version.book_files.update(made_at=version.published_at)


def _quietly(_done: int, _words: str) -> None:
    """Nobody watches while the world is built."""
