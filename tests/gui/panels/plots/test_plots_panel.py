from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.quantity import parameter
from gui.moment import Moment
from gui.panels.plots import PlotsPanel
from gui.panels.plots.chart import Chart
from gui.panels.plots.scales import Decades
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.trainer import Trainer
from gui.widgets.elided import Elided

Show = Callable[..., QWidget]
Load = Callable[[str], Project]


@pytest.fixture
def panel(show: Show, session: Session, themes: Themes) -> PlotsPanel:
    return show(PlotsPanel(session, themes), 1090, 210)


def chart(panel: PlotsPanel, name: str) -> Chart:
    return panel.findChild(Chart, name)


def curves(panel: PlotsPanel, name: str) -> list[tuple[np.ndarray, np.ndarray]]:
    return [each.getData() for each in chart(panel, name).plot.getPlotItem().curves]


def words(panel: PlotsPanel, name: str) -> str:
    return panel.findChild(QLabel, name).text()


def set_weight(session: Session, name: str, number: float) -> None:
    session.edit("Set", session.project.with_number(parameter(name), number))


def train(session: Session, qtbot: QtBot, steps: int) -> None:
    trainer = Trainer(session)
    trainer.start(steps)
    qtbot.waitUntil(lambda: not trainer.running)


def point_at(panel: PlotsPanel, name: str, point: float, down: float = 60) -> QPoint:
    """Where a point of the axis is in the viewport."""
    plot = chart(panel, name).plot
    at = plot.getViewBox().mapViewToScene(QPointF(point, 0))
    return QPoint(round(at.x()), round(down))


