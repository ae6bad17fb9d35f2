"""Screens of what is due, payment runs and the bank file."""
