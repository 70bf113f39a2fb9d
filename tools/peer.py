"""The peer with which federation is tested, as locked: `python tools/peer.py`; does nothing when it
is there. Fedify needs a newer Node than the client: an older one of the machine's is not taken.
"""

from client import ROOT, digest, find_node, npm

PEER = ROOT / "tests" / "fediverse" / "peer"
# Of what it was installed, and by which Node, for the tests to run it.
INSTALLED = PEER / "node_modules" / ".installed-from"
NEEDED = (22, 0)


def main() -> None:
    lock = digest([PEER / "package-lock.json"])
    if INSTALLED.exists() and INSTALLED.read_text().startswith(lock):
        return
    npm("ci", "--no-audit", "--no-fund", folder=PEER, oldest=NEEDED)
    INSTALLED.write_text(f"{lock}\n{find_node(NEEDED)[0]}")


if __name__ == "__main__":
    main()
