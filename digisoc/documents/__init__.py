"""What leaves the institution on paper or as a file: letters, their numbers, seals and last days for an answer.

Refuses to know: how a benefit is calculated, who may approve it, and whether it is right; it is handed finished
sentences and amounts and makes of them a document that anyone can read, that lasts, and that can't be changed unseen.
"""
