"""registry (being furnished)."""
