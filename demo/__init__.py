"""Synthetic data and what the demonstration needs to start; nothing in `digisoc` imports it."""
