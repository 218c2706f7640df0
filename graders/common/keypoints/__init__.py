"""Key points that answers are to make, found by words and synonyms."""

from yuejuan.graders.common.keypoints.denial import taken_back
from yuejuan.graders.common.keypoints.matching import Match, is_keyword_list, matches, near_misses
from yuejuan.graders.common.keypoints.model import KeyPoint

__all__ = ["KeyPoint", "Match", "is_keyword_list", "matches", "near_misses", "taken_back"]
