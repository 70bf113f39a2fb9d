"""What `make bench-client` measures of a chat: how soon it is there on a slow line, and how soon
what one sends is drawn on a slow phone.

Both are measured in the page: from the moment of the touch (its event's own time) to the frame
that shows it.
"""

from playwright.sync_api import BrowserContext, CDPSession, Page

# DevTools' "Slow 3G".
SLOW_3G = {
    "offline": False,
    "downloadThroughput": 500 * 1024 / 8 * 0.8,
    "uploadThroughput": 500 * 1024 / 8 * 0.8,
    "latency": 2000,
}
SENT = 8
# Tells the time from the last touch to the frame after which `found` holds.
WATCH = """
window.__touched = 0; window.__drawn = {};
addEventListener('click', e => { window.__touched = e.timeStamp; window.__drawn = {}; }, true);
window.__until = (name, found) => {
  const look = () => {
    if (!found()) return requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { window.__drawn[name] ??= performance.now() - window.__touched; };
    // This frame is about to be drawn; what is posted now is heard after that.
    port2.postMessage(0);
  };
  requestAnimationFrame(look);
};
"""
HEARD = """names => names.forEach(name =>
  window.__until(name, () => window.__touched &&
    [...document.querySelectorAll('.bubble')].some(one => one.textContent.includes(name))))
"""
DRAWN = "name => name in window.__drawn"


def opened(page: Page, session: CDPSession, number: int) -> tuple[float, float]:
    """(ms until head and last line, ms until all lines) of a chat that was not opened before and
    that the app has not read ahead: on slow 3G, in an app that is open.
    """
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    row = page.locator(".pane:not(.away) li").filter(has_text=f"number {number} says")
    last, first = f"what friend number {number} says", f"from friend number {number}"
    page.evaluate("window.__touched = 0")
    page.evaluate(HEARD, [last, first])
    row.click()
    page.wait_for_function(DRAWN, arg=first)
    found = page.evaluate("window.__drawn")
    return float(found[last]), float(found[first])


def sent(page: Page) -> float:
    """The slowest of eight messages: ms from the tap on "Send" until the bubble is drawn."""
    took = []
    for number in range(SENT):
        text = f"Number {number} of what I say"
        page.get_by_role("textbox", name="Message", exact=True).fill(text)
        page.evaluate("window.__touched = 0")
        page.evaluate(HEARD, [text])
        page.get_by_role("button", name="Send", exact=True).click()
        page.wait_for_function(DRAWN, arg=text)
        took.append(float(page.evaluate("text => window.__drawn[text]", text)))
        page.wait_for_timeout(300)
    return max(took)


def watch(context: BrowserContext) -> None:
    context.add_init_script(WATCH)
