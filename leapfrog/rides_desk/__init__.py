"""The desk of rides: who may drive, with what car, what goes on now, sums that differ."""
