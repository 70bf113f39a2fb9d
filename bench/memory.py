"""The most memory that a process and all below it take while something runs."""

import threading

from bench.start import resident

MB = 1024 * 1024


class Peak:
    """Above what it took at the beginning."""

    def __init__(self, pid: int) -> None:
        self.pid, self.over = pid, threading.Event()
        self.before = self.most = resident(self.pid)
        self.thread = threading.Thread(target=self._look)
        self.thread.start()

    def _look(self) -> None:
        while not self.over.wait(0.1):
            self.most = max(self.most, resident(self.pid))

    def stop(self) -> float:
        """In MB."""
        self.over.set()
        self.thread.join()
        return (self.most - self.before) / MB
