"""How long each class of rows is kept. The years are unconfirmed working values (domain pack, state platforms 7.3)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """`years` count from the end that `starts` names; None means for as long as the system runs."""

    years: int | None
    starts: str
    confirmed: bool


CLASSES: dict[str, RetentionClass] = {
    "case_file": RetentionClass(10, "closing of the case", False),
    "accounting": RetentionClass(10, "end of the financial year", False),
    "access_log": RetentionClass(5, "the look itself", False),
    "account": RetentionClass(5, "end of the last mandate", False),
    "reference": RetentionClass(None, "never deleted", True),
    "technical": RetentionClass(1, "the last use", True),
}
