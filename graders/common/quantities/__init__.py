"""Named quantities and formulas of a paper, worked out exactly, with errors carried forward."""

from yuejuan.graders.common.quantities.expression import Formula, FormulaError, Undefined, parse
from yuejuan.graders.common.quantities.model import NamedQuantity, Problem
from yuejuan.graders.common.quantities.points import Marking, QuantityParameters, mark, quantity_points
from yuejuan.graders.common.quantities.verdict import Standing, Verdict, fits, judge_values
from yuejuan.messages import register_catalogue

register_catalogue("yuejuan.graders.common.quantities", ["check.quantities"])

__all__ = [
    "Formula",
    "FormulaError",
    "Marking",
    "NamedQuantity",
    "Problem",
    "QuantityParameters",
    "Standing",
    "Undefined",
    "Verdict",
    "fits",
    "judge_values",
    "mark",
    "parse",
    "quantity_points",
]
