"""DigiSoc and SIVIS: social assistance and rehabilitation, from application to signed decision and payment.

The rooms of this package and the one order in which they may import each other stand in `.importlinter`;
docs/architecture.md explains them.
"""
