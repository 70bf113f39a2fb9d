"""What pairs of peers have in common: two processes of this machine, which can be stopped."""

import signal
import subprocess
from collections.abc import Sequence

from bench.chat.processes import Server
from bench.start import free_port


class PeerPair:
    """Two servers, at `ports`; `postmaster`: the process id of the PostgreSQL below both, if there
    is one. A server that was not started is None in `processes`.
    """

    def __init__(self, pairs: int, postmaster: int | None) -> None:
        self.pairs, self.bounced = pairs, set[str]()
        self.ports = [free_port(), free_port()]
        self.processes: list[subprocess.Popen[bytes] | None] = [None, None]
        self._postmaster = postmaster

    def stop(self, which: int, how: signal.Signals = signal.SIGTERM) -> None:
        """Ends one of them, if it runs, and waits until it is gone."""
        process = self.processes[which]
        if process and process.poll() is None:
            process.send_signal(how)
            process.wait(60)

    def servers(self) -> Sequence[Server]:
        """Those that were started."""
        return [
            Server(process.pid, port, self._postmaster)
            for process, port in zip(self.processes, self.ports, strict=True)
            if process
        ]
