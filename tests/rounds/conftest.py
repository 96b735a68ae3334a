import pytest


@pytest.fixture(autouse=True)
def evidence_root(settings, tmp_path):
    """Each test has a store of its own."""
    settings.EVIDENCE_ROOT = tmp_path
    return tmp_path
