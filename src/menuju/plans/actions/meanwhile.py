"""What somebody else saved while a form was open."""

from typing import Generic, TypeVar

Saved_co = TypeVar("Saved_co", covariant=True)


class SavedMeanwhileError(Exception, Generic[Saved_co]):
    """The row is no longer what was opened; ``saved`` is as it is stored now."""

    def __init__(self, saved: Saved_co) -> None:
        super().__init__(f"{saved} was saved by somebody else")
        self.saved = saved
