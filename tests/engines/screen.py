"""What a person does at a browser's window: look, tap, write, hold."""

import base64
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.engines.driving import Driver, DriverError

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PATIENCE = 30
HOLD_MS = 700
STALE = "stale element reference"
# What of a kind is seen on the page and is called so: its label, or else its text.
SEEK = r"""
const [selector, name] = arguments;
const called = (node) => {
  const own = node.getAttribute("aria-label") ?? node.labels?.[0]?.textContent ?? node.textContent;
  return own.replace(/\s+/g, " ").trim();
};
const seen = (node) => node.checkVisibility({ visibilityProperty: true })
  && node.getClientRects().length > 0 && !node.closest("[inert]");
return [...document.querySelectorAll(selector)]
  .filter((node) => seen(node) && (name === null || called(node).includes(name)));
"""
# Where the middle of an element is; nothing while it is moved, or one screen gives way to another.
BOX = """
const element = arguments[0];
const moves = ({ effect: { pseudoElement, target } }) =>
  pseudoElement?.startsWith("::view-transition") || (!pseudoElement && target?.contains(element));
if (document.getAnimations().some(moves)) return null;
element.scrollIntoView({ block: "nearest" });
const box = element.getBoundingClientRect();
return [box.x + box.width / 2, box.y + box.height / 2];
"""
BUTTON = "button, a, [role=menuitem], [role=menuitemcheckbox]"


class Screen:
    """A window of one browser at an address. `folder`: where a picture of it is left when it does
    not show what it should. `touch`: whether its driver has fingers; else a mouse stands for them.
    """

    def __init__(self, driver: Driver, origin: str, folder: Path, *, touch: bool) -> None:
        self.driver, self.origin, self.folder, self.touch = driver, origin, folder, touch
        driver("resize", width=447, height=844)
        driver("time_outs", script=60_000, pageLoad=60_000, implicit=0)

    def open(self, path: str) -> None:
        self.driver("open", url=self.origin + path)

    def run(self, script: str, *given: Any) -> Any:
        return self.driver("run", script=script, args=list(given))

    def all(self, selector: str, name: str | None = None) -> list[Any]:
        """Elements that are shown now: none while one page goes and the next one comes."""
        try:
            found: list[Any] = self.run(SEEK, selector, name)
        except DriverError as error:
            if error.code != STALE:
                raise
            return []
        return found

    def find(self, selector: str, name: str | None = None) -> Any:
        """The last one shown, once it is there."""
        found: list[Any] = []

        def there() -> bool:
            found[:] = self.all(selector, name)
            return bool(found)

        self.until(there, f"no {selector} called {name!r}")
        return found[-1]

    def until(self, holds: Callable[[], Any], what: str) -> None:
        """Waits until it holds; fails with what the page says instead."""
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                picture = self.folder / "failed.png"
                picture.write_bytes(base64.b64decode(self.driver("picture")))
                raise AssertionError(f"{what}, see {picture}; the page says: {self.text()}")
            time.sleep(0.05)

    def text(self) -> str:
        text: str = self.run("return document.body.innerText")
        return text

    def says(self, text: str) -> None:
        self.until(lambda: text in self.text(), f"{text!r} is not there")

    def tap(self, selector: str, name: str | None = None) -> None:
        self._press(self.find(selector, name), 0)

    def button(self, name: str) -> None:
        """Taps a button, a link or a row of a menu."""
        self.tap(BUTTON, name)

    def hold(self, element: Any) -> None:
        """A long press of a finger, which is lifted at its end; a right click of a mouse."""
        self._press(element, HOLD_MS)

    def write(self, selector: str, text: str, name: str | None = None) -> None:
        """Types into a field."""
        self.driver("type", id=self.find(selector, name)[ELEMENT], text=text)

    def choose(self, accept: str, file: Path) -> None:
        """Gives a file to the page's input for what is of this kind; pages hide such inputs."""
        selector = f"input[type=file][accept*='{accept}']"
        element = self.run("return document.querySelector(arguments[0])", selector)
        self.driver("type", id=element[ELEMENT], text=str(file))

    def _press(self, element: Any, ms: int) -> None:
        x, y = self._rest(element)
        secondary = bool(ms) and not self.touch
        steps: list[dict[str, Any]] = [
            {"type": "pointerMove", "x": x, "y": y, "duration": 0},
            {"type": "pointerDown", "button": 2 if secondary else 0},
            {"type": "pause", "duration": ms},
            {"type": "pointerUp", "button": 2 if secondary else 0},
        ]
        kind = "touch" if self.touch else "mouse"
        finger = {"type": "pointer", "id": "finger", "parameters": {"pointerType": kind}}
        self.driver("act", actions=[finger | {"actions": steps}])
        self.driver("release")

    def _rest(self, element: Any) -> list[int]:
        """Where the middle of an element is, in CSS pixels, once it moves no more."""
        at: list[float] | None = None

        def rests() -> bool:
            nonlocal at
            before, at = at, self.run(BOX, element)
            return at is not None and at == before

        self.until(rests, "it does not come to rest")
        return [round(one) for one in at or ()]
