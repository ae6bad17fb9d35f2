"""Formats of one interface language."""
