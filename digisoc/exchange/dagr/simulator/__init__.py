"""A DAGR that runs here: the same headers, permissions, quotas and faults over real HTTP, with synthetic people.

Imported by its launcher and the tests alone. Keeps tokens, use counts and faults in memory; only reads the register
file.
"""
