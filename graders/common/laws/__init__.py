"""Chinese laws that customer service cites: a small table with sources, and what a text says of them."""

from yuejuan.graders.common.laws.citations import Citation, Mention, MentionKind, Reading, read_laws
from yuejuan.graders.common.laws.table import Law, law_named, laws

__all__ = ["Citation", "Law", "Mention", "MentionKind", "Reading", "law_named", "laws", "read_laws"]
