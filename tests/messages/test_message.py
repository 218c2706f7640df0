"""Messages: what fills their places, in both languages, and what survives being stored."""

from __future__ import annotations

import msgspec

from yuejuan.messages import Message, both, render, say


def test_a_message_inside_a_message_is_shown_in_the_same_language():
    whole = Message("none.such", {"title": both("海报", "Poster"), "all": ["a", say("cli.version")]}, "{title}：{all}")
    assert render(whole) == "海报：a、显示版本。"
    stored = msgspec.json.decode(msgspec.json.encode(whole), type=Message)
    assert render(stored, "en") == "Poster：a, Show the version."


def test_a_written_text_with_braces_is_no_template():
    assert render(both("{en}价", "{zh_CN} price")) == "{en}价"


def test_no_item_of_a_list_is_said_so() -> None:
    found = Message("exam.nothing", {"found": []}, "已找到：{found}。")
    assert render(found) == "已找到：无。"
    assert render(found, "en") == "已找到：none。"
