"""Pieces in lines: where a line is broken, and what stands under what."""

from itertools import pairwise

from gui.formulas.flow import Block, Flow, flow
from gui.formulas.pieces import Kind

EM = 10.0
KINDS = {"=": Kind.RELATION, "+": Kind.PLUS, "-": Kind.PLUS, "*": Kind.TIMES}


def blocks(formula: str, wide: float = 30.0) -> list[Block]:
    """A term for each letter; in brackets they are deeper."""
    found, depth = [], 0
    for sign in formula:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign not in "()":
            kind = KINDS.get(sign, Kind.TERM)
            found.append(Block(kind, wide if kind is Kind.TERM else 8, 8, 3, depth))
    return found


def lines(formula: str, width: float) -> list[str]:
    """The formula as it is broken."""
    signs = [sign for sign in formula if sign not in "()"]
    places = flow(blocks(formula), width, EM).places
    found = [signs[0]]
    for sign, (before, place) in zip(signs[1:], pairwise(places), strict=True):
        if place.x <= before.x:
            found.append("")
        found[-1] += sign
    return found


def of(formula: str, width: float) -> Flow:
    return flow(blocks(formula), width, EM)


def test_what_fits_is_one_line() -> None:
    assert lines("a=b+c", 1000) == ["a=b+c"]
    one = of("a=b+c", 1000)
    assert {place.baseline for place in one.places} == {8.0}
    assert one.height == 11.0


def test_every_further_relation_begins_a_line_under_the_first() -> None:
    assert lines("a=b+c=d=e", 1000) == ["a=b+c", "=d", "=e"]
    places = of("a=b=c", 1000).places
    assert places[1].x == places[3].x


def test_a_sum_breaks_before_plus_and_a_product_only_without_one() -> None:
    assert lines("a=b*c+d*e", 150) == ["a=b*c", "+d*e"]
    assert lines("a=b*c*d*e", 170) == ["a=b*c*d", "*e"]


def test_brackets_are_broken_last() -> None:
    assert lines("a=b*(c+d)*e", 190) == ["a=b*c+d", "*e"]
    assert lines("a=(c+d+e)*f", 195) == ["a=c+d+e", "*f"]


def test_a_sign_stays_with_what_it_belongs_to() -> None:
    assert lines("a=-b+c", 90) == ["a=-b", "+c"]


def test_lines_stay_within_the_width() -> None:
    for width in (120, 150, 200, 300):
        for formula in ("a=b*c+d*e=f+g+h", "a=b*(c+d*(e+f))*g*h"):
            assert of(formula, width).width <= width


def test_what_is_wider_than_a_line_is_drawn_smaller() -> None:
    (place,) = flow(blocks("a", wide=200), 120, EM).places
    assert 0.45 <= place.scale < 1


def test_nothing_is_nothing() -> None:
    assert flow([], 100, EM) == Flow()
