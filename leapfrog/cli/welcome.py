"""What `leapfrog up` says when the town is open: where it is, and a code for the phone."""

import io
import sys
from collections.abc import Sequence

import msgspec

from leapfrog.cli.listen import lan_address
from leapfrog.kernel.settings import Settings

EVERYWHERE = ("0.0.0.0", "::")


class Notes(msgspec.Struct, frozen=True):
    """What else is said: who may be tried, and how operators come in."""

    logins: Sequence[str] = ()
    operators: Sequence[str] = ()


def say_welcome(settings: Settings, notes: Notes) -> None:
    """Prints to stdout; the picture of a code only where a person can see it."""
    phone = phone_url(settings)
    print(f"\n{settings.town_name} is open.\n")
    print(f"  on this machine   {settings.origin}")
    if phone:
        print(f"  on your phone     {phone}")
    print(f"  kept in           {settings.home}")
    for login in notes.logins:
        print(f"  to try it         {login}")
    for line in notes.operators:
        print(f"  to run it         {line}")
    print("  to close          Ctrl-C\n")
    if phone and sys.stdout.isatty():
        print(terminal_code(phone))
    sys.stdout.flush()


def phone_url(settings: Settings) -> str | None:
    """The town's address for another device of the local network, if it can reach us at all."""
    if "localhost" not in settings.origin:
        return settings.origin
    address = lan_address() if settings.host in EVERYWHERE else None
    return f"http://{address}:{settings.port}" if address else None


def terminal_code(url: str) -> str:
    """A QR code drawn in half blocks."""
    import segno  # noqa: PLC0415

    out = io.StringIO()
    segno.make(url, micro=False).terminal(out, compact=True, border=2)
    return out.getvalue()
