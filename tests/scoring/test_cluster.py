import numpy as np
import pytest

from menuju.scoring import doubt
from tests.scoring.test_doubt import study


@pytest.mark.filterwarnings("ignore")
def test_two_worker_processes_of_a_cluster_change_nothing():
    """The same chunks, by a Dask client's executor, which has ``map`` like any other."""
    distributed = pytest.importorskip("distributed")
    drawn = study(count=128)
    options = {
        "n_workers": 2,
        "threads_per_worker": 1,
        "processes": True,
        "dashboard_address": None,
    }

    with (
        distributed.LocalCluster(**options) as cluster,
        distributed.Client(cluster) as client,
    ):
        counts = doubt.histogram(drawn, client.get_executor(), chunk=8).counts

    np.testing.assert_array_equal(counts, doubt.histogram(drawn).counts)
