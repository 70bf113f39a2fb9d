"""What is said of brands is checked here; pure. Each refusal names its field."""

from leapfrog.identity import plain
from leapfrog.kernel.errors import Invalid


def line(field: str, text: str, longest: int, least: int = 0) -> str:
    """One line of text as it is kept. Raises `Invalid`."""
    kept = " ".join(plain(text).split())
    if not least <= len(kept) <= longest:
        raise Invalid(f"{least} to {longest} characters.", field=field)
    return kept


def text(field: str, given: str, longest: int, least: int = 0) -> str:
    """Some lines of text as they are kept. Raises `Invalid`."""
    kept = plain(given).strip()
    if not least <= len(kept) <= longest:
        raise Invalid(f"{least} to {longest} characters.", field=field)
    return kept
