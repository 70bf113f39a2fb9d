"""Sees that there is a Chromium for the browser tests: `.venv/bin/python tools/browser.py`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    if any(map(shutil.which, NAMES)) or playwrights_own():
        return
    print("Installing Chromium for the browser tests", flush=True)
    if not (from_debian() or from_playwright()):
        sys.exit("No Chromium could be installed. Install one (Debian: apt-get install chromium).")


def playwrights_own() -> bool:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def from_debian() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment)
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium"]
    return subprocess.run(install, env=environment).returncode == 0


def from_playwright() -> bool:
    install = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(install).returncode == 0


if __name__ == "__main__":
    main()
