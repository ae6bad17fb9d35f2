"""Applications and means declarations: what a household asks for and what is known about its means, with every source.

Refuses to know thresholds, benefits and decisions; it hands over facts.
"""
