"""What is wrong with the input, where, and how to mend it."""

from typing import Self


class InputError(ValueError):
    """Input that would have to be guessed at, so it is refused.

    Parameters
    ----------
    problem : str
        What is wrong, in one sentence without a full stop.
    mend : str
        What the reader can do about it.
    file, row, column : str, int, str
        Where it is; ``row`` counts lines of the file, the header being row 1.
    unit : int
        Position of the unit in the table, for ``placed`` to turn into a row.
    """

    def __init__(self, problem: str, mend: str, **place: str | int | None) -> None:
        self.problem, self.mend = problem, mend
        self.place = {key: value for key, value in place.items() if value is not None}
        super().__init__(str(self))

    def __str__(self) -> str:
        shown = [str(self.place["file"])] if "file" in self.place else []
        shown += [
            f"{key} {self.place[key]}" for key in ("row", "column") if key in self.place
        ]
        where = ", ".join(shown)
        return f"{where}{': ' if where else ''}{self.problem}. Mend: {self.mend}."

    def placed(self, **place: str | int | None) -> Self:
        """The same error, with the parts of the place that were not known before."""
        return type(self)(self.problem, self.mend, **{**place, **self.place})
