"""How the server is set up: what it must bear of whoever stands in front of it."""

import resource
import socket
import subprocess
import sys

import pytest
from uvicorn.config import STARTUP_FAILURE

from leapfrog.cli.serve import SHUT_OUT, Server, config, serve
from leapfrog.cli.welcome import Notes
from leapfrog.kernel.settings import Settings

# By their own defaults: how long they keep a connection to a server that waits for a request.
PROXIES = {"nginx": 60, "Traefik": 90, "Caddy": 120}
RAISES = """
import resource
from leapfrog.cli.serve import allow_open_files
_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
allow_open_files()
print(*resource.getrlimit(resource.RLIMIT_NOFILE))
"""


async def _nothing(*_: object) -> None:
    """An application."""


def test_a_proxy_hangs_up_before_the_server_does() -> None:
    assert config(_nothing).timeout_keep_alive > max(PROXIES.values())


def test_a_start_that_fails_does_not_end_as_one_that_is_of_no_use(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_: object) -> None:
        sys.exit(STARTUP_FAILURE)

    assert STARTUP_FAILURE == SHUT_OUT
    monkeypatch.setattr(Server, "run", run)
    with socket.create_server(("127.0.0.1", 0)) as door, pytest.raises(SystemExit) as why:
        serve(settings, door, Notes())
    assert why.value.code == 1


def test_it_may_hold_as_many_connections_as_the_system_lets_it() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    said = subprocess.check_output([sys.executable, "-c", RAISES], text=True).split()
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(65_536, hard)
    assert [int(each) for each in said] == [wanted, hard]
