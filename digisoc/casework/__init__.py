"""casework (being furnished)."""
