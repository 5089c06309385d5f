import pytest

from tests.activity import world


@pytest.fixture(autouse=True)
def things() -> None:
    world.exists()
