from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from main import NO_DISPLAY, main

ROOT = Path(__file__).resolve().parents[2]


def solved(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["solve", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line on standard error."""
    assert main(list(arguments)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err


def test_the_contract_of_the_solution(capsys: pytest.CaptureFixture[str]) -> None:
    found = solved(capsys, "skip-connection")
    assert found == {
        "format": "chainrule-solution",
        "version": 1,
        "objective": "L",
        "loss": 3.375,
        "samples": [
            {
                "loss": 3.375,
                "nodes": {
                    "x": {"value": [1.0], "grad": [0.375]},
                    "0": {"z": [0.5], "value": [0.5], "dz": [0.75], "grad": [0.75]},
                    "1": {"z": [0.25], "value": [0.25], "dz": [0.5], "grad": [0.5]},
                    "2": {"z": [0.375], "value": [0.375], "dz": [1.0], "grad": [1.0]},
                    "y": {"value": [-3.0]},
                    "L": {"value": [3.375], "grad": [1.0]},
                },
                "parameters": {
                    "w0": {"grad": [[0.75]]},
                    "w1": {"grad": [[0.25]]},
                    "w2": {"grad": [[0.25]]},
                    "w3": {"grad": [[0.5]]},
                },
                "warnings": [],
            }
        ],
        "parameters": {
            "w0": {"value": [[0.5]], "grad": [[0.75]]},
            "w1": {"value": [[0.5]], "grad": [[0.25]]},
            "w2": {"value": [[0.5]], "grad": [[0.25]]},
            "w3": {"value": [[0.5]], "grad": [[0.5]]},
        },
    }


def test_after_one_step_the_kink_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    found = solved(capsys, "skip-connection", "--steps", "1")
    assert found["loss"] == 3.0
    assert found["parameters"]["w0"] == {"value": [[-0.25]], "grad": [[0.0]]}
    (warning,) = found["samples"][0]["warnings"]
    message = warning.pop("message")
    assert "kink" in message
    assert warning == {
        "node": "1",
        "element": 1,
        "kind": "kink",
        "interval": [0.0, 1.0],
        "chosen": 0.0,
    }


def test_a_forward_pass_only(capsys: pytest.CaptureFixture[str]) -> None:
    found = solved(capsys, "weight-table")
    assert found["objective"] is None
    assert found["loss"] is None
    nodes = found["samples"][0]["nodes"]
    assert nodes["2"]["value"] == [pytest.approx(1.0565645250850593, rel=1e-15)]
    assert nodes["2"]["grad"] is None
    assert nodes["2"]["dz"] is None


def test_one_sample_of_several(capsys: pytest.CaptureFixture[str]) -> None:
    every, third = solved(capsys, "xor"), solved(capsys, "xor", "--sample", "3")
    assert third["samples"] == [every["samples"][2]]
    assert third["loss"] == every["loss"]  # still the mean


def test_what_is_not_finite_is_null(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "log.chainrule"
    path.write_text(
        json.dumps(
            {
                "format": "chainrule",
                "version": 1,
                "nodes": [
                    {"id": "x", "kind": "input", "size": 1},
                    {"id": "f", "kind": "operation", "operation": "log"},
                ],
                "edges": [{"from": "x", "to": "f"}],
                "samples": [{"x": [0]}],
                "objective": "f",
            }
        ),
        encoding="utf-8",
    )
    found = solved(capsys, str(path))
    assert found["loss"] is None
    (sample,) = found["samples"]
    assert sample["nodes"]["f"]["value"] == [None]
    assert sample["nodes"]["x"] == {"value": [0.0], "grad": [None]}
    assert [(each["kind"], each["node"]) for each in sample["warnings"]] == [("not_finite", "f")]


def test_the_readable_table_shows_the_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", "skip-connection"]) == 0
    out = capsys.readouterr().out
    assert "loss = 3.375" in out
    assert "absolute error" in out


def test_lessons_are_listed_by_the_name_that_solve_takes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["lessons"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names[:2] == ["three-units", "skip-connection"]
    for name in names:
        assert solved(capsys, name)["format"] == "chainrule-solution"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("solve", "nowhere.chainrule"), "nowhere.chainrule: cannot be read"),
        (("solve",), "FILE"),
        (("solve", "xor", "--steps", "-1"), "--steps"),
        (("solve", "xor", "--steps", "1e3"), "--steps"),
        (("solve", "xor", "--sample", "5"), "the project has 4 samples"),
        (("solve", "xor", "--nonsense"), "--nonsense"),
        (("solve", "weight-table", "--steps", "3"), "no loss"),
        (("--nonsense",), "--nonsense"),
        (("lessons", "extra"), "extra"),
    ],
)
def test_what_is_refused_is_one_line(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in refused(capsys, *arguments)


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_flags_end_well(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([flag])
    assert ended.value.code == 0
    assert "hainrule" in capsys.readouterr().out


def test_without_a_display_the_first_lesson_is_solved(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 0
    out = capsys.readouterr().out
    assert out.startswith(NO_DISPLAY)
    assert "Three units" in out
    assert "nowhere" in refused(capsys, "nowhere")


def test_a_command_loads_no_window() -> None:
    code = (
        "import sys, main; main.main(['solve', 'xor']);"
        "assert not [name for name in sys.modules if 'PySide' in name or name.startswith('gui')]"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_a_reader_that_stops_early_is_no_error() -> None:
    command = f"{sys.executable} main.py solve xor --json | head -c 1"
    run = subprocess.run(  # noqa: S602 - our own words
        command, cwd=ROOT, shell=True, check=True, capture_output=True, text=True
    )
    assert run.stderr == ""
