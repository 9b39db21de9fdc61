"""From the text of a formula to its tree.

The scanner knows names and numbers, the grammar knows what stands where, and the builder refuses
what the grammar allows but people read in two ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lark import Lark, Token, UnexpectedToken
from lark.lexer import Lexer

from engine.errors import FormulaError
from engine.formula.builder import Builder, TwoReadings
from engine.formula.expression import Expression, Ref, quantities
from engine.formula.scanner import scan
from engine.formula.spelling import LONGEST, prepared
from engine.formula.vocabulary import Vocabulary
from engine.formula.words import Piece
from engine.quantity import Quantity

_GRAMMAR: Final = """
    start: sum
    sum: product ((PLUS | MINUS) product)*
    product: signed (TIMES signed | OVER signed | power)*
    signed: (PLUS | MINUS)* power
    power: raised (CARET exponent)?
    exponent: (PLUS | MINUS)* power
    raised: atom SUPERSCRIPT?
    ?atom: number | leaf | group | bars | call | bare | root
    number: NUMBER
    leaf: LEAF
    group: OPEN sum CLOSE
    bars: BAR_OPEN sum BAR_CLOSE
    call: FUNCTION (SUPERSCRIPT | CARET NUMBER)? OPEN sum (SEPARATOR sum)* CLOSE
    bare: FUNCTION (number | leaf | bars | call | bare | root)
    root: ROOT atom

    %declare PLUS MINUS TIMES OVER CARET SUPERSCRIPT NUMBER LEAF FUNCTION ROOT
    %declare OPEN CLOSE BAR_OPEN BAR_CLOSE SEPARATOR
"""

_SHOWN: Final = 12
"""How many signs before a mistake are repeated in its sentence."""


class _Pieces(Lexer):
    """Hands the pieces of the scanner to the grammar."""

    def __init__(self, lexer_conf: object) -> None:
        """Lark hands over its terminals, which are all declared here."""

    def lex(self, pieces: list[Piece]) -> Iterator[Token]:  # type: ignore[override]
        """Tokens whose values are the pieces."""
        for piece in pieces:
            token = Token(piece.kind, "")
            token.value = piece
            yield token


_PARSER: Final = Lark(_GRAMMAR, parser="lalr", lexer=_Pieces, transformer=Builder())


def parse(
    text: str,
    vocabulary: Vocabulary,
    asked: Quantity | None = None,
    *,
    longest: int | None = LONGEST,
) -> Expression:
    """The tree of one formula; raises `FormulaError` where it cannot be read in exactly one way.

    A formula for `asked` must not speak of `asked` itself. At most `longest` characters (None: the
    program's own text), 64 levels of brackets, calls and exponents.
    """
    source = prepared(text, longest)
    pieces = scan(source, vocabulary)
    if not pieces:
        raise FormulaError("formula_empty")
    try:
        expression = _PARSER.parse(pieces)
    except UnexpectedToken as error:
        raise _unexpected(error, pieces, source) from None
    except TwoReadings as readings:
        raise readings.refusal(source) from None
    assert isinstance(expression, Expression)
    if asked is not None and any(_overlap(asked, each) for each in quantities(expression)):
        raise FormulaError("asked_itself", name=text.strip())
    return expression


def parse_quantity(text: str, vocabulary: Vocabulary) -> Quantity:
    """The quantity that a text names and nothing else: `dL/dw0`, `z1`, `∂L/∂W1_{1,2}`."""
    pieces = scan(prepared(text), vocabulary)
    match [piece.meaning for piece in pieces]:
        case [Ref(quantity)]:
            return quantity
    raise FormulaError("quantity_expected", found=text.strip())


def sides(line: str) -> tuple[str, ...]:
    """The texts between the equality signs of a line of notes, `QUANTITY = FORMULA = FORMULA`."""
    found = tuple(side.strip() for side in line.replace("＝", "=").split("="))
    if "" in found:
        raise FormulaError("side_missing")
    return found


def _overlap(asked: Quantity | None, used: Quantity | None) -> bool:
    """Whether `used` is `asked`, an element of it, or the array it is an element of."""
    if asked is None or used is None:
        return asked is used
    same = (asked.role, asked.owner) == (used.role, used.owner)
    indices = asked.index == used.index or not (asked.index and used.index)
    return same and indices and _overlap(asked.by, used.by)


def _unexpected(error: UnexpectedToken, pieces: list[Piece], source: str) -> FormulaError:
    """Why the grammar cannot go on at a piece, or at the end."""
    piece = error.token.value if isinstance(error.token.value, Piece) else None
    before = pieces[: pieces.index(piece)] if piece else pieces
    position = piece.start if piece else len(source)
    kinds = [each.kind for each in before[-2:]]
    if kinds[-1:] == ["FUNCTION"] or kinds == ["FUNCTION", "CARET"]:
        function = before[kinds.index("FUNCTION") - len(kinds)]
        name = source[function.start : function.end]
        return FormulaError("function_alone", name=name, position=position)
    behind = source[max(0, position - _SHOWN) : position].strip()
    if piece is None:
        return FormulaError("formula_ends", behind=behind, position=position)
    found = source[piece.start : piece.end]
    code = "sign_behind" if before else "sign_first"
    return FormulaError(code, found=found, behind=behind, position=position)
