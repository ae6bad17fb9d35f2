"""DAGR, the state's data distribution platform: reads of persons, incomes and property from the state registers.

Everything that the platform's public pages leave open (token request, paths, envelope, names of data sets) stands in
one place each: `tokens`, `paths`, `services.yaml`. Refuses to know Django settings: a connection is a value.
"""
