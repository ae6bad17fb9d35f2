"""Whole ways through the running product: people at browsers, killed processes, bad days."""
