"""The whole country as synthetic people: 825,000 households in columns, and what a change of the law would do to them.

Everything rests on a seed and on published statistics; nobody in it exists. It knows the law only through
`digisoc.rules` and refuses to know the product's database.
"""
