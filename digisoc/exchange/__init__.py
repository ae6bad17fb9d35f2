"""State platforms, one folder each: client, messages, mapping, checks, simulator.

Turns what a platform answers into typed facts with their source, moment and request number. Refuses to know what a
fact means for a benefit, which case asked, and whether the person who asked was allowed to: the rooms above decide.
"""
