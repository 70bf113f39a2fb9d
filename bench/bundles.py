"""Programs for the browser: peers of npm, installed once into the benchmarks' own folder, and ours
made into one script.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CLIENT, FOLDER = ROOT / "client", ROOT / ".venv-bench"
sys.path.insert(0, str(ROOT / "tools"))

from client import OLDEST_NODE, find_node, npm  # noqa: E402


def installed(name: str, package: Path, oldest: tuple[int, int] = OLDEST_NODE) -> Path:
    """The folder of peers of this name, with what that `package.json` asks for, for a Node of
    `oldest` or newer.
    """
    folder, wanted = FOLDER / name, package.read_text()
    folder.mkdir(parents=True, exist_ok=True)
    ready = folder / "ready"
    if not ready.exists() or ready.read_text() != wanted:
        shutil.copy(package, folder / "package.json")
        node, _ = find_node(oldest)
        if (node.parents[1] / "include" / "node").exists():
            # What is compiled is compiled for this one, whatever else is installed.
            os.environ["NPM_CONFIG_NODEDIR"] = str(node.parents[1])
        npm("install", "--no-audit", "--no-fund", folder=folder, oldest=oldest)
        ready.write_text(wanted)
    return folder


def bundled(source: Path, folder: Path) -> Path:
    """A script and all that it imports as one, made smaller; `%CLIENT%` in it is where the client's
    sources are. It is made in `folder`, whose peers it may use.
    """
    entry, made = folder / source.name, folder / f"{source.stem}.made.js"
    entry.write_text(source.read_text().replace("%CLIENT%", str(CLIENT)))
    program, (node, _) = CLIENT / "node_modules/rolldown/bin/cli.mjs", find_node()
    arguments = [entry.name, "--file", made.name, "--format", "esm", "--minify"]
    done = subprocess.run(
        [node, program, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{source}: no script could be made of it.\n{done.stdout}{done.stderr}")
    return made
