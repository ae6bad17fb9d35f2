"""payments (being furnished)."""
