"""What every test relies on: no window, one thread, no file of the user, no chance."""

import os
import sys
from collections.abc import Iterator

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

# On a busy machine time says nothing about the code.
hypothesis.settings.register_profile(
    "chainrule",
    derandomize=True,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("chainrule")


@pytest.fixture(scope="session", autouse=True)
def _user_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's settings, recent files and recovery copies out of the tests."""
    from PySide6.QtCore import QStandardPaths

    QStandardPaths.setTestModeEnabled(sys.platform in ("darwin", "win32"))  # these ignore XDG
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(tmp_path_factory.mktemp(kind)))
        yield
