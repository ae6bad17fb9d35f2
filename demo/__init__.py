"""The demonstration: a synthetic population, people who act, and cases that lie on the desk."""
