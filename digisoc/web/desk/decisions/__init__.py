"""Screens of the calculation, the decisions of a case and their approval."""
