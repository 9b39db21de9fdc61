"""A theme applied to the whole application: palette, font, the few rules of style."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from engine.resources import resource
from gui.theme import ColorRole, Theme

_PALETTE = (
    (QPalette.ColorRole.Window, ColorRole.PANEL),
    (QPalette.ColorRole.WindowText, ColorRole.TEXT),
    (QPalette.ColorRole.Base, ColorRole.FIELD),
    (QPalette.ColorRole.AlternateBase, ColorRole.PANEL),
    (QPalette.ColorRole.Text, ColorRole.TEXT),
    (QPalette.ColorRole.PlaceholderText, ColorRole.MUTED),
    (QPalette.ColorRole.Button, ColorRole.PANEL),
    (QPalette.ColorRole.ButtonText, ColorRole.TEXT),
    (QPalette.ColorRole.ToolTipBase, ColorRole.FIELD),
    (QPalette.ColorRole.ToolTipText, ColorRole.TEXT),
    (QPalette.ColorRole.Highlight, ColorRole.ACCENT),
    (QPalette.ColorRole.HighlightedText, ColorRole.ON_ACCENT),
    (QPalette.ColorRole.Accent, ColorRole.ACCENT),
    (QPalette.ColorRole.Link, ColorRole.ACCENT),
    (QPalette.ColorRole.Mid, ColorRole.BORDER),
    (QPalette.ColorRole.Midlight, ColorRole.BORDER),
    (QPalette.ColorRole.Dark, ColorRole.BORDER),
    (QPalette.ColorRole.Light, ColorRole.FIELD),
)

_STYLE = """
QMainWindow, QMenuBar, QToolBar, QStatusBar {{ background: {panel}; }}
QToolBar {{ border: none; border-bottom: 1px solid {border}; spacing: 6px; padding: 4px 10px; }}
QStatusBar {{ border-top: 1px solid {border}; }}
QStatusBar::item {{ border: none; }}
QSplitter::handle {{ background: {border}; }}
QToolButton {{ border: 1px solid transparent; border-radius: 5px; padding: 4px 10px; }}
QToolButton:hover {{ background: {selection}; }}
QToolButton:checked {{ background: {selection}; color: {accent}; font-weight: 600; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton:disabled {{ color: {muted}; }}
QTabWidget::pane {{ border: none; }}
QTabBar::tab {{ border: none; border-bottom: 2px solid transparent; padding: 5px 14px; }}
QTabBar {{ outline: none; }}
QTabBar::tab {{ color: {muted}; background: transparent; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ color: {accent}; border-bottom-color: {accent}; font-weight: 600; }}
QTabBar::tab:focus {{ background: {selection}; }}
QCheckBox::indicator, QTableView::indicator {{ width: 0.95em; height: 0.95em; }}
QCheckBox::indicator, QTableView::indicator {{
    border: 1px solid {muted}; border-radius: 3px; background: {field}; }}
QCheckBox::indicator:checked, QTableView::indicator:checked {{
    border-color: {accent}; background: {accent}; image: url("{check}"); }}
QCheckBox::indicator {{ margin: 1px; }}
QCheckBox::indicator:focus {{ border: 2px solid {accent}; margin: 0; }}
QCheckBox::indicator:disabled {{ border-color: {border}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QToolTip {{ background: {field}; color: {text}; border: 1px solid {border}; padding: 4px; }}
"""

_FRAME = 140
"""How much darker than its window Fusion draws the frame of a menu, in percent."""


def apply_theme(app: QApplication, theme: Theme, point_size: float) -> None:
    """Colour the application by `theme`; `point_size` is the system's own size of type."""
    app.styleHints().setColorScheme(Qt.ColorScheme.Dark if theme.dark else Qt.ColorScheme.Light)
    palette = _palette(theme)
    app.setPalette(palette)
    # Fusion frames a menu in a darker shade of its window, which on a dark board is not seen.
    palette.setColor(QPalette.ColorRole.Window, theme.color(ColorRole.BORDER).lighter(_FRAME))
    app.setPalette(palette, "QMenu")  # type: ignore[arg-type]  # bytes, the stub says wrongly
    font = app.font()
    font.setPointSizeF(point_size * theme.sizes.interface / 10)
    app.setFont(font)  # before the style sheet, or widgets keep the font of the theme before
    colors = {role.value: _name(theme, role) for role in ColorRole}
    check = resource("icons", f"check-{'dark' if theme.dark else 'light'}.svg").as_posix()
    app.setStyleSheet(_STYLE.format(check=check, **colors))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, color in _PALETTE:
        palette.setColor(role, theme.color(color))
    muted = theme.color(ColorRole.MUTED)
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, muted)
    return palette


def _name(theme: Theme, role: ColorRole) -> str:
    return theme.color(role).name(QColor.NameFormat.HexRgb)
