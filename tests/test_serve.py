"""`make serve`, as far as it says no before anything is set up."""

import subprocess
import sys

import pytest
from django.conf import settings

SERVE = settings.BASE_DIR / "deploy" / "serve.py"


@pytest.mark.parametrize("port", ["80000", "65536", "0", "-1", "abc", "8000.5", "9" * 5000])
def test_what_is_no_port_is_refused_with_a_sentence(port):
    result = subprocess.run(
        [sys.executable, SERVE, "--port", port], capture_output=True, text=True, timeout=20, check=False
    )

    assert result.returncode == 2
    assert "is not a port; choose one from 1 to 65535, such as PORT=8001" in result.stderr
    assert "Traceback" not in result.stderr
    assert not result.stdout
