"""What every tenant room stands on: the fence between institutions, background jobs, stored files, the database server.

Refuses to know: which institutions exist, who may do what, anything about social assistance.
"""
