"""What the law gives a household and what was decided: frozen assessments, drafts, approval, the sealed letter.

Refuses to know: how the means were declared (it asks `intake`), what the law says (it asks `rules`), what a letter
looks like (it hands words to `documents`), and what happens to the money: it announces that a decision is sealed.
"""
