"""The file that tells a bank whom to pay: ISO 20022 pain.001, written, checked and read back.

Refuses to know: households, benefits and runs (they hand in plain transfers), the database, the clock, and any
bank's network; the same input always gives the same bytes, so a file can be fetched again identically.
"""
