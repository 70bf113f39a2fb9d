"""JSContact (RFC 9553) by the conversion of RFC 9555."""
