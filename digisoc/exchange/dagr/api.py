"""The door of the DAGR exchange: read registers about a person, check the connection.

Callers have already checked permission and purpose and written the access log; nothing here does.
"""

from digisoc.exchange.dagr.checks import check_connection
from digisoc.exchange.dagr.demo_connection import demo_connection, make_connection_files
from digisoc.exchange.dagr.enums import REGISTERS_OF_A_PERSON, IncomeKind, Outcome, Register
from digisoc.exchange.dagr.reader import MEANS_REGISTERS, RegisterReader
from digisoc.exchange.dagr.types import CheckResult, DagrConnection, Fact, Reading

__all__ = [
    "MEANS_REGISTERS",
    "REGISTERS_OF_A_PERSON",
    "CheckResult",
    "DagrConnection",
    "Fact",
    "IncomeKind",
    "Outcome",
    "Reading",
    "Register",
    "RegisterReader",
    "check_connection",
    "demo_connection",
    "make_connection_files",
]
