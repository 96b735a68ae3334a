"""A small Dask cluster on this machine, which meets no other one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

ANY_PORT = "127.0.0.1:0"
"""Without it each scheduler asks for 8787, and two tests side by side are in each other's way."""


@contextmanager
def two_workers() -> Iterator[Any]:
    """A running cluster of two processes with one thread each."""
    from distributed import LocalCluster  # noqa: PLC0415 -- starts processes

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=ANY_PORT
    ) as cluster:
        yield cluster
