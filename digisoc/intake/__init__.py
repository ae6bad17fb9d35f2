"""intake (being furnished)."""
