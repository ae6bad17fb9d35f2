"""Last days for an answer to a letter.

A decision is contested within one month (domain pack, means-test 4.7: latvija.lv service p9199, SPSP 17.1 by its
heading; the paragraph of Administratīvā procesa likums, taken to be 79(1), is not yet confirmed). How a term in
months runs: Administratīvā procesa likums 42 and 43, the articles confirmed by the Senate's judgment SKA-483/2022.
"""

from datetime import date

from digisoc.kernel.workdays import add_months, next_working_day

__all__ = ["CONTESTATION_MONTHS", "add_months", "contestation_deadline", "next_working_day"]

CONTESTATION_MONTHS = 1


def contestation_deadline(decision_day: date) -> date:
    """The last day to contest a decision that was made known on `decision_day`.

    The same day of the next month, or that month's last day when it has none such; when it is a Saturday, a Sunday or
    a public holiday, the next working day. A letter that arrives later is contested later: pass the day on which it
    was made known. A decision made known on the day it is made has the earliest last day, which the letter prints.
    """
    return next_working_day(add_months(decision_day, CONTESTATION_MONTHS))
