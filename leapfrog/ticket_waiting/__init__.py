"""Who waits for tickets of a show, with what odds, and tickets that others can have."""
