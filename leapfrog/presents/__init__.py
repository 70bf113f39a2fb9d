"""Presents as who sends them and who gets them see them: the routes. What is asked, answered and
kept of one is `orders`', where a payment uses it.
"""
