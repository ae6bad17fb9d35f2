"""Measured speed, printed and never asserted."""
