"""Who looked at whom, who changed what.

Refuses to know what the things looked at mean; holds identifiers and words given by the caller. Rows are only added.
"""
