"""Rides by hail: asked for on the phone, matched with drivers on duty, agreed before one gets in,
paid from a hold.
"""
