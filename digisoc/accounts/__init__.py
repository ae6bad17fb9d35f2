"""Institutions (the tenants), users, and the mandates that let a user act for an institution in a role.

Refuses to know what any role does in the other rooms: they ask `Actor.has(...)` in their own `permissions`.
"""
