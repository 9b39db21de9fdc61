from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from gui.theme import THEMES, ColorRole, theme

WORDS = (
    ColorRole.TEXT,
    ColorRole.MUTED,
    ColorRole.FORWARD,
    ColorRole.GRADIENT,
    ColorRole.ACCENT,
    ColorRole.WARNING,
    ColorRole.LINE,
)
GROUNDS = (ColorRole.CANVAS, ColorRole.PANEL, ColorRole.FIELD)


def luminance(color: QColor) -> float:
    """WCAG 2.2, relative luminance."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_every_role_has_a_color(name: str) -> None:
    found = theme(name)
    assert set(found.roles) == set(ColorRole)
    assert all(found.color(role).isValid() for role in ColorRole)
    assert found.name == name


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_can_be_read_on_every_ground(name: str, ground: ColorRole) -> None:
    least = 7.0 if name == "projector" else 4.5
    found = theme(name)
    colors = [found.color(role) for role in WORDS]
    colors += [found.series_color(index) for index in range(len(found.series))]
    for color in colors:
        assert contrast(color, found.color(ground)) >= least


@pytest.mark.parametrize("name", THEMES)
def test_running_text_has_high_contrast_everywhere(name: str) -> None:
    found = theme(name)
    for ground in (*GROUNDS, ColorRole.SELECTION):
        assert contrast(found.color(ColorRole.TEXT), found.color(ground)) >= 7


@pytest.mark.parametrize("name", THEMES)
def test_the_two_reserved_hues_are_no_curves(name: str) -> None:
    found = theme(name)
    curves = {found.series_color(index).name() for index in range(len(found.series))}
    reserved = {found.color(role).name() for role in (ColorRole.FORWARD, ColorRole.GRADIENT)}
    assert not curves & reserved
