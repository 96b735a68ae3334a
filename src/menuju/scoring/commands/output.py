"""Writing results: CSV with all digits, JSON, and a bar for work that takes a while."""

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from menuju.scoring.errors import InputError

BAR, PATIENCE = 30, 1.0
EXACT = 2**53


class Once(argparse.Action):
    """Stores a value; refuses the option a second time, as either could be meant."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Keep the value."""
        if option_string and getattr(namespace, self.dest) is not self.default:
            parser.error(f"argument {option_string}: it is given twice; keep one")
        setattr(namespace, self.dest, values)


def bare_parser(prog: str, description: str, epilog: str) -> argparse.ArgumentParser:
    """A parser that guesses nothing: no shortened names, no option twice."""
    made = argparse.ArgumentParser(
        prog=prog,
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.register("action", None, Once)
    return made


def folder(path: str) -> Path:
    """The folder results go to, made if need be."""
    if not path.strip():
        raise InputError("the folder for the results has no name", "give --out one")
    out = Path(path)
    with _written(out):
        out.mkdir(parents=True, exist_ok=True)
    return out


@contextmanager
def _written(path: Path) -> Iterator[None]:
    """What the system refuses to write, as an error of the input."""
    try:
        yield
    except OSError as error:
        raise InputError(
            f"results cannot be written there: {error.strerror}",
            "give --out a folder that you may write to",
            file=str(path),
        ) from error


def cleared(out: Path, names: Iterable[str], inputs: Iterable[Path | None]) -> None:
    """Take away what an earlier run wrote, so that nothing old stands beside the new.

    Raises
    ------
    InputError
        If an input is one of the files the run writes.
    """
    results = {(out / name).resolve() for name in names}
    for given in inputs:
        if given is not None and given.resolve() in results:
            raise InputError(
                f"{given.name} would be overwritten by the results",
                "give --out another folder",
                file=str(given),
            )
    for result in sorted(results):
        with _written(result):
            result.unlink(missing_ok=True)


def cell(value: object) -> str:
    """A value as text: whole numbers without a point, others in full, NA for unknown."""
    if not isinstance(value, float):  # np.float64 is one
        return str(value)
    if np.isnan(value):
        return "NA"
    whole = float(value).is_integer() and abs(value) < EXACT
    return str(int(value)) if whole else repr(float(value))


def write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """One file, one header."""
    with _written(path), path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([cell(value) for value in row] for row in rows)


def write_json(path: Path, content: object) -> None:
    """Readable, with unknown numbers as null."""
    with _written(path):
        path.write_text(as_json(content) + "\n", encoding="utf-8")


def as_json(content: object) -> str:
    """Text of JSON that any reader accepts."""
    return json.dumps(_plain(content), indent=2, ensure_ascii=False, allow_nan=False)


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, np.generic):
        return _plain(value.item())
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    return value


@dataclass
class Progress:
    """A bar on standard error, drawn only once a second has gone by."""

    label: str
    started: float = field(default_factory=time.monotonic)
    shown: bool = False

    def __call__(self, share: float) -> None:
        """Draw the share done."""
        if time.monotonic() - self.started < PATIENCE:
            return
        self.shown = True
        full = round(share * BAR)
        sys.stderr.write(
            f"\r{self.label} [{'#' * full}{'.' * (BAR - full)}] {share:4.0%}"
        )
        sys.stderr.flush()

    def close(self) -> None:
        """End the line, if one was begun."""
        if self.shown:
            sys.stderr.write("\n")
        self.shown = False
