"""Commands of intake."""

from digisoc.intake.actions.applications import (
    attach_document,
    complete_declaration,
    mark_decided,
    record_signature,
    reopen_declaration,
    submit_application,
)
from digisoc.intake.actions.declarations import (
    correct_income,
    correct_property,
    declare_income,
    declare_property,
    set_housing_cost,
    set_member_facts,
)
from digisoc.intake.actions.registers import ask_registers, look_up_person, persons_at_address, settle_reading

__all__ = [
    "ask_registers",
    "attach_document",
    "complete_declaration",
    "correct_income",
    "correct_property",
    "declare_income",
    "declare_property",
    "look_up_person",
    "mark_decided",
    "persons_at_address",
    "record_signature",
    "reopen_declaration",
    "set_housing_cost",
    "set_member_facts",
    "settle_reading",
    "submit_application",
]
