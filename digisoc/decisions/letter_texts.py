"""What the decision letter says in Latvian, its only language; the rest of its words stand in documents' template.

Written here and not translated: a letter must never come out half in another language because a catalogue is missing.
"""

import re

from digisoc.decisions.enums import Benefit, HouseholdStatus
from digisoc.registry.enums import HouseholdRole

DRAFT_NUMBER = "projekts"
HEAD_TITLE = "Sociālā dienesta vadītājs"
NOT_YET_APPROVED = "vēl nav apstiprināts"

BENEFITS = {Benefit.GMI: "GMI pabalsts", Benefit.HOUSING: "Mājokļa pabalsts", Benefit.STATUS: "Mājsaimniecības statuss"}
#: After "Par": what the letter is about.
ABOUT = {Benefit.GMI: "GMI pabalstu", Benefit.HOUSING: "mājokļa pabalstu", Benefit.STATUS: "mājsaimniecības statusu"}
STATUSES = {HouseholdStatus.NEEDY: "trūcīga", HouseholdStatus.LOW_INCOME: "maznodrošināta"}
STATUS_REFUSED = "Jūsu mājsaimniecībai netiek piešķirts trūcīgas vai maznodrošinātas mājsaimniecības statuss."
ROLES = {
    HouseholdRole.APPLICANT: "iesniedzējs", HouseholdRole.SPOUSE: "laulātais vai partneris",
    HouseholdRole.CHILD: "bērns", HouseholdRole.PARENT: "vecāks", HouseholdRole.RELATIVE: "cits radinieks",
    HouseholdRole.OTHER: "cita persona",
}
#: Duties of a client: domain pack, means-test 4.5 (verified from secondary sources).
DUTIES = (
    "Par pārmaiņām ienākumos, īpašumā vai mājsaimniecības sastāvā paziņojiet sociālajam dienestam nekavējoties.",
)
#: A decision is contested in the municipality by its local rules (domain pack 4.7); the letter is handed in where it
#: was written. The paragraph of the procedural law is not yet confirmed.
CONTESTED_IN = "%s, kas to nosūtīs pašvaldības noteiktajam apstrīdēšanas izskatītājam"
CONTESTATION_LAW = "Administratīvā procesa likuma 79. pants"
CONTESTATION_URL = "https://likumi.lv/ta/id/55567"

SPSP = "Sociālo pakalpojumu un sociālās palīdzības likuma"
MK_809, MK_809_WHOLE = (f"Ministru kabineta 17.12.2020. {word} Nr. 809" for word in ("noteikumu", "noteikumi"))
_PARTS = ("pirmā", "otrā", "trešā", "ceturtā", "piektā", "sestā", "septītā", "astotā", "devītā")
_ARTICLE = re.compile(r"^(\d+(?:\.\d+)?)(?:\((\d)\))?(?: (\d+)\))?$")


def status_granted(status: str, first_day: str, last_day: str, months: int) -> str:
    """"Jūsu mājsaimniecība ir trūcīga no 01.12.2026. līdz 28.02.2027. (3 mēneši)."."""
    word = STATUSES[HouseholdStatus(status)]
    count = f"{months} {'mēnesis' if months % 10 == 1 and months % 100 != 11 else 'mēneši'}"
    return f"Jūsu mājsaimniecība ir {word} no {first_day} līdz {last_day} ({count})."


def title(benefits: list[Benefit]) -> str:
    """"Par mājsaimniecības statusu, GMI pabalstu un mājokļa pabalstu"."""
    words = [ABOUT[benefit] for benefit in benefits]
    return "Par " + " un ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def full_laws(short: str) -> list[str]:
    """"SPSP 33(4)" as people read it: "… likuma 33. panta ceturtā daļa"; several articles give several labels."""
    labels: list[str] = []
    for group in short.split(";"):
        act, _, articles = group.strip().partition(" ")
        if act == "SPSP":
            labels += [f"{SPSP} {_article(article.strip())}" for article in articles.split(",")]
        elif act == "MK":
            place = articles.removeprefix("809").strip()
            labels.append(f"{MK_809} {_paragraph(place)}" if place else MK_809_WHOLE)
        elif group.strip():
            labels.append(group.strip())
    return labels


def _article(text: str) -> str:
    match = _ARTICLE.match(text)
    if not match:
        return text
    article, part, point = match.groups()
    if part is None:
        return f"{article}. pants"
    ordinal = _PARTS[int(part) - 1]
    if point is None:
        return f"{article}. panta {ordinal} daļa"
    return f"{article}. panta {ordinal}s daļas {point}. punkts"


def _paragraph(text: str) -> str:
    return f"{text} punkts" if re.fullmatch(r"\d+\.", text) else text
