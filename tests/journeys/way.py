"""The README's way as steps of a person at a browser; with and without scripts they are the same."""

from tests.journeys.visit import Visit

APPLICANT = "170488-19906"
IBAN = "LV80BANK0000435195001"
BILLS = {"rent": "120,00", "heating": "62,10", "electricity": "32,50"}
COUNTED, HOUSING = "738,93", "229,67"


def apply(worker: Visit) -> str:
    """From a personal code to an application with the registers' answers; the address of the case."""
    worker.open("/desk/")
    worker.follow("/desk/new/")
    worker.page.fill("main [name=q]", APPLICANT)
    worker.press()
    assert worker.page.input_value("main [name=first_name]") == "Anna"
    worker.look(picture="new-applicant")
    worker.press("/desk/new/person/")
    for name in ("Jānis Bērziņš", "Emīls Bērziņš", "Elza Bērziņa"):
        worker.page.get_by_label(name, exact=True).check()
    worker.page.get_by_label("Loma: Jānis Bērziņš").select_option("spouse")
    worker.press()
    worker.page.fill("[name=iban]", IBAN)
    worker.press()
    return worker.path.partition("declaration/")[0]


def declare(worker: Visit, case: str) -> None:
    """What no register knows, both signatures, and the declaration closed."""
    declaration = f"{case}declaration/"
    worker.open(declaration)
    worker.follow("/income/")
    worker.page.select_option("[name=person]", label="Jānis Bērziņš")
    worker.page.select_option("[name=kind]", "maintenance")
    for field in worker.page.locator("main [name^=amount-]").all():
        field.fill("60,00")
    worker.press()
    worker.follow("/costs/")
    for position, amount in BILLS.items():
        worker.page.fill(f"main [name=cost-{position}]", amount)
    worker.press()
    for _ in range(2):
        worker.follow("/sign/")
        worker.press()
    assert worker.path == declaration
    worker.look(picture="declaration")
    worker.press("/complete")


def decide(worker: Visit, case: str) -> str:
    """The calculation as the law has it, a draft, handed to the head; the decision's address."""
    worker.open(f"{case}calculation/")
    assert COUNTED in worker.text
    assert HOUSING in worker.text
    worker.look(picture="calculation")
    worker.press("/decision")
    decision = worker.path
    worker.press("/submit")
    return decision
