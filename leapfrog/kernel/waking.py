"""How a process is told that something was left for its loops."""

import asyncio

# Seconds. By then who is there has read what was just said, and a talk is not looked for message
# by message.
MOMENT = 0.2


class Wakeup(asyncio.Event):
    """Set: something was left to do since the loops of this process last looked."""

    _later: asyncio.TimerHandle | None = None

    def set(self) -> None:
        """Looks at once, also for what might have waited."""
        self.forget()
        super().set()

    def set_soon(self) -> None:
        """Looks in a moment, for all that is left by then."""
        if self._later is None and not self.is_set():
            self._later = asyncio.get_running_loop().call_later(MOMENT, self.set)

    def forget(self) -> None:
        """Nothing is to be looked for in a moment."""
        if self._later is not None:
            self._later.cancel()
        self._later = None
