"""The 42 local governments with what shapes their people, and invented addresses in them.

Codes, populations and regions: domain reference, official statistics section 3.2 (most populations there are
unverified and fit for weights only). Postal codes and towns are plausible; streets are common Latvian names.
"""

from dataclasses import dataclass
from functools import cache

from demo.population.names import words

RIGA, PIERIGA, VIDZEME, KURZEME, ZEMGALE, LATGALE = "riga", "pieriga", "vidzeme", "kurzeme", "zemgale", "latgale"


@dataclass(frozen=True, slots=True)
class Place:
    """One local government; `number` is its fixed place in the list, on which codes of people rest."""

    number: int
    atvk: str
    name: str
    region: str
    population: int
    town: str
    postal_code: str

    @property
    def is_state_city(self) -> bool:
        return self.atvk < "0020000"


_PLACES = """
0001000|Rīga|riga|591882|Rīga|LV-1010
0002000|Daugavpils|latgale|78112|Daugavpils|LV-5401
0003000|Jelgava|zemgale|54821|Jelgava|LV-3001
0004000|Jūrmala|pieriga|51933|Jūrmala|LV-2015
0005000|Liepāja|kurzeme|67398|Liepāja|LV-3401
0006000|Rēzekne|latgale|26425|Rēzekne|LV-4601
0007000|Ventspils|kurzeme|32719|Ventspils|LV-3601
0020000|Aizkraukles novads|zemgale|28300|Aizkraukle|LV-5101
0021000|Alūksnes novads|vidzeme|12900|Alūksne|LV-4301
0022000|Augšdaugavas novads|latgale|24300|Ilūkste|LV-5447
0023000|Ādažu novads|pieriga|23000|Ādaži|LV-2164
0024000|Balvu novads|latgale|17800|Balvi|LV-4501
0025000|Bauskas novads|zemgale|40500|Bauska|LV-3901
0026000|Cēsu novads|vidzeme|40600|Cēsis|LV-4101
0027000|Dienvidkurzemes novads|kurzeme|32000|Grobiņa|LV-3430
0028000|Dobeles novads|zemgale|27300|Dobele|LV-3701
0029000|Gulbenes novads|vidzeme|18900|Gulbene|LV-4401
0030000|Jelgavas novads|zemgale|31700|Ozolnieki|LV-3018
0031000|Jēkabpils novads|zemgale|38600|Jēkabpils|LV-5201
0032000|Krāslavas novads|latgale|20300|Krāslava|LV-5601
0033000|Kuldīgas novads|kurzeme|27000|Kuldīga|LV-3301
0034000|Ķekavas novads|pieriga|32200|Ķekava|LV-2123
0035000|Limbažu novads|vidzeme|27600|Limbaži|LV-4001
0036000|Līvānu novads|latgale|10200|Līvāni|LV-5316
0037000|Ludzas novads|latgale|20900|Ludza|LV-5701
0038001|Madonas novads|vidzeme|29900|Madona|LV-4801
0039000|Mārupes novads|pieriga|38000|Mārupe|LV-2167
0040000|Ogres novads|pieriga|57100|Ogre|LV-5001
0041000|Olaines novads|pieriga|20500|Olaine|LV-2114
0042000|Preiļu novads|latgale|16300|Preiļi|LV-5301
0043000|Rēzeknes novads|latgale|28600|Malta|LV-4630
0044000|Ropažu novads|pieriga|34700|Ulbroka|LV-2130
0045000|Salaspils novads|pieriga|23000|Salaspils|LV-2121
0046000|Saldus novads|kurzeme|25900|Saldus|LV-3801
0047000|Saulkrastu novads|pieriga|10100|Saulkrasti|LV-2160
0048000|Siguldas novads|pieriga|31300|Sigulda|LV-2150
0049000|Smiltenes novads|vidzeme|17500|Smiltene|LV-4729
0051000|Talsu novads|kurzeme|34200|Talsi|LV-3201
0052000|Tukuma novads|kurzeme|43300|Tukums|LV-3101
0053000|Valkas novads|vidzeme|7300|Valka|LV-4701
0054000|Valmieras novads|vidzeme|50700|Valmiera|LV-4201
0056000|Ventspils novads|kurzeme|10200|Piltene|LV-3620
"""

_STREETS = words(
    "Brīvības Rīgas Skolas Parka Dārza Liepu Bērzu Kļavu Ozolu Ābeļu Ķiršu Raiņa Lāčplēša Kalna Lauku Pļavu Meža "
    "Upes Ezera Saules Zvaigžņu Jaunā Vecā Stacijas Dzirnavu Kalēju Miera Draudzības Uzvaras Tirgus Baznīcas Pils "
    "Celtnieku Zemgales Kurzemes Vidzemes Daugavas Ventas Gaujas Smilšu Ziedu Rožu Alejas Robežu Torņa Krasta "
    "Vārpu Strautu Avotu Sporta Pasta Jaunatnes Lakstīgalu Priežu Egļu Kastaņu Ceriņu Mazā Lielā Graudu"
)


@cache
def places() -> tuple[Place, ...]:
    """All local governments in the order of their codes."""
    rows = (line.split("|") for line in _PLACES.strip().splitlines())
    return tuple(
        Place(number, atvk, name, region, int(population), town, postal_code)
        for number, (atvk, name, region, population, town, postal_code) in enumerate(rows)
    )


@cache
def place(atvk: str) -> Place:
    """The local government with a code; KeyError for another code."""
    return {item.atvk: item for item in places()}[atvk]


def street(of: Place, number: int) -> str:
    """The number-th of the 24 streets that this place has."""
    return f"{_STREETS[(of.number * 17 + (number % 24) * 7) % len(_STREETS)]} iela"
