"""Two network namespaces joined by a wire, as two machines in two places are. Whoever runs the
tests may make them where the kernel lets people be root of namespaces of their own (`unshare -r`).
Who is root already stays it: PostgreSQL, which does not run as root, would not let them in else.
"""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SYSTEM = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
TOOLS = ("unshare", "nsenter", "ip")
ADDRESSES = ("10.77.0.1", "10.77.0.2")
ROOT = os.geteuid() == 0
UNSHARE = ["unshare", "-n" if ROOT else "-rn", "sh"]
TRIAL = "unshare -n true && ip link add one type veth peer name other"
# Of <sched.h>.
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def hindrance() -> str:
    """Why there can be no wire here; empty when there can."""
    missing = [tool for tool in TOOLS if shutil.which(tool, path=SYSTEM) is None]
    if missing:
        return f"no {', '.join(missing)} on this machine"
    tried = subprocess.run(
        [*UNSHARE, "-c", TRIAL],
        env={"PATH": SYSTEM},
        capture_output=True,
        text=True,
        check=False,
    )
    said = tried.stderr.strip().replace("\n", "; ")
    return f"no network namespaces on this machine: {said}" if tried.returncode else ""


class Wire:
    """The two ends of a wire, each in a namespace of its own, in which its address is the only
    one.
    """

    def __init__(self, shell: "subprocess.Popen[str]") -> None:
        self._shell = shell
        self._do("unshare -n sleep infinity & echo $!")
        self.ends = (shell.pid, int(self._said))
        # The child has its namespace a moment after it has its number.
        here, there = (f"/proc/{pid}/ns/net" for pid in self.ends)
        self._do(f"while [ $(readlink {here}) = $(readlink {there}) ]; do sleep 0.01; done")
        inside = f"nsenter -n -t {self.ends[1]}"
        self._do(f"ip link add wire type veth peer name wire netns {self.ends[1]}")
        for at, address in (("", ADDRESSES[0]), (inside, ADDRESSES[1])):
            self._do(f"{at} ip addr add {address}/24 dev wire")
            self._do(f"{at} ip link set lo up")
            # Who is at an end reaches itself there also while the wire is cut.
            self._do(f"{at} ip addr add {address}/32 dev lo")
            self._do(f"{at} ip link set wire up")

    def cut(self) -> None:
        self._do("ip link set wire down")

    def mend(self) -> None:
        self._do("ip link set wire up")

    def _do(self, command: str) -> None:
        """In the first namespace; what it said last is kept."""
        stdin, stdout = self._shell.stdin, self._shell.stdout
        assert stdin
        assert stdout
        stdin.write(f"{command.strip()}\necho done $?\n")
        stdin.flush()
        said = list[str]()
        while not (line := stdout.readline()).startswith("done "):
            assert line, f"{command}: the shell ended"
            said.append(line.strip())
        assert line == "done 0\n", f"{command}: {said}"
        self._said = said[-1] if said else ""


@contextmanager
def wired() -> Iterator[Wire]:
    """A wire that is there, until it is cut."""
    with subprocess.Popen(
        UNSHARE,
        env={"PATH": SYSTEM},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as shell:
        try:
            assert shell.stdin
            # Also where the test is killed, nothing is left over.
            shell.stdin.write("trap 'kill $!' EXIT\n")
            yield Wire(shell)
        finally:
            shell.communicate()


def enter(shell: int, end: int) -> None:
    """This process, which has one thread, is at that end of a wire from now on."""
    libc = ctypes.CDLL(None, use_errno=True)
    ways = [(end, "net", CLONE_NEWNET)]
    if not ROOT:
        ways.insert(0, (shell, "user", CLONE_NEWUSER))
    for pid, name, kind in ways:
        with Path(f"/proc/{pid}/ns/{name}").open("rb") as space:
            if libc.setns(space.fileno(), kind):
                raise OSError(ctypes.get_errno(), f"no way into the namespace {name}")
