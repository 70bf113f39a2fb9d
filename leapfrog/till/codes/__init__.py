"""Payment codes: printed ones (EMVCo), signed ones for one payment, those that a payer shows."""
