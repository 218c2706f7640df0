"""Name the body font of a Word file by its theme, as new versions of Word do."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import word


def edit(root: Path, file: str | None, *, font: str) -> None:
    """Let the style Normal take the theme's minor font, and make ``font`` the theme's Chinese and Latin one."""
    import re

    from docx.oxml.ns import qn

    with word(root, file) as document:
        fonts = document.styles["Normal"].element.rPr.rFonts
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for place, theme in (
            ("asciiTheme", "minorHAnsi"),
            ("hAnsiTheme", "minorHAnsi"),
            ("eastAsiaTheme", "minorEastAsia"),
        ):
            fonts.set(qn(f"w:{place}"), theme)
        for part in document.part.package.iter_parts():
            if str(part.partname).startswith("/word/theme/"):
                text = part.blob.decode("utf-8")
                minor = re.search(r"<a:minorFont>.*?</a:minorFont>", text, re.DOTALL)
                if minor:
                    changed = re.sub(r'(<a:(?:latin|ea) typeface=")[^"]*', rf"\g<1>{font}", minor.group())
                    changed = re.sub(r'(<a:font script="Hans" typeface=")[^"]*', rf"\g<1>{font}", changed)
                    part._blob = text.replace(minor.group(), changed).encode("utf-8")
