"""One Node process for all comparisons."""

from collections.abc import Iterator

import pytest

from tests.formulieren.regels.browser import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with Browser() as draait:
        yield draait
