"""What a browser complains about, in its console or by an error that nobody caught."""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage

# Chromium says this of every refusal by the API; what matters is what the page then shows.
REFUSED = r"the server responded with a status of 4\d\d .*\(http://localhost:\d+/api/"
# And this of whatever is asked for while a test keeps the device offline, and at no other time: the
# town is on this machine. That nothing is asked for then is no aim: how long the device thinks that
# it is online depends on what it was about to do. What matters is what the page then shows.
OFFLINE = "ERR_INTERNET_DISCONNECTED"


class Watch:
    """Listens to a context's pages."""

    def __init__(self, context: BrowserContext) -> None:
        self.complaints: list[str] = []
        self.forgiven = [REFUSED, OFFLINE]
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def found(self) -> list[str]:
        """What is left to complain about."""
        return [one for one in self.complaints if not any(re.search(p, one) for p in self.forgiven)]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")
