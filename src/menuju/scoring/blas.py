"""One BLAS thread at a time: the threads of this engine are its chunks.

A matrix product of a few hundred rows gains nothing from more threads, and idle ones
spin, which costs CPU seconds that others on the machine could use. NumPy's wheels carry
OpenBLAS; with another BLAS nothing is done here, and its own setting rules.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np

PREFIXES, SUFFIXES = ("scipy_openblas", "openblas"), ("64_", "")


@cache
def _libraries() -> list[tuple[ctypes.CDLL, str, str]]:
    """The OpenBLAS that NumPy brought, with the way its functions are named."""
    found = []
    home = Path(np.__file__).parent
    for path in [
        *home.parent.glob("numpy.libs/*openblas*"),
        *home.glob(".dylibs/*openblas*"),
    ]:
        library = ctypes.CDLL(str(path))
        names = [(p, s) for p in PREFIXES for s in SUFFIXES]
        found += [
            (library, p, s)
            for p, s in names
            if hasattr(library, f"{p}_set_num_threads{s}")
        ]
    return found


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold OpenBLAS to one thread; as it was afterwards."""
    before = [getattr(lib, f"{p}_get_num_threads{s}")() for lib, p, s in _libraries()]
    for lib, p, s in _libraries():
        getattr(lib, f"{p}_set_num_threads{s}")(1)
    try:
        yield
    finally:
        for (lib, p, s), threads in zip(_libraries(), before, strict=True):
            getattr(lib, f"{p}_set_num_threads{s}")(threads)
