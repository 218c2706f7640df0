"""The gate of the virtual origin: answers from the folder, lets nothing else pass, and keeps the list."""

from __future__ import annotations

import os.path
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yuejuan.artifacts.running.folder import ORIGIN, Folder

if TYPE_CHECKING:
    from playwright.async_api import Page, Route, WebSocketRoute

MOST_REQUESTS = 2000
MOST_BYTES = 400 << 20
MOST_NOTED = 100


@dataclass
class Gate:
    """What one page asked for. ``missing`` are files that the folder does not hold, ``external`` other hosts.

    ``navigations`` are the places to which the page or a click wanted to go after it was opened; nobody goes there.
    """

    folder: Folder
    page: Page | None = None
    expecting: bool = False
    missing: list[str] = field(default_factory=list)
    external: list[str] = field(default_factory=list)
    navigations: list[str] = field(default_factory=list)
    requests: int = 0
    bytes: int = 0

    async def handle(self, route: Route) -> None:
        """Answer one request. A page or browser that is gone meanwhile needs no answer."""
        from playwright.async_api import Error

        try:
            await self._answer(route)
        except Error:
            self.requests += 1

    async def refuse_socket(self, socket: WebSocketRoute) -> None:
        """Close a WebSocket before it is opened."""
        _note(self.external, socket.url)
        await socket.close()

    async def _answer(self, route: Route) -> None:
        request = route.request
        url = request.url
        self.requests += 1
        if request.is_navigation_request() and not self._may_load(route):
            _note(self.navigations, url)
            # 204: the browser stays where it is and shows no error page.
            await route.fulfill(status=204, body="")
            return
        if not url.startswith(f"{ORIGIN}/"):
            _note(self.external, url)
            await route.abort("addressunreachable")
            return
        if self.requests > MOST_REQUESTS or self.bytes > MOST_BYTES or request.method not in ("GET", "POST", "HEAD"):
            await route.abort("blockedbyclient")
            return
        answer = self.folder.answer(url)
        if answer.body is None:
            if os.path.basename(answer.path) != "favicon.ico":  # noqa: PTH119 - a path of the submission
                _note(self.missing, answer.path)
            await route.fulfill(status=404, body="", content_type="text/plain")
            return
        self.bytes += len(answer.body)
        await route.fulfill(status=200, body=answer.body, content_type=answer.content_type)

    def _may_load(self, route: Route) -> bool:
        """True for the page itself when it was asked for, and for the frames inside it."""
        from playwright.async_api import Error

        try:
            frame = route.request.frame
        except Error:
            return False  # A new window whose frame is not there yet.
        if self.page is None or frame.page != self.page:
            return False
        if frame.parent_frame is not None:
            return True
        expected, self.expecting = self.expecting, False
        return expected


def _note(noted: list[str], value: str) -> None:
    if len(noted) < MOST_NOTED and value[:500] not in noted:
        noted.append(value[:500])
