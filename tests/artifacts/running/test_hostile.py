"""Pages that mean harm end in time, say what was seen, and reach nothing outside their folder."""

from __future__ import annotations

import contextlib
import time

import pytest

from yuejuan.artifacts.reader import Source, UnreadableSource
from yuejuan.artifacts.running.browser import worker
from yuejuan.artifacts.running.reader import read

pytestmark = pytest.mark.usefixtures("browser")

LONGEST_SECONDS = 60.0


def run(folder, body, name="index.html"):
    path = folder / name
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    begin = time.monotonic()
    facts = read(Source(path=path, name=name, root=folder))
    assert time.monotonic() - begin < LONGEST_SECONDS
    return facts


def settled(facts):
    return {effect.state for effect in facts.running or ()}


@pytest.mark.slow
def test_endless_script_is_stopped(tmp_path):
    facts = run(tmp_path, "<p>春茶上市</p><script>while(true){}</script>")
    assert facts.stopped == "hung" and facts.damaged
    assert facts.not_measured and "not_found" not in settled(facts)
    # The next page finds the browser as it was.
    assert run(tmp_path, "<p>下一页</p>").stopped is None


def test_nothing_outside_the_folder_is_reached(tmp_path):
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    inside = tmp_path / "work"
    inside.mkdir()
    facts = run(
        inside,
        "<img src=http://example.com/a.png><img src='file:///etc/passwd'><img src=../secret.txt>"
        "<iframe src='file:///etc/passwd'></iframe><script>fetch('http://127.0.0.1:22/').catch(()=>0);"
        "fetch('//192.0.2.1/x').catch(()=>0);new WebSocket('ws://example.com/x');navigator.sendBeacon('http://example.com/b');"
        "alert(1);confirm(2);prompt('password');print();open('http://example.com/');location='http://example.com/go'</script>",
    )
    assert {"http://example.com/a.png", "http://127.0.0.1:22/", "http://192.0.2.1/x"} <= set(facts.external)
    assert "secret.txt" in facts.missing
    assert facts.navigations == ("http://example.com/go",)
    assert facts.dialogs == 4 and facts.windows == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "<p>一</p><script>setInterval(function(){var e=Date.now()+900;while(Date.now()<e){}},10)</script>",
        "<p>一</p><script>setTimeout(function(){while(true){}},1500)</script>",
        "<p>一</p><script>onmouseover=function(){while(true){}}</script><img src=x.png width=90 height=90>",
        "<p>一</p><script>location.reload()</script>",
        "<meta http-equiv=refresh content='0;url=index.html'><p>一</p>",
        "<script>setInterval(function(){open('about:blank');document.body.insertAdjacentHTML('beforeend',"
        "'<a target=_blank href=x.html>x</a>');document.querySelector('a').click()},20)</script><p>一</p>",
        "<p>一</p><script>for(;;)alert(1)</script>",
        "<p>一</p><iframe src=index.html></iframe><iframe src=index.html></iframe>",
        "<div>" * 5000 + "深",
        "".join(f"<div id=a{n}><i>{n}</i></div>" for n in range(10_000)),
        "<p>一</p><script>while(true)document.body.appendChild(document.createElement('p'))</script>",
        b"\xff\xfe\x00\xd8" * 400,
        b"just words, no markup",
        b"\x00" * 2000,
    ],
    ids=["busy", "hangs-later", "hangs-under-pointer", "reloads", "refreshes", "opens-windows", "asks", "frames-itself",
         "nested", "ten-thousand", "grows-the-page", "surrogates", "words", "zeros"],
)  # fmt: skip
def test_bounded(tmp_path, body):
    facts = run(tmp_path, body)
    if facts.stopped is not None:
        assert facts.damaged and facts.not_measured and "not_found" not in settled(facts)
    else:
        assert facts.running is not None


@pytest.mark.slow
def test_memory_is_bounded(tmp_path):
    facts = run(
        tmp_path, "<p>一</p><script>var k=[];setInterval(function(){k.push(new Uint8Array(6e7).fill(1))},30)</script>"
    )
    assert facts.stopped in ("memory", "crashed") and facts.damaged
    assert run(tmp_path, "<p>下一页</p>").stopped is None


def test_empty_page_is_unreadable(tmp_path):
    with pytest.raises(UnreadableSource):
        run(tmp_path, b"")


@pytest.mark.slow
def test_browser_that_was_killed_is_started_again(tmp_path):
    import psutil

    own = worker()
    run(tmp_path, "<p>一</p>")
    for process in psutil.Process().children(recursive=True):
        # Killing one of the browser's processes ends others, which may be next in the list.
        with contextlib.suppress(psutil.NoSuchProcess):
            if "chrom" in process.name():
                process.kill()
    assert run(tmp_path, "<p>二</p>").stopped is None
    assert own.warm.sandboxed in (True, False)
