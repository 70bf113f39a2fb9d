"""Sees that the browser tests have a Chromium, fonts, and the other engines that one walk goes
through: `.venv/bin/python tools/browser.py`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# A browser without windows, which opens a page in a third of the time.
SHELL = "chromium-headless-shell"
# Without them Chinese and emoji are boxes on a screenshot.
FONTS = {":lang=zh": "fonts-noto-cjk", "NotoColorEmoji": "fonts-noto-color-emoji"}
# Of the walk through three engines, by a program of each: what speaks WebDriver, a display for
# WebKitGTK, and with what it records a voice.
ENGINES = {
    "chromedriver": ("chromium-driver",),
    "firefox-esr": ("firefox-esr",),
    "WebKitWebDriver": ("webkit2gtk-driver", "gstreamer1.0-plugins-bad"),
    "Xvfb": ("xvfb",),
}


def main() -> None:
    extras()
    if any(map(shutil.which, NAMES)) or playwrights_own():
        return
    print("Installing Chromium for the browser tests", flush=True)
    if not (from_debian("chromium") or from_playwright()):
        sys.exit("No Chromium could be installed. Install one (Debian: apt-get install chromium).")


def extras() -> None:
    """The tests go without them too: slower, with boxes on their screenshots, in one engine."""
    missing = [package for pattern, package in FONTS.items() if not found(pattern)]
    if missing:
        from_debian("fontconfig", *missing)
    engines = [ENGINES[name] for name in ENGINES if not shutil.which(name)]
    for packages in [(SHELL,)] * (not shutil.which(SHELL)) + engines:
        from_debian(*packages)


def found(pattern: str) -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", pattern], capture_output=True).stdout)


def playwrights_own() -> bool:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def from_debian(*packages: str) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment)
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages]
    return subprocess.run(install, env=environment).returncode == 0


def from_playwright() -> bool:
    install = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(install).returncode == 0


if __name__ == "__main__":
    main()
