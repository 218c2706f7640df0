"""Which kind of text a head of bytes is: page, mail, vector picture, table, style sheet, script or plain text.

What a text says about itself (a doctype, a root element, mail header fields) counts before its extension.
Sources: WHATWG MIME Sniffing Standard section 7.1, RFC 5322 section 3.6, SVG 2, GB 18030.
"""

from __future__ import annotations

import re

from yuejuan.artifacts.text import decode

_BY_EXTENSION = {
    "css": "css",
    "less": "css",
    "scss": "css",
    "js": "js",
    "mjs": "js",
    "csv": "csv",
    "tsv": "csv",
    "json": "json",
    "yaml": "yaml",
    "yml": "yaml",
    "md": "md",
    "markdown": "md",
    "eml": "eml",
    "xml": "xml",
} | dict.fromkeys(["sh", "bash", "py", "pl", "rb", "php", "bat", "cmd", "ps1", "vbs"], "shell")
_PAGE_EXTENSIONS = frozenset({"html", "htm", "xhtml", "shtml", "xht"})
_STRANGE = re.compile(
    r"[^\t\r\n\f -~\u00a0-\u00b7\u00d7\u00f7\u2010-\u2312\u2460-\u266f\u3000-\u33ff\u4e00-\u9fff\uff01-\uffe5]"
)
"""What Chinese and English texts never hold; bytes that are no text make characters of every script."""
_BINARY_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PROLOGUE = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s+svg[^\[>]*(?:\[.*?\]\s*)?>)+", re.DOTALL | re.IGNORECASE
)
_PAGE_ROOT = re.compile(r"<(?:!doctype\s+html|html|head|body|title|script|table|div|h1|p|frameset)\b", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!][^<>]*>")
_MAIL_FIELD = re.compile(
    r"(?:from|to|cc|subject|date|received|return-path|message-id|mime-version|content-type|delivered-to|reply-to|sender"
    r"|dkim-signature|content-transfer-encoding|x-[a-z-]+):",
    re.IGNORECASE,
)
_MAIL_REQUIRED = re.compile(r"^(?:received|mime-version|return-path|message-id):", re.IGNORECASE | re.MULTILINE)
_MHTML = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)


def text_format(head: bytes, extension: str) -> str | None:
    """The format of a text; ``None`` when the bytes are no text in any encoding that is tried."""
    text = _decode(head)
    if text is None:
        return None
    start = _PROLOGUE.sub("", text[:8192], count=1) if _PROLOGUE.match(text) else text
    if re.match(r"<(?:[A-Za-z_][\w.-]*:)?svg[\s>/]", start):
        return "SVG"
    if _PAGE_ROOT.match(start) or (extension in _PAGE_EXTENSIONS and _TAG.search(text)):
        return "html"
    if _is_mail(text):
        return "mhtml" if _MHTML.search(text[:4096]) and extension in ("mht", "mhtml") else "eml"
    if extension in _BY_EXTENSION:
        return _BY_EXTENSION[extension]
    if text.startswith("<?xml"):
        return "xml"
    return "shell" if text.startswith("#!/") else "txt"


def _decode(head: bytes) -> str | None:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    if b"\0" in head:
        # UTF-16 without a mark is the only text with NUL bytes; so is half of what is no text at all.
        wide = decode(head)
        return wide.text if wide.encoding.startswith("utf-16") and not _STRANGE.search(wide.text) else None
    for encoding in ("utf-8", "gb18030", "big5"):
        # The head may end inside a character of up to four bytes.
        for cut in range(4):
            try:
                text = head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return None if _BINARY_CONTROL.search(text) else text
    return None


def _is_mail(text: str) -> bool:
    """True when a block of header fields opens the text and one of them is written by mail programs only.

    People also write ``From:`` and ``Subject:`` by hand at the top of a text file; that stays a text.
    """
    block = re.split(r"\r?\n\r?\n", text.lstrip("\r\n"), maxsplit=1)[0]
    fields = [line for line in block.splitlines() if line and line[0] not in " \t"]
    known = sum(1 for line in fields if _MAIL_FIELD.match(line))
    return known >= 2 and known * 2 > len(fields) and bool(_MAIL_REQUIRED.search(block))
