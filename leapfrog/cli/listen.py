"""The port people come in by."""

import errno
import socket

from leapfrog.kernel.settings import Settings

BACKLOG = 2048
# A documentation address (RFC 5737): asking for the way there sends nothing.
SOMEWHERE = ("192.0.2.1", 9)
REASONS = {
    errno.EADDRINUSE: "port {port} is in use by another program; set LEAPFROG_PORT to a free one",
    errno.EACCES: "this user may not listen on port {port}; set LEAPFROG_PORT above 1023",
    errno.EADDRNOTAVAIL: "this machine does not have the address LEAPFROG_HOST={host}",
}


class ListenError(Exception):
    """The address cannot be listened on."""


def listen(settings: Settings) -> socket.socket:
    """A listening socket on the settings' host and port. Raises `ListenError`."""
    host, port = settings.host, settings.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except socket.gaierror:
        raise ListenError(f"LEAPFROG_HOST={host} is not an address of this machine") from None
    except OSError as error:
        reason = REASONS.get(error.errno or 0, f"port {{port}} of {{host}}: {error.strerror}")
        raise ListenError(reason.format(host=host, port=port)) from None


def lan_address() -> str | None:
    """The address by which other devices of the local network reach this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(SOMEWHERE)
        except OSError:
            return None
        found: str = probe.getsockname()[0]
    return None if found.startswith("127.") else found
