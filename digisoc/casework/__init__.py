"""Cases: the thread that holds a household's applications, decisions and payments together, and its deadlines.

Refuses to know what is applied for or decided.
"""
