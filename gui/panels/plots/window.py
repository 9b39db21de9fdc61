"""Window: the stretch of points that the charts show."""

from __future__ import annotations

from dataclasses import dataclass

FEWEST = 4
"""Steps that the axis has room for from the beginning, and that zooming in leaves."""


@dataclass(frozen=True, slots=True)
class Window:
    """All points, also those to come, or the stretch that somebody zoomed into."""

    stretch: tuple[float, float] | None = None

    def ends(self, count: int) -> tuple[int, int]:
        """First and last point of the axis, of `count` points."""
        everything = 0, max(count - 1, FEWEST)
        if self.stretch is None:
            return everything
        first = min(round(self.stretch[0]), everything[1] - FEWEST)
        return first, min(max(round(self.stretch[1]), first + FEWEST), everything[1])

    def zoomed(self, factor: float, at: float, count: int) -> Window:
        """The window of `factor` times the extent, with point `at` where it is."""
        first, last = self.stretch or self.ends(count)
        extent = max((last - first) * factor, FEWEST)
        share = (at - first) / (last - first)
        return _within(at - share * extent, extent, count)

    def moved(self, by: float, count: int) -> Window:
        """The window `by` points further on."""
        if self.stretch is None:
            return self
        first, last = self.stretch
        return _within(first + by, last - first, count)


def _within(first: float, extent: float, count: int) -> Window:
    """The window from `first` on, as far as there are points; all, if it would hold all."""
    least, most = Window().ends(count)
    if extent >= most - least:
        return Window()
    first = min(max(first, least), most - extent)
    return Window((first, first + extent))
