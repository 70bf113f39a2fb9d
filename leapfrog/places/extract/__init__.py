"""An extract of OpenStreetMap made into what the town needs of it.

This is a program of its own, `python -m leapfrog.places.extract`, which ends when it is done: what
it loads is never in the memory of a server, and a file that breaks it breaks nothing else.
"""
