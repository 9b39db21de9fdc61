"""Trees as people write them: in Unicode, which the parser reads back, and in TeX for `ziamath`."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

from engine.formula.expression import (
    Call,
    Expression,
    MatMul,
    Negative,
    Number,
    Outer,
    Power,
    Product,
    Quotient,
    Ref,
    Stack,
    Sum,
    Symbol,
    Transpose,
    fold,
)
from engine.formula.notation import Style, styled
from engine.formula.spelling import SUPERSCRIPTS
from engine.numerals import MINUS, full

# How tightly a piece of text holds together; what is looser than its place demands gets brackets.
SUM, NEGATIVE, PRODUCT, FRACTION, POWER, ATOM = range(6)

LONGEST_STACK: Final = 8
"""Numbers of a vector, or rows of a matrix, that are all written."""

LONGEST_ROW: Final = 6
"""Columns of a matrix that are all set: more would be too small to read."""

Written = tuple[str, int]
"""A text, and how tightly it holds together."""

_TO_SUPERSCRIPTS: Final = str.maketrans("-0123456789", f"⁻{SUPERSCRIPTS}")
_FROM_SUPERSCRIPTS: Final = str.maketrans(f"⁻{SUPERSCRIPTS}", "-0123456789")


def text(expression: Expression, style: Style = Style.SUBSCRIPTS) -> str:
    """`∂L/∂z₂·w₃ + ∂L/∂z₁·w₁`, or plain `∂L/∂z2·w3 + ∂L/∂z1·w1`; TeX with `Style.TEX`."""
    return part(expression, SUM, style)


def part(expression: Expression, least: int, style: Style = Style.SUBSCRIPTS) -> str:
    """The text of a tree where nothing looser than `least` may stand: else it gets brackets."""
    writer = _TeX() if style is Style.TEX else _Unicode(style)
    return writer.within(fold(expression, writer.write), least)


class _Unicode:
    """One method for each kind of node, given what its parts are written as."""

    minus = MINUS
    brackets = "(", ")"
    bars = "|", "|"
    times, elementwise = "·", " ⊙ "
    transposed = "ᵀ"
    prime = "′"

    def __init__(self, style: Style) -> None:
        self.style = style

    def write(self, node: Expression, parts: list[Written]) -> Written:
        """The text of a node, by the method that bears its name."""
        written: Written = getattr(self, type(node).__name__.lower())(node, *parts)
        return written

    def within(self, part: Written, least: int) -> str:
        """The text of a part where nothing looser than `least` may stand."""
        return part[0] if part[1] >= least else self.brackets[0] + part[0] + self.brackets[1]

    def symbol(self, node: Symbol) -> Written:
        return styled(node.word, self.style), ATOM

    def ref(self, node: Ref) -> Written:
        """A derivative looks like a fraction, so it is handled as one."""
        return styled(node.word, self.style), ATOM if node.quantity.by is None else FRACTION

    def number(self, node: Number) -> Written:
        written = (node.text or full(node.value)).replace("-", MINUS)
        if "·" in written:
            return written, PRODUCT
        return written, ATOM if re.fullmatch(r"[\d.]+|[eπ]", written, re.ASCII) else POWER

    def sum(self, node: Sum, first: Written, *others: Written) -> Written:
        written = self.within(first, NEGATIVE)
        for term, part in zip(node.terms[1:], others, strict=True):
            if isinstance(term, Negative):
                written += f" {self.minus} {self.unsigned(part)}"
            else:
                written += f" + {self.within(part, PRODUCT)}"
        return written, SUM

    def unsigned(self, part: Written) -> str:
        """What stands behind the minus of a negative part."""
        return part[0].removeprefix(self.minus)

    def negative(self, _: Negative, operand: Written) -> Written:
        return f"{self.minus}{self.within(operand, PRODUCT)}", NEGATIVE

    def product(self, node: Product, first: Written, *others: Written) -> Written:
        factors = node.factors
        written = self.within(first, PRODUCT if isinstance(factors[0], Quotient) else FRACTION)
        vector = bool(factors[0].shape)
        for factor, part in zip(factors[1:], others, strict=True):
            sign = self.elementwise if vector and factor.shape else self.times
            written += sign + self.within(part, FRACTION)
            vector = vector or bool(factor.shape)
        return written, PRODUCT

    def quotient(self, _: Quotient, above: Written, below: Written) -> Written:
        over = self.within(above, POWER if above[1] == FRACTION else PRODUCT)
        return f"{over}/{self.within(below, POWER)}", PRODUCT

    def power(self, _: Power, base: Written, exponent: Written) -> Written:
        written = self.raised(base)
        if re.fullmatch(r"−?\d+", exponent[0], re.ASCII):
            return written + exponent[0].replace(MINUS, "-").translate(_TO_SUPERSCRIPTS), POWER
        return f"{written}^{self.within(exponent, ATOM)}", POWER

    def call(self, node: Call, *arguments: Written) -> Written:
        shown = ", ".join(part[0] for part in arguments)
        if isinstance(node.arguments[0], Stack) and len(arguments) == 1:
            shown = self.unbracketed(shown)
        if node.word:
            stem, prime = node.word.rstrip("'"), "'" * node.word.endswith("'")
            called = styled(stem, self.style) + prime.replace("'", self.prime)
            return called + self.brackets[0] + shown + self.brackets[1], ATOM
        if node.function == "abs":
            return self.bars[0] + shown + self.bars[1], ATOM
        return self.applied(node.function, shown)

    def unbracketed(self, stack: str) -> str:
        """A vector as what stands between the brackets of a call."""
        return stack[1:-1]

    def applied(self, function: str, arguments: str) -> Written:
        if function == "sqrt":
            return f"√({arguments})", POWER  # (√(x))², since √x² is read in two ways
        name = function.replace("sigmoid", "σ").replace("'", self.prime)
        return f"{name}({arguments})", ATOM

    def matmul(self, _: MatMul, matrix: Written, vector: Written) -> Written:
        return self.within(matrix, FRACTION) + self.times + self.within(vector, FRACTION), PRODUCT

    def transpose(self, _: Transpose, matrix: Written) -> Written:
        return self.raised(matrix) + self.transposed, POWER

    def raised(self, base: Written) -> str:
        """What bears an exponent."""
        return self.within(base, ATOM)

    def outer(self, node: Outer, column: Written, row: Written) -> Written:
        """A row of one number needs no sign that it is one."""
        right = self.raised(row) + self.transposed if node.row.shape else row[0]
        left = self.within(column, FRACTION if node.column.shape else PRODUCT)
        return left + self.times + right, PRODUCT

    def stack(self, node: Stack, *elements: Written) -> Written:
        """(1, 2), of a matrix [1 2; 3 4]; of many only the first and the last."""
        texts = [part[0] for part in elements]
        if isinstance(node.elements[0], Stack):
            return f"[{'; '.join(_few([row[1:-1].replace(',', '') for row in texts]))}]", ATOM
        return f"({', '.join(_few(texts))})", ATOM


def _few(texts: list[str], gap: str = "…", longest: int = LONGEST_STACK) -> list[str]:
    """The texts, or only so many that they can be read."""
    return texts if len(texts) <= longest else [*texts[:3], gap, texts[-1]]


class _TeX(_Unicode):
    """Fractions and roots instead of signs; a leading minus as `{-x}`, or it is set as binary."""

    minus = "-"
    brackets = r"\left(", r"\right)"
    bars = r"\left|", r"\right|"
    times, elementwise = r" \cdot ", r" \odot "
    transposed = r"^{\top}"
    prime = "'"

    def __init__(self) -> None:
        super().__init__(Style.TEX)

    def number(self, node: Number) -> Written:
        """½, 1⁄2, 1.5·10⁻⁷ and 1e−7 as they are printed in books."""
        written, tightness = super().number(node)
        fraction = re.fullmatch(r"(\d+)⁄(\d+)", normalize("NFKC", written))
        if fraction:
            return rf"\tfrac{{{fraction[1]}}}{{{fraction[2]}}}", FRACTION
        power = re.fullmatch(r"(.+)(?:·10|[eE])(.+)", written)
        if power:
            digits = power[2].translate(_FROM_SUPERSCRIPTS).replace(MINUS, "-").lstrip("+")
            return rf"{power[1]} \cdot 10^{{{digits}}}", PRODUCT
        return written.replace("π", r"\pi"), tightness

    def unsigned(self, part: Written) -> str:
        return part[0].removeprefix("{-").removesuffix("}")

    def negative(self, node: Negative, operand: Written) -> Written:
        return f"{{{super().negative(node, operand)[0]}}}", NEGATIVE

    def quotient(self, _: Quotient, above: Written, below: Written) -> Written:
        return rf"\frac{{{above[0]}}}{{{below[0]}}}", FRACTION

    def power(self, _: Power, base: Written, exponent: Written) -> Written:
        return f"{self.raised(base)}^{{{exponent[0]}}}", POWER

    def raised(self, base: Written) -> str:
        """In braces if it is an environment: ziamath sets no exponent to one."""
        written = super().raised(base)
        return f"{{{written}}}" if written.startswith(_COLUMN[0]) else written

    def unbracketed(self, stack: str) -> str:
        return stack.replace("pmatrix", "matrix")

    def applied(self, function: str, arguments: str) -> Written:
        name, prime = function.rstrip("'"), "'" * function.endswith("'")
        if name == "sqrt":
            return rf"\sqrt{{{arguments}}}", ATOM
        if name == "exp" and "matrix}" not in arguments:  # which no exponent can be
            return f"e^{{{arguments}}}", POWER
        escaped = name.replace("_", r"\_")
        shown = r"\sigma" if name == "sigmoid" else rf"\mathrm{{{escaped}}}"
        return f"{shown}{prime}{self.brackets[0]}{arguments}{self.brackets[1]}", ATOM

    def stack(self, node: Stack, *elements: Written) -> Written:
        """A column; a row of a matrix is written as what stands between its rows."""
        texts = [part[0] for part in elements]
        if isinstance(node.elements[0], Stack):
            rows = [_between(row) for row in texts]
            return _column(_few(rows, _gap(rows[0]))), ATOM
        return _column(_few(texts, r"\vdots")), ATOM


_COLUMN = r"\begin{pmatrix} ", r" \end{pmatrix}"


def _column(rows: list[str]) -> str:
    return (r" \\ ".join(rows)).join(_COLUMN)


def _between(column: str) -> str:
    """The entries of a column as those of a row."""
    entries = column.removeprefix(_COLUMN[0]).removesuffix(_COLUMN[1])
    found = entries.replace(r"\vdots", r"\cdots").split(r" \\ ")
    return " & ".join(_few(found, r"\cdots", LONGEST_ROW))


def _gap(row: str) -> str:
    return " & ".join([r"\vdots"] * (row.count("&") + 1))
