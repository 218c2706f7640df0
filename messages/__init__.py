"""Text for people: messages as id, typed values and template; catalogues in zh_CN and English.

Nothing below this room formats text for people. A reader, a check or a loader says *what* it has to say with
:func:`say`; whoever shows it to a person calls :func:`render`. The zh_CN template travels with the message, so
that a result document can be shown years later, when the catalogue has moved on.
"""

if __name__ != "yuejuan.messages":
    raise ImportError("import yuejuan.messages, not messages: the repository root is the package yuejuan")

from yuejuan.messages.catalogue import Catalogue, catalogue_of, register_catalogue
from yuejuan.messages.message import Message, Value, both, render, say

__all__ = ["Catalogue", "Message", "Value", "both", "catalogue_of", "register_catalogue", "render", "say"]

register_catalogue("yuejuan.messages", ["messages"])
