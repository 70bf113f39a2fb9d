"""Ports for programs that are started, killed and started again.

Not one that the system would give: those it also gives to whoever connects somewhere, so a port
that was free a moment ago, or was a node's that is down just now, may be somebody's line to a
database by the time it is wanted.
"""

import random
import socket

# Below what systems give by themselves (Linux: from 32768 on).
FIRST, LAST = 20_000, 32_000
# Other workers ask here, too, and each has numbers of its own.
chosen = random.SystemRandom()


def free_port() -> int:
    """A port of 127.0.0.1 at which nobody is."""
    while True:
        port = chosen.randint(FIRST, LAST)
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
