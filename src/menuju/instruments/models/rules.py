"""The small language in which a node says to whom it applies.

A rule compares facts of a region with texts and numbers: ``kind == 'kota' and
population >= 100000``. It knows ``and``, ``or``, ``not``, parentheses, the comparisons
``== != < <= > >=``, ``in`` and ``not in`` a list. Nothing else can be written in it, so a
rule from a stranger's file can be read and run without fear. An unknown fact makes a
comparison unknown, and a rule that is unknown is not a reason to leave somebody out.
"""

import ast
import operator
from collections.abc import Callable, Mapping

from django.utils.translation import gettext

Fact = str | int | float | None

FACTS: dict[str, type] = {
    "code": str,
    "kind": str,
    "province": str,
    "island_group": str,
    "population": float,
    "area_km2": float,
}
"""What a rule may ask about a region, and whether it is a text or a number."""

LONGEST = 500

COMPARISONS: dict[type[ast.cmpop], Callable[..., bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda value, among: value in among,
    ast.NotIn: lambda value, among: value not in among,
}


class RuleError(ValueError):
    """A rule that cannot be read: what is wrong and how to mend it."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.mend = mend


def parse(rule: str) -> ast.expr:
    """The rule as a checked expression. RuleError if it is not in the language."""
    if len(rule) > LONGEST:
        raise RuleError(
            gettext("Aturan terdiri atas %s karakter.") % len(rule),
            gettext("Paling banyak %s karakter; atau bagi bagiannya.") % LONGEST,
        )
    try:
        expression = ast.parse(rule.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        raise RuleError(
            gettext("Aturan tidak dapat dibaca: %s.") % problem.args[0],
            gettext("Tulis misalnya: kind == 'kota' and population >= 100000"),
        ) from None
    _check(expression)
    return expression


def holds(rule: str, facts: Mapping[str, Fact]) -> bool | None:
    """Whether the rule is true of these facts; None if a fact it needs is unknown."""
    return _value(parse(rule), facts) if rule.strip() else True


def _check(node: ast.expr) -> None:
    match node:
        case ast.BoolOp(values=parts):
            for part in parts:
                _check(part)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            _check(operand)
        case ast.Compare(left=left, ops=[ops], comparators=[right]):
            _check_comparison(left, ops, right)
        case _:
            raise RuleError(
                gettext("'%s' bukan perbandingan.") % ast.unparse(node),
                gettext(
                    "Bandingkan fakta dengan nilai, misalnya population >= 100000."
                ),
            )


def _check_comparison(left: ast.expr, sign: ast.cmpop, right: ast.expr) -> None:
    if not isinstance(left, ast.Name) or left.id not in FACTS:
        raise RuleError(
            gettext("'%s' bukan fakta yang dikenal.") % ast.unparse(left),
            gettext("Mulai setiap perbandingan dengan salah satu dari %s.")
            % ", ".join(FACTS),
        )
    if type(sign) not in COMPARISONS:
        raise RuleError(
            gettext("'%s' bukan perbandingan.") % type(sign).__name__,
            gettext("Pakai ==, !=, <, <=, >, >=, in, atau not in."),
        )
    is_list = isinstance(right, ast.List | ast.Tuple)
    if is_list != isinstance(sign, ast.In | ast.NotIn):
        raise RuleError(
            gettext("'%s' tidak cocok dengan perbandingannya.") % ast.unparse(right),
            gettext(
                "Tulis in ['kota', 'kabupaten'] untuk daftar, == untuk satu nilai."
            ),
        )
    for part in right.elts if isinstance(right, ast.List | ast.Tuple) else [right]:
        _check_constant(part, left.id)


def _check_constant(node: ast.expr, fact: str) -> None:
    kind = FACTS[fact]
    value = node.value if isinstance(node, ast.Constant) else None
    fits = isinstance(value, str) if kind is str else isinstance(value, int | float)
    if not fits or isinstance(value, bool):
        wanted = gettext("teks dalam tanda kutip") if kind is str else gettext("angka")
        raise RuleError(
            gettext("'%(value)s' tidak dapat dibandingkan dengan %(fact)s.")
            % {"value": ast.unparse(node), "fact": fact},
            gettext("%(fact)s dibandingkan dengan %(wanted)s.")
            % {"fact": fact, "wanted": wanted},
        )


def _value(node: ast.expr, facts: Mapping[str, Fact]) -> bool | None:
    match node:
        case ast.BoolOp(op=sign, values=parts):
            decides = isinstance(sign, ast.Or)
            values = [_value(part, facts) for part in parts]
            if decides in values:
                return decides
            return None if None in values else not decides
        case ast.UnaryOp(operand=operand):
            inner = _value(operand, facts)
            return None if inner is None else not inner
        case ast.Compare(left=ast.Name(id=name), ops=[sign], comparators=[right]):
            fact = facts.get(name)
            if fact is None:
                return None
            # A freeze writes numbers as text, because a float has no canonical form.
            fact = FACTS[name](fact)
            return COMPARISONS[type(sign)](fact, ast.literal_eval(right))
    raise AssertionError("parse() lets nothing else through")
