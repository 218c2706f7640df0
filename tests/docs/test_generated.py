"""The generated pages are those that the code gives now."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_generated_pages_are_up_to_date():
    """After a change of a docstring, a command or a model: `make docs`."""
    environment = {key: value for key, value in os.environ.items() if key != "YUEJUAN_LANG"}
    command = [sys.executable, str(ROOT / "scripts/generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stdout) == (0, ""), f"run `make docs`: {done.stdout}{done.stderr}"
