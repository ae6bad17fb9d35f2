"""Screens of the staff of a social service: worklist, applications, the case. Holds no rule of law and no state of its own."""
