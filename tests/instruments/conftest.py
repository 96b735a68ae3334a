import pytest

from menuju.accounts.models import Capability
from tests.make import instruments as make


@pytest.fixture
def author(client):
    client.user = make.instrument_author()
    client.force_login(client.user)
    return client


@pytest.fixture
def reader(client):
    client.force_login(make.instrument_author(Capability.ANSWER, name="Pembaca"))
    return client
