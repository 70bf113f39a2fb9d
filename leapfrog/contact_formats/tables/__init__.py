"""Contacts in CSV tables: Google (both dialects), Outlook (three languages) and LinkedIn."""
