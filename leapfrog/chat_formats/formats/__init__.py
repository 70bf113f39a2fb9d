"""Readers, one package or file for each app."""
