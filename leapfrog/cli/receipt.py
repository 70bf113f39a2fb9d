"""`leapfrog receipt verify FILE`: is this what a town signed? Needs no town and no network."""

import sys
from pathlib import Path

from leapfrog import pay


def verify(file: Path, keys: Path | None) -> int:
    """0 when it holds. With `keys`, a town's published keys, its own must be among them."""
    try:
        known = pay.receipts.read_keys(keys.read_bytes()) if keys else None
        found = pay.receipts.check(file.read_bytes(), known)
    except (OSError, pay.receipts.BadReceipt) as problem:
        print(f"leapfrog: {problem}", file=sys.stderr)
        return 1
    said = found.receipt
    if found.known is False:
        print(f"leapfrog: this is not a key of {said['town']}", file=sys.stderr)
        return 1
    sender, receiver = said["from"], said["to"]
    print(f"The signature is right: nothing was changed since {said['town']} wrote it.")
    print(f"{_amount(said)} from {sender['name']} ({sender['address']})")
    print(f"to {receiver['name']} ({receiver['address']}), {said['at']}")
    if found.known is None:
        where = f"https://{said['town']}/.well-known/leapfrog-receipts.json"
        print(f"Key {said['key']}: compare it with {where}, or give that file by --keys.")
    return 0


def _amount(said: dict[str, object]) -> str:
    digits, places = str(said["amount"]), int(str(said["exponent"]))
    padded = digits.rjust(places + 1, "0")
    whole = f"{padded[:-places]}.{padded[-places:]}" if places else padded
    return f"{whole} {said['currency']}"