def wheel(panel: PlotsPanel, name: str, point: float, notches: int) -> None:
    viewport = chart(panel, name).plot.viewport()
    at = QPointF(point_at(panel, name, point))
    event = QWheelEvent(
        at,
        QPointF(viewport.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def shown_ends(panel: PlotsPanel, name: str) -> tuple[int, int]:
    """First and last point that a chart draws."""
    x, _ = curves(panel, name)[0]
    return int(x[0]), int(x[-1])


# -- what is drawn --------------------------------------------------------------------------------


def test_a_heading_without_room_ends_in_dots(
    panel: PlotsPanel, session: Session, lesson: Load
) -> None:
    session.open(lesson("xor"))
    QApplication.processEvents()
    title, number = (panel.findChild(QLabel, f"loss_chart_{name}") for name in ("title", "number"))
    assert isinstance(title, Elided)
    assert title.seen == "Loss (mean of 4 samples)"
    assert title.toolTip() == ""
    panel.resize(360, 210)
    QApplication.processEvents()
    assert title.seen.startswith("Loss")
    assert title.seen.endswith("…")
    assert title.toolTip() == "Loss (mean of 4 samples)"
    assert number.width() >= number.sizeHint().width()


def test_a_fresh_lesson_is_one_point_of_each_curve(panel: PlotsPanel) -> None:
    ((x, y),) = curves(panel, "loss_chart")
    assert (x.tolist(), y.tolist()) == ([0], [3.375])
    heights = [float(y[0]) for _, y in curves(panel, "gradients_chart")]
    assert np.allclose(heights, np.log10([0.75, 0.25, 0.25, 0.5]))


def test_a_committed_edit_is_a_point_and_undo_moves_back(
    panel: PlotsPanel, session: Session
) -> None:
    set_weight(session, "w1", 0.7)
    ((x, y),) = curves(panel, "loss_chart")
    assert x.tolist() == [0, 1]
    assert y.tolist() == pytest.approx([3.375, 3.425])
    session.undo()
    ((x, y),) = curves(panel, "loss_chart")
    assert y.tolist() == [3.375]


def test_during_a_scrub_the_last_point_follows(panel: PlotsPanel, session: Session) -> None:
    gesture = object()
    for number in (0.6, 0.7, 0.8):
        after = session.project.with_number(parameter("w1"), number)
        session.edit("Set w1", after, gesture)
    ((x, y),) = curves(panel, "loss_chart")
    assert x.tolist() == [0, 1]
    assert y[-1] == pytest.approx(3 + 0.5 * (0.5 + 0.5 * 0.8))


def test_gradients_that_are_exactly_zero_lie_on_the_rail(
    panel: PlotsPanel, session: Session, qtbot: QtBot
) -> None:
    train(session, qtbot, 1)
    ends = {float(y[-1]) for _, y in curves(panel, "gradients_chart")}
    assert ends == {Decades.around(np.array([0.75, 0.25, 0.5])).rail}


def test_an_undefined_loss_leaves_a_gap(panel: PlotsPanel, session: Session, lesson: Load) -> None:
    session.open(lesson("three-units"))
    for name, number in (("w0", 1e200), ("w3", 1e200), ("w0", 0.5)):
        set_weight(session, name, number)
    ((_, y),) = curves(panel, "loss_chart")
    assert np.isnan(y).tolist() == [False, False, True, False]


def test_training_extends_the_curves(panel: PlotsPanel, session: Session, qtbot: QtBot) -> None:
    session.edit("Rate", session.project.with_training(learning_rate=0.01))
    train(session, qtbot, 50)
    ((x, _),) = curves(panel, "loss_chart")
    assert x[-1] == 50


def test_a_long_training_is_drawn_with_no_more_points_than_pixels(
    panel: PlotsPanel, session: Session
) -> None:
    history = session.shown.moment.history
    long = history.extended(list(np.random.default_rng(0).uniform(0.1, 1, (100_000, 5))))
    session.preview(Moment(session.project, long))
    for name in ("loss_chart", "gradients_chart"):
        assert all(len(x) <= panel.width() / 2 for x, _ in curves(panel, name))
        assert shown_ends(panel, name) == (0, 100_000) or shown_ends(panel, name)[1] == 100_000


def test_a_folded_panel_catches_up_when_it_is_shown(panel: PlotsPanel, session: Session) -> None:
    panel.hide()
    set_weight(session, "w1", 0.7)
    panel.show()
    ((x, _),) = curves(panel, "loss_chart")
    assert x.tolist() == [0, 1]


def test_another_network_has_other_curves(
    panel: PlotsPanel, session: Session, lesson: Load
) -> None:
    session.open(lesson("three-units"))
    assert len(curves(panel, "gradients_chart")) == 6
    session.open(lesson("skip-connection"))
    assert len(curves(panel, "gradients_chart")) == 4


# -- words ----------------------------------------------------------------------------------------


def test_the_titles_say_what_is_plotted(panel: PlotsPanel) -> None:
    assert words(panel, "loss_chart_title") == "Loss"
    assert words(panel, "loss_chart_number") == "= 3.375"
    assert words(panel, "gradients_chart_title") == "Size of each gradient |∂L/∂w|"


def test_of_several_samples_the_loss_is_called_a_mean(
    panel: PlotsPanel, session: Session, lesson: Load
) -> None:
    session.open(lesson("xor"))
    assert words(panel, "loss_chart_title") == "Loss (mean of 4 samples)"
    before = words(panel, "loss_chart_number")
    session.look(sample=2)
    assert words(panel, "loss_chart_number") == before


def test_an_objective_that_is_no_loss_goes_by_its_name(
    panel: PlotsPanel, session: Session, lesson: Load
) -> None:
    session.open(lesson("softmax"))
    assert words(panel, "loss_chart_title") == "h₀"
    assert words(panel, "gradients_chart_title") == "Size of each gradient |∂h₀/∂w|"


def test_without_a_loss_a_sentence_says_so(
    panel: PlotsPanel, session: Session, lesson: Load
) -> None:
    session.open(lesson("weight-table"))
    for name in ("loss_chart", "gradients_chart"):
        assert words(panel, f"{name}_message") == "This network has no loss: nothing to plot."
        assert not chart(panel, name).isVisible()


def test_the_loss_has_the_hue_of_forward_values(panel: PlotsPanel, themes: Themes) -> None:
    (curve,) = chart(panel, "loss_chart").plot.getPlotItem().curves
    assert curve.opts["pen"].color() == themes.current.color(ColorRole.FORWARD)


def test_a_change_of_theme_recolours_every_curve(panel: PlotsPanel, themes: Themes) -> None:
    themes.use("dark")
    drawn = chart(panel, "gradients_chart").plot.getPlotItem().curves
    colors = [curve.opts["pen"].color() for curve in drawn]
    assert colors == [themes.current.series_color(rank) for rank in range(4)]
    background = chart(panel, "gradients_chart").plot.backgroundBrush().color()
    assert background == themes.current.color(ColorRole.CANVAS)


def test_curves_differ_by_more_than_colour(panel: PlotsPanel) -> None:
    drawn = chart(panel, "gradients_chart").plot.getPlotItem().curves
    dashes = {tuple(curve.opts["pen"].dashPattern()) for curve in drawn}
    assert len(dashes) == 4


# -- mouse and keys -------------------------------------------------------------------------------


def test_hovering_reads_out_both_charts(panel: PlotsPanel, session: Session, qtbot: QtBot) -> None:
    set_weight(session, "w1", 0.7)
    qtbot.mouseMove(chart(panel, "loss_chart").plot.viewport(), point_at(panel, "loss_chart", 1))
    assert chart(panel, "loss_chart").accessibleDescription() == "point 1, loss 3.425"
    assert "0.85" in chart(panel, "gradients_chart").accessibleDescription()


def test_the_wheel_zooms_both_charts_and_a_double_click_shows_all(
    panel: PlotsPanel, session: Session, qtbot: QtBot
) -> None:
    session.edit("Rate", session.project.with_training(learning_rate=0.001))
    train(session, qtbot, 100)
    wheel(panel, "loss_chart", 50, 4)
    assert shown_ends(panel, "gradients_chart") == shown_ends(panel, "loss_chart")
    assert shown_ends(panel, "loss_chart") == pytest.approx((30, 70), abs=1)
    qtbot.mouseDClick(
        chart(panel, "loss_chart").plot.viewport(),
        Qt.MouseButton.LeftButton,
        pos=point_at(panel, "loss_chart", 50),
    )
    assert shown_ends(panel, "loss_chart") == (0, 100)


def test_dragging_moves_a_zoomed_chart(panel: PlotsPanel, session: Session, qtbot: QtBot) -> None:
    session.edit("Rate", session.project.with_training(learning_rate=0.001))
    train(session, qtbot, 100)
    wheel(panel, "loss_chart", 50, 4)
    viewport = chart(panel, "loss_chart").plot.viewport()
    start, end = (point_at(panel, "loss_chart", point) for point in (60, 50))
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(viewport, end)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert shown_ends(panel, "loss_chart") == pytest.approx((40, 80), abs=1)


def test_there_is_no_context_menu(panel: PlotsPanel, qtbot: QtBot) -> None:
    viewport = chart(panel, "loss_chart").plot.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.RightButton, pos=QPoint(200, 60))
    assert QApplication.activePopupWidget() is None


def test_keys_read_out_point_by_point(panel: PlotsPanel, session: Session, qtbot: QtBot) -> None:
    for number in (0.6, 0.7):
        set_weight(session, "w1", number)
    qtbot.keyClick(panel, Qt.Key.Key_Left)
    assert chart(panel, "loss_chart").accessibleDescription().startswith("point 1")
    qtbot.keyClick(panel, Qt.Key.Key_Home)
    assert chart(panel, "loss_chart").accessibleDescription() == "start, loss 3.375"


def test_keys_zoom(panel: PlotsPanel, session: Session, qtbot: QtBot) -> None:
    session.edit("Rate", session.project.with_training(learning_rate=0.001))
    train(session, qtbot, 100)
    qtbot.keyClick(panel, Qt.Key.Key_Plus)
    assert shown_ends(panel, "loss_chart") == (50, 100)
    qtbot.keyClick(panel, Qt.Key.Key_0)
    assert shown_ends(panel, "loss_chart") == (0, 100)
