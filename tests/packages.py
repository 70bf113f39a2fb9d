"""Programs that no package of Python brings: the machine's, else Debian's, which root installs."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

LOCK = Path(tempfile.gettempdir()) / "leapfrog-test-packages.lock"
# Where Debian has servers, which is in the PATH of root alone.
PATH = f"{os.environ.get('PATH', os.defpath)}:/usr/local/sbin:/usr/sbin"


def installed(program: str, *packages: str) -> str:
    """Where it is, installed when that can be done. Skips the test, and says why, where there is
    none to be had.
    """
    found = _found(program)
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        # Workers that come at once would find apt locked, and go without.
        with LOCK.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            found = _found(program) or _install(program, packages)
    if found is None:
        pytest.skip(f"no {program} here (Debian: apt-get install {' '.join(packages)})")
    return found


def _install(program: str, packages: Sequence[str]) -> str | None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment)
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages]
    subprocess.run(install, env=environment)
    return _found(program)


def _found(program: str) -> str | None:
    return shutil.which(program, path=PATH)
