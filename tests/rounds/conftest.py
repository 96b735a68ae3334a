import pytest

from tests import make


@pytest.fixture(autouse=True)
def evidence_root(settings, tmp_path):
    """Each test has a store of its own."""
    settings.EVIDENCE_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def part():
    return make.participation()


@pytest.fixture
def rani(client, part):
    user = make.coordinator(part.region)
    client.force_login(user)
    return client
