"""Synthetic people: whole municipalities generated from a seed, and some households made by hand for the demonstration.

Feeds the simulated registers. No real person's name or code is in it, and nothing here knows the product's database.
"""

from demo.population.households import generate_households
from demo.population.types import Household, Resident

__all__ = ["Household", "Resident", "generate_households"]
