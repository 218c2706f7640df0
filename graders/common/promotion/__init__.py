"""Promotion elements (price, discount, free shipping …) found in lines of text, whatever read them.

Meant for text out of pictures, so precision comes first: what could be something else is not reported, and nothing
follows from what is missing.
"""

from yuejuan.graders.common.promotion.arithmetic import contradictions
from yuejuan.graders.common.promotion.elements import Kind, Promotion
from yuejuan.graders.common.promotion.finding import find_promotions
from yuejuan.graders.common.promotion.normal import normal

__all__ = ["Kind", "Promotion", "contradictions", "find_promotions", "normal"]
