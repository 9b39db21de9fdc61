"""What a wave shows: every derivative by its name, the branches that meet, and their sum."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from engine.functions.operations import OPERATIONS
from engine.lessons import lessons
from engine.network import Network
from engine.project import Project
from engine.quantity import Quantity, parameter, value
from engine.sensitivity import local
from engine.walk import Phase
from gui.canvas.placing.geometry import rows
from gui.canvas.placing.meeting import touching
from gui.theme import Themes
from gui.view import Hold
from tests.gui.canvas.board import Board
from tests.gui.canvas.waves.held import at_wire, card, in_node, seen, told, wave_of

W0 = parameter("w0")
Boards = Callable[[Project], Board]
Lessons = Callable[[str], Project]


def hold(board: Board, quantity: Quantity, step: float = 0.01, *, animated: bool = False) -> None:
    phase = Phase.FORWARD
    if not Hold(phase, quantity).fits(board.session.project.network):
        phase = Phase.BACKWARD
    board.session.look(animated=animated, hold=Hold(phase, quantity, step))


def test_a_wave_shows_how_fast_everything_changes_and_how_that_arrives(board: Board) -> None:
    hold(board, W0)
    assert at_wire(board, "x", "0") == ["𝑤₀ = 0.5", "𝑥 = 1"]
    assert at_wire(board, "0", "2") == ["𝑤₃ = 0.5", "× 1 = 0.5"]
    assert at_wire(board, "1", "2") == ["𝑤₂ = 0.5", "× 0.5 = 0.25"]
    assert in_node(board, "1") == [["∂𝑧/∂𝑤₀ = 0.5", "∂ℎ/∂𝑤₀ = 0.5"]]


def test_at_the_merge_the_branches_add_up(board: Board) -> None:
    hold(board, W0)
    assert in_node(board, "2") == [["0.25 + 0.5", "∂𝑧/∂𝑤₀ = 0.75", "∂ℎ/∂𝑤₀ = 0.75"]]
    assert in_node(board, "L") == [["∂𝐿/∂𝑤₀ = 0.75"]]


def test_the_sum_is_written_out_also_where_room_is_scarce(
    board_of: Boards, lesson: Lessons, themes: Themes
) -> None:
    themes.use("projector")
    board = board_of(lesson("three-units"))
    hold(board, W0)
    assert in_node(board, "2")[0][0] == "−1.875 − 1.25"


def test_a_weight_is_named_also_where_only_what_comes_out_of_it_has_room(
    board_of: Boards, lesson: Lessons
) -> None:
    board = board_of(lesson("three-units"))
    hold(board, value("x"))
    assert at_wire(board, "1", "2") == ["𝑤₂ = −0.25", "−1.125"]


def test_what_does_not_depend_on_it_stays_dark(board: Board) -> None:
    hold(board, parameter("w3"))
    lit = {lamp.node for lamp in seen(board).drawing.lamps}
    assert lit == {"2", "L"}
    assert board.scene.attention.hushed


def test_the_held_number_is_framed_where_it_stands(board: Board) -> None:
    hold(board, W0)
    framed = [
        line for lines in seen(board).drawing.labels.values() for line in lines if line.framed
    ]
    assert len(framed) == 1
    hold(board, value("x"))
    lamp = next(each for each in seen(board).drawing.lamps if each.node == "x")
    assert [line.framed for lines in lamp.cells.values() for line in lines] == [True]


def test_a_message_comes_back_by_every_path(board: Board) -> None:
    hold(board, W0)
    hold(board, value("0"))
    assert at_wire(board, "0", "2") == ["𝑤₃ = 0.5", "× 1 = 0.5"]
    assert at_wire(board, "0", "1") == ["𝑤₁ = 0.5", "× 0.5 = 0.25"]
    assert in_node(board, "0") == [["0.25 + 0.5", "∂𝐿/∂ℎ = 0.75"]]
    assert in_node(board, "2") == [["∂𝐿/∂ℎ = 1", "∂𝐿/∂𝑧 = 1"]]
    assert card(board).isHidden()


def test_the_card_tells_prediction_and_truth(board: Board) -> None:
    hold(board, W0)
    assert list(told(board)).count("= 0.0075") == 2
    hold(board, W0, -1.0)
    assert {"= −0.75", "= −0.375"} <= set(told(board))


def test_a_wave_takes_its_time_and_a_skip_arrives_with_the_branch_it_skips(
    qtbot: QtBot, board: Board
) -> None:
    hold(board, W0, animated=True)
    item = seen(board)
    assert item.front < 1.0
    skip = {"0": 1, "2": 3}
    rays = {ray.wire: ray for ray in item.drawing.rays}
    wires = board.scene.layout.board.wires
    ray = next(rays[i] for i in rays if wires[i].edge.key[:2] == ("0", "2"))
    assert (ray.start, ray.end) == (skip["0"], skip["2"])
    qtbot.waitUntil(lambda: item.front > item.drawing.levels, timeout=3000)


def test_without_animations_it_is_there_at_once(board: Board) -> None:
    hold(board, W0)
    assert seen(board).front > seen(board).drawing.levels


def test_an_edit_or_another_sample_is_followed(board: Board) -> None:
    hold(board, W0)
    board.session.edit("w3", board.session.project.with_weight("w3", 0.25))
    assert in_node(board, "2")[0][0] == "0.25 + 0.25"
    board.session.undo()
    assert in_node(board, "2")[0][0] == "0.25 + 0.5"


def test_a_wave_follows_a_change_of_the_theme(board: Board, themes: Themes) -> None:
    hold(board, W0)
    themes.use("projector")
    assert seen(board).drawing.labels
    board.session.look(hold=None)
    assert wave_of(board) is None


def test_numbers_that_were_not_confirmed_are_not_shown(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = replace(OPERATIONS["identity"], pullback=lambda u, *_: 1.01 * u)
    monkeypatch.setattr(local, "OPERATIONS", {**OPERATIONS, "identity": wrong})
    hold(board, W0)
    assert in_node(board, "2")[0][-1].endswith("unchecked")
    assert not [text for text in told(board) if "0.0075" in text]


# -- nothing overlaps -------------------------------------------------------------------------


def everything(network: Network) -> Iterator[Quantity]:
    """Every number and every node that can be held; of a matrix its last element."""
    for slot in network.layout.parameters:
        whole = parameter(slot.name)
        yield whole if slot.stop - slot.start == 1 else whole.element(*slot.shape)
    for node in network.nodes:
        yield value(node.id)


@pytest.mark.parametrize("name", [lesson.name for lesson in lessons()])
def test_lines_never_overlap(name: str, board_of: Boards, lesson: Lessons, themes: Themes) -> None:
    themes.use("projector")
    board = board_of(lesson(name))
    network = board.session.project.network
    held = 0
    for quantity in everything(network):
        if any(Hold(phase, quantity).fits(network) for phase in Phase):
            hold(board, quantity)
            assert_apart(board)
            held += 1
    assert held >= 3


def assert_apart(board: Board) -> None:
    """No two lines touch, and none at a wire touches an outline."""
    drawing, layout = seen(board).drawing, board.scene.layout
    boxes = [line.box for lines in drawing.labels.values() for line in lines]
    outlines = layout.board.cells
    if boxes:
        at_wires = rows(boxes)
        both = touching(at_wires, at_wires)
        np.fill_diagonal(both, val=False)
        assert not both.any()
        assert not touching(at_wires, outlines[~layout.board.is_round]).any()
    for lamp in drawing.lamps:
        figure = layout.figures[lamp.node]
        for index, lines in lamp.cells.items():
            inside = rows([line.box for line in lines]) if lines else np.empty((0, 5))
            both = touching(inside, inside, -1.0)
            np.fill_diagonal(both, val=False)
            assert not both.any()
            cell = figure.cells[index]
            assert all(cell.contains(line.box.x, line.box.y) for line in lines)


def test_the_card_covers_nothing_of_the_wave_where_there_is_room(board: Board) -> None:
    board.view.resize(1200, 900)
    hold(board, W0)
    frame = QRectF(card(board).geometry())
    for lamp in seen(board).drawing.lamps:
        outline = board.view.mapFromScene(board.scene.outline(lamp.node)).boundingRect()
        assert not frame.intersects(QRectF(outline))


def test_what_is_to_be_guessed_is_not_told(board: Board) -> None:
    session = board.session
    session.look(step=session.explanation.steps[0].place, reveal=True, uncovered=False)
    hold(board, W0)
    assert in_node(board, "2")[0][-1].endswith("?")
    assert not [text for text in told(board) if "0.0075" in text]
    session.look(reveal=False)
    hold(board, parameter("w1"))
    assert not in_node(board, "2")[0][-1].endswith("?")
