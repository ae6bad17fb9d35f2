"""The system under the name that OpenFisca's own tools ask for: `openfisca test -c digisoc.rules.country …`."""

from typing import Any

from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from digisoc.rules.entities import entities
from digisoc.rules.system import load

#: Stated by the Web API in its headers and its specification; the version is the rules' own.
NAME = "digisoc-rules"


class CountryTaxBenefitSystem(TaxBenefitSystem):
    """The whole law, amounts in whole cents, coefficients in thousandths, land in square metres."""

    def __init__(self) -> None:
        super().__init__(entities)
        load(self)

    def get_package_metadata(self) -> dict[str, Any]:
        """Without a look at installed packages: the law is part of the product, not a package of its own."""
        from digisoc.rules.api import RULES_VERSION

        return {"name": NAME, "version": RULES_VERSION, "repository_url": "", "location": ""}
