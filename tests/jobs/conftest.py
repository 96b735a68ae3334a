import pytest

from tests.jobs import works


@pytest.fixture(autouse=True)
def nothing_done():
    works.DONE.clear()
    works.TROUBLE.clear()
