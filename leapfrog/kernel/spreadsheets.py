"""Cells of tables that spreadsheets open."""

# A spreadsheet takes what begins so for a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def no_formula(text: str) -> str:
    """A cell that is text, whatever it begins with: what would be a formula has a quote before
    it.
    """
    return f"'{text}" if text.startswith(FORMULA) else text
