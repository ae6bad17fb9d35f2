"""Money that decisions in force oblige the institution to pay: what is due, runs, the bank file, what the bank returned.

Refuses to know: why a benefit was granted and how it was computed; amounts, months and payees come from approved
decisions and are never recalculated here.
"""
