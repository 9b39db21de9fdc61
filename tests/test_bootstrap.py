import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from types import ModuleType

import pytest

import bootstrap

SOURCE = Path(bootstrap.__file__)


@pytest.fixture
def clone(tmp_path: Path) -> ModuleType:
    """The bootstrap of a small project of its own, in a folder whose name has a blank."""
    root = tmp_path / "a clone"
    root.mkdir()
    shutil.copy(SOURCE, root)
    (root / "pyproject.toml").write_text("[project]\n")
    (root / "constraints.txt").write_text("numpy==2.4.6\n")
    (root / "main.py").write_text("import sys\nprint(sys.argv[1:])\nsys.exit(7)\n")
    spec = importlib.util.spec_from_file_location("clone", root / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Recorder:
    """Stands for `bootstrap.ran`: makes no environment, but remembers what would have run."""

    def __init__(self, clone: ModuleType, failing: str = "nothing") -> None:
        self.clone, self.failing = clone, failing
        self.commands: list[str] = []

    def __call__(self, command: list[str]) -> tuple[bool, str]:
        self.commands.append("install" if "install" in command else "venv")
        self.clone.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        self.clone.PYTHON.touch()
        return self.commands[-1] != self.failing, "no matching distribution"


@pytest.fixture
def recorder(clone: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder(clone)
    monkeypatch.setattr(clone, "ran", recorder)
    return recorder


def test_a_complete_machine_needs_no_package() -> None:
    assert not bootstrap.missing_packages(lambda _: True, has_ensurepip=True, python=(3, 11))


def test_a_bare_machine_needs_the_venv_of_its_python_and_every_library() -> None:
    packages = bootstrap.missing_packages(lambda _: False, has_ensurepip=False, python=(3, 12))
    assert packages == ["python3.12-venv", *bootstrap.QT_LIBRARIES.values()]


def test_only_the_package_of_an_absent_library_is_missing() -> None:
    packages = bootstrap.missing_packages(
        lambda library: library != "libEGL.so.1", has_ensurepip=True, python=(3, 11)
    )
    assert packages == ["libegl1"]


@pytest.mark.parametrize(
    ("known", "glib"),
    [
        ({"libglib2.0-0", "libgl1"}, "libglib2.0-0"),  # Debian 12
        ({"libglib2.0-0", "libglib2.0-0t64", "libgl1"}, "libglib2.0-0t64"),  # Ubuntu 24.04
        (set(), "libglib2.0-0"),  # no package lists: apt knows the old name as an alias
    ],
)
def test_packages_have_the_name_the_distribution_gives_them(known: set[str], glib: str) -> None:
    assert bootstrap.current_names(["libglib2.0-0", "libgl1"], known) == [glib, "libgl1"]


@pytest.mark.parametrize(
    ("stamp", "command", "finished"),
    [
        ("", "run", False),
        ("abc run", "run", True),
        ("abc run", "test", False),
        ("abc test", "test", True),
        ("abc test", "run", True),
        ("old test", "run", False),
    ],
)
def test_a_stamp_says_what_the_environment_serves(stamp: str, command: str, finished: bool) -> None:
    assert bootstrap.is_finished(stamp, "abc", command) is finished


@pytest.mark.parametrize(("command", "ending"), [("run", "clone"), ("test", "clone[dev]")])
def test_only_tests_need_the_developers_tools(clone: ModuleType, command: str, ending: str) -> None:
    install = clone.pip_install(command)
    assert install[0] == str(clone.PYTHON)
    assert install[-1].endswith(ending)
    assert str(clone.CONSTRAINTS) in install


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints.txt"])
def test_the_fingerprint_follows_the_requirements(clone: ModuleType, changed: str) -> None:
    before = clone.fingerprint()
    assert clone.fingerprint() == before
    (clone.ROOT / changed).write_text("# changed\n")
    assert clone.fingerprint() != before


def test_an_environment_is_made_once(clone: ModuleType, recorder: Recorder) -> None:
    clone.make_environment("test")
    clone.make_environment("test")
    clone.make_environment("run")
    assert recorder.commands == ["venv", "install"]


def test_the_tests_complete_the_environment_of_run(clone: ModuleType, recorder: Recorder) -> None:
    clone.make_environment("run")
    clone.make_environment("test")
    assert recorder.commands == ["venv", "install", "install"]


def test_changed_requirements_make_a_new_environment(clone: ModuleType, recorder: Recorder) -> None:
    clone.make_environment("run")
    clone.CONSTRAINTS.write_text("numpy==2.5.5\n")
    clone.make_environment("run")
    assert recorder.commands == ["venv", "install"] * 2


@pytest.mark.parametrize("failing", ["venv", "install"])
def test_a_failure_is_told_and_not_taken_for_finished(
    clone: ModuleType, recorder: Recorder, failing: str
) -> None:
    recorder.failing = failing
    with pytest.raises(clone.SetupError, match=r"no matching distribution\n.*could not be"):
        clone.make_environment("run")
    recorder.failing = "nothing"
    recorder.commands.clear()
    clone.make_environment("run")
    assert recorder.commands == ["venv", "install"]


def start(clone: ModuleType, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(clone.ROOT / "bootstrap.py"), *arguments]
    environment = {**os.environ, "PATH": ""}  # no apt-get: a test changes no machine
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_run_hands_arguments_and_exit_status_through(clone: ModuleType) -> None:
    venv.create(clone.VENV)
    clone.STAMP.write_text(f"{clone.fingerprint()} run")
    done = start(clone, "run", "solve", "a file", "--json")
    assert (done.stdout, done.stderr) == ("['solve', 'a file', '--json']\n", "")
    assert done.returncode == 7


@pytest.mark.parametrize("arguments", [(), ("build",)])
def test_anything_else_is_refused_with_the_usage(
    clone: ModuleType, arguments: tuple[str, ...]
) -> None:
    done = start(clone, *arguments)
    assert (done.stdout, done.stderr.strip()) == ("", bootstrap.USAGE)
    assert done.returncode == 2


def test_an_old_python_can_read_far_enough_to_be_refused() -> None:
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 6))
