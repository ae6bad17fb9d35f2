"""The law of the means test as code: an OpenFisca tax-benefit system over whole euro cents.

Refuses to know: Django, databases, the network, institutions, who asks and why. Facts come in, the law's answer and its
reasons go out; the same call recalculates any month from 2021-01 on by the law of that month.
"""
