"""Chromium, Firefox and WebKitGTK from Debian's packages, each started with a fresh profile."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.engines.driving import Driver, HttpDriver, MarionetteDriver, program
from tests.ports import free_port

# Where Debian puts WebKitGTK's own small browser, which is on no PATH.
MINI_BROWSERS = "usr/lib/*/webkit2gtk-4.1/MiniBrowser"
# A microphone that hums and asks nobody; and fingers, which Firefox has only where there is glass.
FIREFOX = {
    "media.navigator.streams.fake": "true",
    "media.navigator.permission.disabled": "true",
    "dom.w3c_touch_events.enabled": "1",
    "intl.accept_languages": '"en-GB"',
}
CHROMIUM = (
    "--headless",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--lang=en-GB",
)
WEBKIT = (
    "--automation",
    "--enable-media-stream=true",
    "--enable-mock-capture-devices=true",
)
ENGINES = ("chromium", "firefox", "webkit")
# Whose drivers have fingers; WebKitGTK's has a mouse only.
FINGERS = ("chromium", "firefox")


def missing(engine: str) -> list[str]:
    """The programs that this engine's walk needs and that are not on this machine."""
    needed = {
        "chromium": ["chromedriver"],
        "firefox": ["firefox-esr"],
        "webkit": ["WebKitWebDriver", "Xvfb"],
    }[engine]
    gone = [name for name in needed if not shutil.which(name)]
    return gone if engine != "webkit" or mini_browser() else [*gone, "MiniBrowser"]


def mini_browser() -> str | None:
    return next((str(path) for path in Path("/").glob(MINI_BROWSERS)), None)


@contextmanager
def browser(engine: str, folder: Path) -> Iterator[Driver]:
    """One window of this engine, whose profile and logs are in `folder`."""
    environment = os.environ | {"HOME": str(folder), "LANG": "en_GB.UTF-8"}
    start = {"chromium": chromium, "firefox": firefox, "webkit": webkit}[engine]
    with start(folder, environment) as driver, closing(driver):
        yield driver


@contextmanager
def chromium(folder: Path, environment: dict[str, str]) -> Iterator[Driver]:
    port = free_port()
    options = {"args": CHROMIUM}
    with program("chromedriver", f"--port={port}", log=folder / "log", **environment):
        yield HttpDriver(port, {"browserName": "chrome", "goog:chromeOptions": options})


@contextmanager
def firefox(folder: Path, environment: dict[str, str]) -> Iterator[Driver]:
    port, profile = free_port(), folder / "profile"
    profile.mkdir()
    wanted = FIREFOX | {"marionette.port": str(port)}
    lines = [f'user_pref("{name}", {value});' for name, value in wanted.items()]
    (profile / "user.js").write_text("\n".join(lines))
    words = ("firefox-esr", "--marionette", "--headless", "--no-remote", "--profile", str(profile))
    with program(*words, log=folder / "log", **environment):
        yield MarionetteDriver(port)


@contextmanager
def webkit(folder: Path, environment: dict[str, str]) -> Iterator[Driver]:
    """WebKitGTK needs a display, and gives up at once where there is none yet."""
    options = {"binary": mini_browser(), "args": WEBKIT}
    port = free_port()
    with (
        display(folder, environment) as screen,
        program(
            "WebKitWebDriver",
            f"--port={port}",
            log=folder / "log",
            **(environment | {"DISPLAY": screen}),
        ),
    ):
        yield HttpDriver(port, {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options})


@contextmanager
def display(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """A display that is open. Its server chooses a number that is free, and says it on a pipe when
    it takes windows.
    """
    ours, theirs = os.pipe()
    size = ("-screen", "0", "1280x1024x24", "-nolisten", "tcp", "-noreset")
    log = folder / "screen.log"
    with (
        open(ours) as told,
        program("Xvfb", "-displayfd", str(theirs), *size, log=log, keep=theirs, **environment),
    ):
        os.close(theirs)
        number = told.readline().strip()
        assert number, log.read_text()
        yield f":{number}"
