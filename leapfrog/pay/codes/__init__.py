"""Payment codes: printed ones (EMVCo), signed ones for one payment, and those that a payer shows."""
