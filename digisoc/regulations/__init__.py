"""A municipality's own dated rules as data: low-income thresholds, housing coefficients, additional benefits.

A set is written in a closed vocabulary, approved by a second person and published from a day; what is published never
changes, another set follows it. Refuses to know: any household of the registry (facts come in as plain values), how the
state's benefits are computed (that is `rules`, which only lends it dated numbers), applications, decisions, payments.
"""
