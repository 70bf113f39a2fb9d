"""Ratings: what rider and driver think of each other, shown once both have said it."""

from leapfrog.rides.ratings.rating import rate, ratings_of
from leapfrog.rides.ratings.store import averages, export_by, forget_ratings

__all__ = ["averages", "export_by", "forget_ratings", "rate", "ratings_of"]
