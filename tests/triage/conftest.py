import pytest

from frontend import mail


@pytest.fixture(autouse=True)
def letters() -> None:
    """Whoever is told is written to."""
    mail.fill()
