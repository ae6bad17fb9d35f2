"""decisions (being furnished)."""
