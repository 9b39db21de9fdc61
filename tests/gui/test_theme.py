from __future__ import annotations

from itertools import combinations

import numpy as np
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
    colors += [found.path_color(index) for index in range(len(found.paths))]
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


# -- paths, for every kind of eye -----------------------------------------------------------------

# Machado, Oliveira and Fernandes 2009, severity 1: nothing, then protan, deutan and tritan sight.
EYES = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def oklab(color: QColor, eye: str) -> np.ndarray:
    """Ottosson 2020, of what an eye makes of a colour."""
    parts = np.array([color.redF(), color.greenF(), color.blueF()])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(EYES[eye]) @ linear, 0, 1)
    return np.asarray(TO_LAB @ np.cbrt(TO_CONES @ seen))


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", THEMES)
def test_paths_differ_from_each_other_and_from_the_reserved_hues(name: str, eye: str) -> None:
    found = theme(name)
    colors = [found.path_color(index) for index in range(len(found.paths))]
    assert len(colors) >= 3
    colors += [found.color(ColorRole.FORWARD), found.color(ColorRole.GRADIENT)]
    for one, other in combinations(colors, 2):
        assert np.linalg.norm(oklab(one, eye) - oklab(other, eye)) >= 0.06
