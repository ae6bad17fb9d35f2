"""Pure values that every room shares: euro cents, months, person codes, the clock, errors.

Refuses to know: Django, the database, the network, any rule of law.
"""
