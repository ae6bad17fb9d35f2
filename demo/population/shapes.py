"""How households, ages and livelihoods are distributed: the domain reference's official statistics, section 3, as data.

Shares with a source in a comment are published ones; the others are chosen so that the published ones come out.
"""

from demo.population.places import KURZEME, LATGALE, PIERIGA, RIGA, VIDZEME, ZEMGALE

#: Who lives together, in per mille of households: S alone, C of a couple, P lone parent, K child under 18,
#: A grown-up child, G grandparent. Sizes 41.1 / 25.5 / 29.7 / 3.7 %; with children 26.3 %, of these 54 / 33 / 13 % with
#: one / two / more (census 2021).
HOUSEHOLD_SHAPES: dict[str, float] = {
    "S": 411.0,
    "CC": 170.0, "PK": 38.0, "PA": 47.0,
    "CCK": 60.0, "GPK": 18.0, "PKK": 11.0, "CCA": 57.0,
    "CCKA": 13.0, "CCKK": 49.0, "GPKK": 6.0, "PKKK": 3.0, "CCAA": 29.0,
    "CCKAA": 7.0, "GCCKK": 9.0, "CCKKA": 5.0, "CCKKK": 20.0, "CCAAA": 10.0,
    "CCKAAA": 6.0, "CCKKAA": 6.0, "GCCKKK": 6.0, "CCKKKK": 5.0, "CCKKKKK": 1.5, "CCAAAA": 12.5,
}

#: Per mille of households with one person: Rīga, Latgale, Pierīga published, the others by difference.
ONE_PERSON = {RIGA: 450.0, LATGALE: 425.0, PIERIGA: 368.0, VIDZEME: 395.0, KURZEME: 395.0, ZEMGALE: 395.0}

OLD_SINGLES, OLD_COUPLES = 0.505, 0.43
WOMEN_AMONG_OLD_SINGLES, WOMEN_AMONG_YOUNG_SINGLES = 0.775, 0.39  # together 58.7 %
WOMEN_AMONG_LONE_PARENTS, WOMEN_AMONG_GRANDPARENTS = 0.86, 0.8
BOYS = 0.513

#: Pay relative to the country (disposable income by region, section 3.4, softened).
PAY = {RIGA: 1.12, PIERIGA: 1.14, ZEMGALE: 0.95, KURZEME: 0.91, VIDZEME: 0.9, LATGALE: 0.78}
PENSION = {RIGA: 1.06, PIERIGA: 1.06, ZEMGALE: 0.97, KURZEME: 0.97, VIDZEME: 0.96, LATGALE: 0.89}
#: Registered unemployment relative to the country's 5.0 % (end of 2025; Latgale 10.1, Rīga 3.7).
UNEMPLOYMENT = {RIGA: 0.74, PIERIGA: 0.74, ZEMGALE: 0.98, KURZEME: 1.1, VIDZEME: 0.92, LATGALE: 2.0}

WAGE_MEDIAN, WAGE_SIGMA = 107_600, 0.62  # net, Q1 2025: median 1,076, mean 1,305
LOWEST_WAGE = 30_000
PENSION_MEDIAN, PENSION_SIGMA = 53_300, 0.57  # end of 2025: mean 673; 13 % at most 300, 40 % below 500
LOWEST_PENSION = 18_900

#: Share of people with a disability by age, and of the groups among adults (214 to 221 thousand; 12 / 38 / 46 / 4 %).
DISABILITY_BY_AGE = ((18, 0.024), (40, 0.045), (55, 0.1), (65, 0.17), (200, 0.255))
DISABILITY_GROUPS = (("group_1", 0.125), ("group_2", 0.396), ("group_3", 0.479))
DISABILITY_PENSION = {"group_1": 43_000, "group_2": 36_000, "group_3": 19_000}
WORKING_WITH_DISABILITY = {"group_1": 0.03, "group_2": 0.2, "group_3": 0.45}
CARE_BENEFIT = 31_343
NEEDS_CARE = {"group_1": 0.7, "group_2": 0.06, "group_3": 0.0, "child": 0.4}

NON_LATVIAN = {RIGA: 0.45, LATGALE: 0.5, PIERIGA: 0.3, ZEMGALE: 0.27, KURZEME: 0.25, VIDZEME: 0.14}
UKRAINIAN_SHARE, NEW_FORM_SHARE = 0.012, 0.03
OWNED_DWELLINGS = 0.78
SECOND_HOME, FARM_LAND = 0.07, {RIGA: 0.03, PIERIGA: 0.08, ZEMGALE: 0.2, KURZEME: 0.2, VIDZEME: 0.25, LATGALE: 0.27}
MAKES = ("Volkswagen Golf", "Volkswagen Passat", "Audi A6", "Opel Astra", "Toyota Auris", "Škoda Octavia", "Volvo V70",
         "BMW 320", "Renault Megane", "Ford Focus", "Peugeot 307", "Mazda 6")
EMPLOYERS = ("SIA Liepsala", "SIA Dzirnavnieks", "AS Ziemeļkoks", "SIA Kurzemes Maize", "SIA Baltais Tirgus",
             "Novada vidusskola", "SIA Jūras Zivs", "SIA Ceļmalas Serviss", "AS Lauku Piens", "SIA Sniega Logi")
