"""documents (being furnished)."""
