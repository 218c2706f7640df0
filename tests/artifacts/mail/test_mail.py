"""Mails: bytes written by hand or by the standard library, expectations by hand."""

from __future__ import annotations

import base64
import io
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest

from yuejuan.artifacts.mail import reader
from yuejuan.artifacts.mail.facts import MailFacts
from yuejuan.artifacts.mail.written import parse_mail_text
from yuejuan.artifacts.reader import Source, UnreadableSource

BODY = "尊敬的林女士：\n感谢您的支持。"


def read(folder: Path, name: str, data: bytes) -> MailFacts:
    path = folder / name
    path.write_bytes(data)
    return reader.read(Source(path=path, name=name))


def word(text: str, charset: str) -> bytes:
    return (
        f"=?{charset}?B?{base64.b64encode(text.encode('gbk' if charset == 'gb2312' else charset)).decode()}?=".encode()
    )


@pytest.mark.parametrize(
    ("content_type", "body", "encoding"),
    [
        (b"text/plain; charset=utf-8\nContent-Transfer-Encoding: base64", base64.b64encode(BODY.encode()), "utf-8"),
        (b"text/plain\nContent-Transfer-Encoding: 8bit", BODY.encode("gbk"), "gb18030"),
        (b"text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit", BODY.encode("gbk"), "gb18030"),
        (
            b"text/html; charset=gbk",
            "<p>尊敬的林女士：</p><script>x</script><p>感谢您的支持。</p>".encode("gbk"),
            "gb18030",
        ),
    ],
)
def test_bodies(tmp_path: Path, content_type: bytes, body: bytes, encoding: str) -> None:
    head = b"From: a@shop.example\nTo: b@mail.example\nSubject: " + word("售后跟踪", "gb2312")
    facts = read(
        tmp_path,
        "m.eml",
        head + b"\nDate: Mon, 20 May 2024 09:30:00 +0800\nContent-Type: " + content_type + b"\n\n" + body,
    )
    assert (facts.subject, facts.body, facts.encoding) == ("售后跟踪", BODY, encoding)
    assert (facts.sender, facts.to, facts.date) == ("a@shop.example", ("b@mail.example",), "2024-05-20T09:30:00+08:00")


def test_raw_gbk_headers_and_a_character_split_over_encoded_words(tmp_path: Path) -> None:
    raw = "跟踪".encode()
    halves = b" ".join(b"=?utf-8?B?" + base64.b64encode(part) + b"?=" for part in (raw[:4], raw[4:]))
    facts = read(
        tmp_path, "m.eml", "From: 客服 <a@shop.example>\n".encode("gbk") + b"Subject: " + halves + b"\n\nhello"
    )
    assert (facts.sender, facts.subject) == ("客服 <a@shop.example>", "跟踪")


def test_alternative_and_attachments(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "a@shop.example",
        "林女士 <b@mail.example>, c@mail.example",
        "附件",
    )
    message.set_content(BODY)
    message.add_alternative("<p>别的</p>", subtype="html")
    message.add_attachment(b"12345", maintype="application", subtype="pdf", filename="优惠券.pdf")
    facts = read(tmp_path, "m.eml", message.as_bytes())
    assert facts.body == BODY
    assert facts.to == ("林女士 <b@mail.example>", "c@mail.example")
    assert [(one.name, one.media_type, one.bytes) for one in facts.attachments] == [
        ("优惠券.pdf", "application/pdf", 5)
    ]


@pytest.mark.parametrize(
    ("text", "to", "subject", "date", "body"),
    [
        ("收件人：林女士\n主题:回访\n日期：2024年5月20日\n\n您好", ("林女士",), "回访", "2024年5月20日", "您好"),
        (
            "跟踪服务邮件\n收 件 人 ：a@x.example；b@x.example\n【主题】：回访\n正文：您好\n谢谢",
            ("a@x.example", "b@x.example"),
            "回访",
            None,
            "您好\n谢谢",
        ),
        ("收件人：\n林女士\n主题：回访\n您好", ("林女士",), "回访", None, "您好"),
        ("您好：\n时间：明天\n", (), None, "明天", ""),
        ("您好，这里没有信头。", (), None, None, "您好，这里没有信头。"),
    ],
)
def test_written_heads(text: str, to: tuple[str, ...], subject: str | None, date: str | None, body: str) -> None:
    mail = parse_mail_text(text)
    assert (mail.to, mail.subject, mail.date, mail.body) == (to, subject, date, body)


def test_a_mail_in_a_table_of_a_document(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for row, (label, value) in enumerate((("收件人", "林女士"), ("主题", "回访"), ("正文", BODY))):
        table.cell(row, 0).text, table.cell(row, 1).text = label, value
    file = io.BytesIO()
    document.save(file)
    facts = read(tmp_path, "m.docx", file.getvalue())
    assert (facts.format, facts.to, facts.subject, facts.body) == ("docx", ("林女士",), "回访", BODY)
    assert facts.in_body == ("to", "subject")


def test_pictures_that_the_body_shows(tmp_path: Path) -> None:
    html = (
        '<body background="paper.jpg"><p>您好</p><img src="cid:letter@x" width="600" height=800 alt="信">'
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width=1 height=1><img alt="no address">'
        '<img src="https://shop.example/open.gif" width="100%" style="max-width:9px; height: 2px">'
        "<div style=\"background: #fff url('https://shop.example/bg.png')\">谢谢</div></body>"
    )
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@shop.example", "b@mail.example", "回访"
    message.set_content(BODY)
    message.add_alternative(html, subtype="html")
    facts = read(tmp_path, "m.eml", message.as_bytes())
    assert facts.body == BODY
    assert [(one.reference[:24], one.held, one.width, one.height) for one in facts.pictures] == [
        ("paper.jpg", "linked", None, None),
        ("cid:letter@x", "attached", 600, 800),
        ("data:image/gif;base64,R0", "embedded", 1, 1),
        ("https://shop.example/ope", "linked", None, 2),
        ("https://shop.example/bg.", "linked", None, None),
    ]


@pytest.mark.parametrize(("data", "message"), [(b"", "mail.empty"), (b"\n\n", "mail.unreadable")])
def test_what_cannot_be_read_says_so(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(UnreadableSource) as raised:
        read(tmp_path, "m.eml", data)
    assert raised.value.message.id == message


def test_a_plain_part_that_only_points_to_the_html_is_not_the_body(tmp_path: Path) -> None:
    message = EmailMessage()
    message["To"] = "b@mail.example"
    message.set_content("请用网页方式查看。")
    message.add_alternative("<p>尊敬的林女士：</p><p>感谢您的支持，茶壶已经补发。</p>", subtype="html")
    assert read(tmp_path, "m.eml", message.as_bytes()).body == "尊敬的林女士：\n感谢您的支持，茶壶已经补发。"


def test_html_as_mail_programs_write_it(tmp_path: Path) -> None:
    """Text beside inner blocks counts; source line ends mean nothing; what is hidden is not read."""
    shown = '<div dir="ltr">林女士：<div>茶壶\nby air\n补发</div><div>好用<br>吗？</div>热线'
    source = shown + '<div style="display: none">好评返现</div></div>'
    head = b"To: b@mail.example\nContent-Type: text/html; charset=utf-8\n\n"
    assert read(tmp_path, "m.eml", head + source.encode()).body == "林女士：\n茶壶 by air 补发\n好用\n吗？\n热线"
