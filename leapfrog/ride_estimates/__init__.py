"""Estimates: what a ride would cost, in which cars, and how soon somebody could come."""
