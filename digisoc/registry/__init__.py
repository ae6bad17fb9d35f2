"""Persons, households with dated membership, addresses: what an institution knows about the people it serves.

Refuses to know applications, income, decisions. A person belongs to one institution (docs/adr/0003): two municipalities
that serve the same human being each answer for their own record.
"""
