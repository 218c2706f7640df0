"""The browser of these tests: the system's own, or none of them run."""

from __future__ import annotations

import os

import pytest

from yuejuan.artifacts.reader import ToolMissing
from yuejuan.artifacts.running.browser import SANDBOX_VARIABLE, worker
from yuejuan.messages import render


@pytest.fixture(scope="session")
def browser():
    """Skips where no browser can be started; where only its sandbox cannot, our own pages run without."""
    before = os.environ.get(SANDBOX_VARIABLE)
    os.environ[SANDBOX_VARIABLE] = "off"
    own = worker()
    try:
        own.loop.run_until_complete(own.warm.browser())
    except ToolMissing as missing:
        pytest.skip(render(missing.message, "en"))
    yield
    own.close()
    if before is None:
        del os.environ[SANDBOX_VARIABLE]
    else:
        os.environ[SANDBOX_VARIABLE] = before
