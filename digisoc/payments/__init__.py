"""Money that decisions in force oblige the institution to pay: due amounts, payment runs, the bank file.

Refuses to know: why a benefit was granted and how it was computed; amounts, months and payees come from approved
decisions and are never recalculated here.
"""
