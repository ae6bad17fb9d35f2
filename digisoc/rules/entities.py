"""The two entities of the means test: the person and the household (SPSP 1, "mājsaimniecība")."""

from openfisca_core.entities import build_entity

person = build_entity(
    key="person",
    plural="persons",
    label="Persona (a person of the household)",
    is_person=True,
)

household = build_entity(
    key="household",
    plural="households",
    label="Mājsaimniecība (people who share a dwelling and expenses, or one person who keeps house alone)",
    roles=[{"key": "member", "plural": "members", "label": "Member of the household"}],
)

entities = [household, person]
