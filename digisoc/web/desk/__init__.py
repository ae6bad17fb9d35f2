"""Screens of the staff of a social service: worklist, applications, the case. No rule of law, no state."""
