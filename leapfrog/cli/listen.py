"""The port people come in by."""

import errno
import socket

from leapfrog.cli.errors import CommandError
from leapfrog.kernel.settings import Settings

# A documentation address (RFC 5737): asking for the way there sends nothing.
SOMEWHERE = ("192.0.2.1", 9)
REASONS = {
    errno.EADDRINUSE: "port {port} is in use by another program; set LEAPFROG_PORT to a free one",
    errno.EACCES: "this user may not listen on port {port}; set LEAPFROG_PORT above 1023",
    errno.EADDRNOTAVAIL: "this machine does not have the address LEAPFROG_HOST={host}",
}


class ListenError(CommandError):
    """The address cannot be listened on."""


def reserve(settings: Settings) -> socket.socket:
    """A socket at the settings' host and port which does not listen yet: whoever calls before the
    town can answer is refused at once, and a proxy takes another node. Raises `ListenError`.
    """
    host, port = settings.host, settings.port
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if door.family == socket.AF_INET6:
            door.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        door.bind((host, port))
    except OSError as error:
        door.close()
        raise refused(settings, error) from None
    return door


def refused(settings: Settings, error: OSError) -> ListenError:
    """What to say when the system does not let us listen at the settings' host and port."""
    host, port = settings.host, settings.port
    if isinstance(error, socket.gaierror):
        return ListenError(f"LEAPFROG_HOST={host} is not an address of this machine")
    reason = REASONS.get(error.errno or 0, f"port {{port}} of {{host}}: {error.strerror}")
    return ListenError(reason.format(host=host, port=port))


def listens(door: socket.socket) -> bool:
    """Whether this process or another one that has the socket listens at it."""
    return bool(door.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


def lan_address() -> str | None:
    """The address by which other devices of the local network reach this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(SOMEWHERE)
        except OSError:
            return None
        found: str = probe.getsockname()[0]
    return None if found.startswith("127.") else found
