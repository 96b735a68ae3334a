import numpy as np
import pytest

from menuju.scoring import doubt
from tests.clusters import two_workers
from tests.scoring.test_doubt import study


@pytest.mark.filterwarnings("ignore")
def test_two_worker_processes_of_a_cluster_change_nothing():
    """The same chunks, by a Dask client's executor, which has ``map`` like any other."""
    distributed = pytest.importorskip("distributed")
    drawn = study(count=128)

    with (
        two_workers() as cluster,
        distributed.Client(cluster) as client,
    ):
        counts = doubt.histogram(drawn, client.get_executor(), chunk=8).counts

    np.testing.assert_array_equal(counts, doubt.histogram(drawn).counts)
