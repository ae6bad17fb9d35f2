"""Personal codes that can't meet: every chunk of every place owns its own numbers, so chunks need not know each other.

Old-form codes use serial numbers 900 to 989 only; the hand-made households own 990 to 999. A chunk gets an
equal share of the (day, serial) slots of each year of birth; who finds none left, and a share by choice, bears a
code of the new form.
"""

from datetime import date, timedelta
from functools import cache

from demo.population.places import Place, places
from digisoc.kernel.person_code import PersonCode, check_digit

#: Households in a chunk. The division of numbers rests on it: changing it changes everybody's code.
CHUNK_HOUSEHOLDS = 2_000
_PERSONS_PER_HOUSEHOLD = 2.2
_FIRST_SERIAL, _SERIALS, _DAYS = 900, 90, 365
_SLOTS = _SERIALS * _DAYS
_SCATTER = 7_919  # coprime to the number of slots
_NEW_FORM_SPAN, _NEW_FORM_SCATTER = 10**9, 618_033_989
_PERSONS_IN_CHUNK = 20_000


@cache
def _first_chunks() -> tuple[int, ...]:
    starts, total = [], 0
    for item in places():
        starts.append(total)
        total += int(item.population / _PERSONS_PER_HOUSEHOLD / CHUNK_HOUSEHOLDS) + 2
    return (*starts, total)


def chunks_of(place: Place) -> int:
    """How many chunks a place may have; enough for its population and a little more."""
    starts = _first_chunks()
    return starts[place.number + 1] - starts[place.number]


def old_form(birth_date: date, serial: int) -> PersonCode:
    """A well-formed old code with the right check digit."""
    century = {18: "0", 19: "1", 20: "2"}[birth_date.year // 100]
    ten = f"{birth_date:%d%m%y}{century}{serial:03d}"
    return PersonCode(ten + check_digit(ten))


def new_form(number: int) -> PersonCode:
    """A well-formed new code; different numbers below 10^9 give different codes."""
    return PersonCode(f"32{number * _NEW_FORM_SCATTER % _NEW_FORM_SPAN:09d}")


class CodeOffice:
    """Hands out birth dates and codes inside one chunk."""

    def __init__(self, place: Place, chunk: int) -> None:
        if not 0 <= chunk < chunks_of(place):
            raise ValueError(f"{place.name} has chunks 0 to {chunks_of(place) - 1}")
        self._chunk = _first_chunks()[place.number] + chunk
        self._share = _SLOTS // _first_chunks()[-1]
        self._used: dict[int, int] = {}
        self._new = 0

    @property
    def chunk_number(self) -> int:
        """This chunk's number in the whole country."""
        return self._chunk

    def register(self, birth_year: int, *, wants_new_form: bool) -> tuple[date, PersonCode]:
        """A birth date in the year and a code that nobody else bears."""
        taken = self._used.get(birth_year, 0)
        self._used[birth_year] = taken + 1
        slot = ((self._chunk * self._share + taken) * _SCATTER + birth_year * 4_241) % _SLOTS
        birth_date = date(birth_year, 1, 1) + timedelta(days=slot % _DAYS)
        if wants_new_form or taken >= self._share:
            return birth_date, self._next_new_form()
        return birth_date, old_form(birth_date, _FIRST_SERIAL + slot // _DAYS)

    def _next_new_form(self) -> PersonCode:
        self._new += 1
        return new_form(self._chunk * _PERSONS_IN_CHUNK + self._new)
