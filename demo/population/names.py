"""Invented people's names: common given names and surnames, with the endings that Latvian gives to women's surnames."""

LATVIAN, RUSSIAN, UKRAINIAN = "latvian", "russian", "ukrainian"
MALE, FEMALE = "M", "F"


def words(text: str) -> list[str]:
    """The words of a text, in their order."""
    return text.split()


GIVEN_NAMES: dict[tuple[str, str], list[str]] = {
    (LATVIAN, MALE): words(
        "Jānis Andris Juris Edgars Māris Mārtiņš Artūrs Kristaps Aigars Guntis Dainis Ivars Valdis Gatis Raivis "
        "Roberts Markuss Gustavs Oskars Emīls Rihards Daniels Toms Kārlis Pēteris Uldis Imants Ilmārs Normunds "
        "Arvis Intars Aivars Agris Reinis Renārs Sandis Zigmunds Laimonis Vilis Alfrēds Eduards Henriks Ralfs Ernests"
    ),
    (LATVIAN, FEMALE): words(
        "Anna Kristīne Inese Ilze Līga Dace Sandra Inga Zane Laura Elīna Ieva Santa Agnese Evija Baiba Ināra Aija "
        "Vija Velta Ausma Skaidrīte Dzintra Mirdza Rasma Aina Ilga Zenta Maija Anita Marta Sofija Emīlija Alise Elza "
        "Paula Amanda Katrīna Estere Madara Linda Gunta Sarmīte Daiga Rita Vineta Solvita Rūta Krista Odrija"
    ),
    (RUSSIAN, MALE): words(
        "Aleksandrs Sergejs Vladimirs Andrejs Aleksejs Dmitrijs Igors Viktors Oļegs Jurijs Mihails Nikolajs Pāvels "
        "Maksims Artjoms Deniss Romāns Vadims Jevgēņijs Anatolijs"
    ),
    (RUSSIAN, FEMALE): words(
        "Jeļena Svetlana Irina Natālija Olga Tatjana Ludmila Gaļina Valentīna Ņina Tamāra Marina Jūlija Anastasija "
        "Viktorija Jekaterina Larisa Oksana Darja Poļina"
    ),
    (UKRAINIAN, MALE): words("Oleksandrs Taras Bohdans Ivans Mikola Petro Andrijs Dmitro Ostaps Nazars"),
    (UKRAINIAN, FEMALE): words("Oksana Halina Irina Ļubova Solomija Nadija Olena Julija Marija Zlata"),
}

SURNAMES: dict[str, list[str]] = {
    LATVIAN: words(
        "Bērziņš Kalniņš Ozoliņš Liepiņš Jansons Krūmiņš Balodis Eglītis Zariņš Pētersons Vītols Kļaviņš Vanags "
        "Ozols Sproģis Grīnbergs Zvirbulis Kārkliņš Lapiņš Rozītis Skujiņš Apsītis Lācis Zaķis Briedis Strazdiņš "
        "Dzenis Putniņš Riekstiņš Avotiņš Cīrulis Dūmiņš Freibergs Gailis Hermanis Irbe Jaunzems Krastiņš Lūsis "
        "Mednis Niedre Oše Paegle Siliņš Tauriņš Upenieks Vilks Zeltiņš Āboliņš Ābols Bite Celmiņš Dravnieks "
        "Endziņš Graudiņš Jēkabsons Kalējs Lielmanis Mežulis Naglis Pūce Ronis Saulītis Tomsons Veinbergs Zālītis"
    ),
    RUSSIAN: words(
        "Ivanovs Petrovs Smirnovs Kuzņecovs Vasiļjevs Popovs Sokolovs Mihailovs Novikovs Fjodorovs Morozovs Volkovs "
        "Aleksejevs Ļebedevs Semjonovs Jegorovs Pavlovs Kozlovs Stepanovs Nikolajevs Orlovs Makarovs Zaharovs "
        "Baranovskis Kovaļevskis Jankovskis Višņevskis Romanovskis Puškins Ņikitins Fomins Iļjins"
    ),
    UKRAINIAN: words(
        "Kovaļenko Bondarenko Tkačenko Kravčenko Ševčenko Oļijņiks Šapovalenko Ļisenko Marčenko Savčenko Rudenko "
        "Petrenko Moroz Poļiščuks Kravčuks Melņiks"
    ),
}

_FEMININE_ENDINGS = (
    ("skis", "ska"), ("ckis", "cka"), ("iņš", "iņa"), ("us", "us"), ("is", "e"), ("ijs", "ija"), ("š", "a"), ("s", "a"),
)


def surname_for(surname: str, sex: str) -> str:
    """A family's surname as this member bears it: Bērziņš and Bērziņa, Lācis and Lāce, Kovaļenko for both."""
    if sex == MALE:
        return surname
    for ending, feminine in _FEMININE_ENDINGS:
        if surname.endswith(ending):
            return surname.removesuffix(ending) + feminine
    return surname
