"""Invented letters: an ordinary one, and one as hostile and as long as a letter can get."""

from dataclasses import replace
from datetime import date

from digisoc.documents.deadlines import contestation_deadline
from digisoc.documents.types import (
    Contestation,
    DecisionLetter,
    Institution,
    LawReference,
    Member,
    Outcome,
    ReasonStep,
)
from digisoc.kernel.months import Month

LAW = "https://likumi.lv/ta/id/68488-socialo-pakalpojumu-un-socialas-palidzibas-likums"
SPSP33 = LawReference("Sociālo pakalpojumu un sociālās palīdzības likuma 33. pants", LAW + "#p33")
SPSP35 = LawReference("Sociālo pakalpojumu un sociālās palīdzības likuma 35. pants", LAW + "#p35")
MK809 = LawReference("Ministru kabineta noteikumu Nr. 809 2. punkts", "https://likumi.lv/ta/id/319717")
DAY = date(2026, 11, 22)

TUKUMS = Institution(
    name="Tukuma novada Sociālais dienests",
    registration_number="90000000000",
    address=("Šēseles iela 3, Tukums", "Tukuma novads, LV-3101"),
    contact=("tālr. 00000000", "dienests@tukums.example"),
)

ORDINARY = DecisionLetter(
    institution=TUKUMS,
    decision_number="TUK/2026/000123",
    decision_date=DAY,
    case_number="2026-004417",
    addressee_name="Anna Bērziņa",
    addressee_address=("Lauku iela 12 dz. 4", "Kandava, Tukuma novads", "LV-3120"),
    applicant_person_code="010190-•••••",
    title="Par trūcīgas mājsaimniecības statusu un mājokļa pabalstu",
    status_text="Jūsu mājsaimniecība ir trūcīga no 01.12.2026. līdz 28.02.2027. (3 mēneši).",
    household=(
        Member("Anna Bērziņa", "iesniedzēja"), Member("Jānis Bērziņš", "vīrs"),
        Member("Līga Bērziņa", "meita"), Member("Kārlis Bērziņš", "dēls"),
    ),
    outcomes=(
        Outcome("Mājokļa pabalsts", "granted", 22967, Month(2026, 12), Month(2027, 2), 68901),
        Outcome("GMI pabalsts", "refused", note="Ienākumi ir par 158,93 € lielāki nekā GMI slieksnis."),
    ),
    reasoning=(
        ReasonStep(
            "Mājsaimniecības vidējie ienākumi mēnesī ir 738,93 €: triju mēnešu ienākumu summa "
            "(512,40 + 512,40 + 530,00 + 241,00 + 241,00 + 3 × 60,00), dalīta ar 3.", "738,93 €", MK809),
        ReasonStep("Trūcīgas mājsaimniecības slieksnis četrām personām ir 425 + 3 × 298. "
                   "Jūsu ienākumi ir par 580,07 € zemāki.", "1 319,00 €", SPSP33),
        ReasonStep("GMI slieksnis četrām personām ir 187 + 3 × 131. Jūsu ienākumi to pārsniedz par 158,93 €, "
                   "tāpēc GMI pabalsts nepienākas.", "580,00 €", SPSP33),
        ReasonStep("Mājokļa pabalstam GMI slieksni reizina ar koeficientu 1,3.", "754,00 €", SPSP35),
        ReasonStep("Atzītie mājokļa izdevumi: īre 120,00, apkure 62,10, elektrība 32,50.", "214,60 €", SPSP35),
        ReasonStep("Mājokļa pabalsts mēnesī ir 754,00 + 214,60 − 738,93.", "229,67 €", SPSP35),
    ),
    legal_basis=(SPSP33, SPSP35, MK809),
    contestation=Contestation(
        "Tukuma novada pašvaldības domes priekšsēdētājs", "Talsu iela 4, Tukums, LV-3101",
        contestation_deadline(DAY), LawReference("Administratīvā procesa likuma 79. pants", "https://likumi.lv/ta/id/55567"),
    ),
    worker_name="Ilze Kalniņa, sociālās palīdzības organizatore",
    head_name="Māra Ozola",
    head_title="Sociālā dienesta vadītāja",
    unconfirmed=("Mājokļa pabalsta koeficients 1,3 no 01.05.2026.",),
    iban="LV97HABA0012345678910",
    duties=("Par pārmaiņām ienākumos vai mājsaimniecības sastāvā paziņojiet nekavējoties.",),
)

MARKUP = "#panic() $x^2$ *b* _i_ `c` \\ // /* <a> @b [c] {d} = e ~ -- ... \" ' %s &amp; #{1+1} <label>"
LONG = "Maksimiliāna-Konstancija Vilhelmīne Ģertrūde Žaklīna-Elizabete " * 3
ENDLESS = "Ņ" * 400

EXTREME = replace(
    ORDINARY,
    institution=replace(TUKUMS, name=LONG, contact=(MARKUP,)),
    addressee_name=LONG,
    addressee_address=(MARKUP, ENDLESS, "LV-3101"),
    title=MARKUP + " " + LONG,
    status_text=MARKUP,
    household=tuple(Member(f"{LONG} {n}" if n % 2 else ENDLESS, MARKUP) for n in range(12)),
    outcomes=(
        *(Outcome(f"{LONG} {n}", "granted", 99_999_999, Month(2026, 12), Month(2027, 5), 599_999_994, MARKUP)
          for n in range(4)),
        Outcome(ENDLESS, "refused", note=MARKUP),
    ),
    reasoning=tuple(
        ReasonStep(f"Solis {n}: {MARKUP} {LONG if n % 5 == 0 else ''}", "1 234 567,89 €", SPSP33) for n in range(40)
    ),
    unconfirmed=(MARKUP, ENDLESS),
    worker_name=LONG, head_name=LONG, head_title=MARKUP,
)

NOTHING = replace(
    ORDINARY, household=(), outcomes=(), reasoning=(), legal_basis=(), unconfirmed=(), duties=(), iban="",
    status_text="Mājsaimniecība nav trūcīga.", applicant_person_code="",
)

DRAFT = replace(ORDINARY, draft=True)
