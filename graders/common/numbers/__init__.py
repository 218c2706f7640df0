"""Numbers as people write them: ``1,200``, ``1.2万``, ``一千二百``, ``30%``, ``三成``, ``¥5``, ``3元/件``, ``10—15个``.

Values are exact fractions. A reader that is not sure returns ``None``; it never takes a part of a number for the whole.
"""

from yuejuan.graders.common.numbers.chinese import read_chinese
from yuejuan.graders.common.numbers.quantity import LONGEST_TEXT, Quantity, find_quantities, read_quantity
from yuejuan.graders.common.numbers.shown import half_last_place, shown
from yuejuan.graders.common.numbers.units import MONEY_UNITS, money_factor, unit_in

__all__ = [
    "LONGEST_TEXT",
    "MONEY_UNITS",
    "Quantity",
    "find_quantities",
    "half_last_place",
    "money_factor",
    "read_chinese",
    "read_quantity",
    "shown",
    "unit_in",
]
