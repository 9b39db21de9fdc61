"""The rules of the source tree, read from the files themselves."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Who may import what, besides the standard library: main → gui → engine → numpy.
ALLOWED = {
    "engine": {"engine", "lark", "msgspec", "numpy"},
    "gui": {"engine", "gui", "msgspec", "numpy", "pyqtgraph", "PySide6", "shiboken6", "ziamath"},
    "main.py": {"engine", "gui"},
    "bootstrap.py": set[str](),
}
LONGEST_FILE = 300
NOT_OURS = re.compile(r"__pycache__|build|dist|.*\.egg-info|\.(?!ci$).*")  # folders
MACHINE = re.compile(r"(?<![\w.])/(?:work|tmp)\b")
REGISTRY = re.compile(r"//[\w.-]*py(?:pi|thonhosted)\b|index[-]url\b|find[-]links\b")
REQUIREMENT = re.compile(r"[\w.-]+==[\w.]+( ; [\w.]+ (==|!=|<|>=) '[\w.]+')?")


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of the project, without hidden folders (but `.ci`) and what is built from it."""
    for path in sorted(folder.iterdir()):
        if path.name == ".git":  # a file in a work tree beside the clone
            continue
        if path.is_file():
            yield path
        elif not NOT_OURS.fullmatch(path.name):
            yield from files(path)


def modules(place: str) -> list[Path]:
    """The Python files of a package, or the one of a single module."""
    path = ROOT / place
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The full dotted names that a file imports, wherever in the file it does so."""
    package = path.relative_to(ROOT).parent.parts
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parents = package[: len(package) + 1 - node.level] if node.level else ()
            source = ".".join([*parents, *([node.module] if node.module else [])])
            found |= {f"{source}.{alias.name}" for alias in node.names}
    return found


def test_packages_import_only_what_lies_below_them() -> None:
    forbidden = {
        f"{path.relative_to(ROOT)}: {name}"
        for place, allowed in ALLOWED.items()
        for path in modules(place)
        for name in imports(path)
        if name.split(".")[0] not in allowed | sys.stdlib_module_names
    }
    assert not forbidden


def test_panels_never_import_each_other() -> None:
    panels = ROOT / "gui" / "panels"
    pairs = {
        (path.relative_to(panels).parts[0].removesuffix(".py"), name.split(".")[2])
        for path in panels.rglob("*.py")
        for name in imports(path)
        if name.startswith("gui.panels.")
    }
    assert not {(panel, other) for panel, other in pairs if panel not in (other, "__init__")}


def test_files_stay_short() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in files()
        if path.suffix == ".py"
    }
    assert not {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE}


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in files()
        for pattern in (MACHINE, REGISTRY)
        for match in pattern.finditer(path.read_bytes().decode("utf-8", "replace"))
    }
    assert not found


def test_constraints_are_names_and_versions() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert not [line for line in lines if not REQUIREMENT.fullmatch(line)]
