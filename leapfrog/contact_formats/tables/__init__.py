"""Contacts in CSV tables: what all of them share."""
