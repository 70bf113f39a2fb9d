"""Puts the pinned packages into .venv: `python tools/environment.py run|dev`, from Python 3.11 on.

Does nothing when they are there; `run` is content with those of `dev`, which include its own.
`uv …` runs uv with what follows, for what else is to be built or installed.
"""

import hashlib
import os
import ssl
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
DONE = ROOT / ".venv" / "leapfrog-packages"
LOCKS = ROOT / "requirements"
# uv has a list of authorities of its own, which a machine behind a proxy adds to; one that has
# none itself goes by uv's.
AUTHORITIES = ssl.create_default_context().cert_store_stats()["x509_ca"]
SYSTEM_CERTS = {"UV_SYSTEM_CERTS": "1"} if AUTHORITIES else {}
ENVIRONMENT = SYSTEM_CERTS | os.environ | {"UV_PYTHON_DOWNLOADS": "never"}


def main(kind: str, *more: str) -> None:
    os.chdir(ROOT)
    if kind == "uv":
        run(*uv(), *more)
        return
    if not works(PYTHON):
        print("Making .venv", flush=True)
        venv.create(".venv", clear=True, with_pip=True, symlinks=True)
    enough = {state("run"), state("dev")} if kind == "run" else {state("dev")}
    if DONE.exists() and DONE.read_text() in enough:
        return
    DONE.unlink(missing_ok=True)
    sync(PYTHON, kind)
    run(*uv(), "pip", "install", "--quiet", "--python", PYTHON, "--no-deps", "--editable", ".")
    DONE.write_text(state(kind))


def state(kind: str) -> str:
    """Changes with everything that decides what is installed."""
    read = [LOCKS / f"{kind}.lock", ROOT / "pyproject.toml"]
    return f"{kind} {hashlib.sha256(b''.join(path.read_bytes() for path in read)).hexdigest()}"


def sync(python: Path, kind: str) -> None:
    """Installs exactly what the lock file names, each file checked against its hash."""
    print(f"Installing the packages of requirements/{kind}.lock", flush=True)
    lock = LOCKS / f"{kind}.lock"
    run(*uv(), "pip", "sync", "--quiet", "--python", python, "--require-hashes", lock)


def uv() -> list[str | Path]:
    """The machine's uv when it has one, else one in .venv, which a sync leaves alone."""
    if works("uv"):
        return ["uv"]
    own = PYTHON.with_name("uv")
    if not works(own):
        print("Installing uv into .venv", flush=True)
        pip: list[str | Path] = [
            PYTHON,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        run(*pip, "--require-hashes", "--requirement", LOCKS / "install.lock")
    return [own]


def works(program: str | Path) -> bool:
    try:
        return subprocess.run([program, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def run(*command: str | Path) -> None:
    if code := subprocess.run(command, env=ENVIRONMENT).returncode:
        sys.exit(f"tools/environment.py: {Path(command[0]).name} failed ({code}); see above.")


if __name__ == "__main__":
    main(*sys.argv[1:])
