"""Reading the known answers."""

import csv
import gzip
from pathlib import Path

import numpy as np

from menuju.scoring.data import read_meta, read_table

ANSWERS = Path(__file__).parent / "answers"
NAN = float("nan")


def rows(name):
    with (ANSWERS / name).open(newline="") as lines:
        return list(csv.DictReader(lines))


def table(name):
    """Row names, column names and numbers of a file."""
    path = ANSWERS / name
    opened = path if path.exists() else path.with_suffix(".csv.gz")
    read = gzip.open if opened.suffix == ".gz" else open
    with read(opened, "rt", newline="") as lines:
        header, *body = csv.reader(lines)
    numbers = [[NAN if v in {"NA", ""} else float(v) for v in r[1:]] for r in body]
    return [r[0] for r in body], header[1:], np.array(numbers)


def coin(folder):
    """Tree and figures of a pair of files."""
    tree = read_meta(ANSWERS / folder / "iMeta.csv")
    return tree, read_table(ANSWERS / folder / "iData.csv", tree.indicators)


def assert_table(name, units, codes, values, rtol=1e-12):
    """Our (units, codes) values are those of the file."""
    names, columns, expected = table(name)
    ours = values[
        np.ix_([units.index(u) for u in names], [codes.index(c) for c in columns])
    ]
    # The absolute part is for the few zeros, against a column's own size.
    size = np.where(np.isfinite(expected), np.abs(expected), 0).max(axis=0)
    np.testing.assert_array_equal(np.isnan(ours), np.isnan(expected))
    with np.errstate(invalid="ignore"):
        close = np.abs(ours - expected) <= rtol * np.maximum(
            np.abs(expected), size / 100
        )
    assert (close | (ours == expected) | np.isnan(ours)).all()
