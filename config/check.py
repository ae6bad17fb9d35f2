"""The main job over HTTP, without a browser (`./run demo --check`): the README's way, with what each step must show."""

import time
from collections.abc import Iterator
from pathlib import Path

from config.bootstrap import VAR
from config.visitor import CheckFailed, Visitor

APPLICANT = "170488-19906"
IBAN = "LV80BANK0000435195001"
MAINTENANCE = "60,00"
BILLS = {"rent": "120,00", "heating": "62,10", "electricity": "32,50"}
#: What the design's picture and the law give this family (benefit month November 2026).
EXPECTED = ("738,93", "229,67")
SEAL_SECONDS = 60


def walk(url: str) -> Iterator[str]:
    """Go the way; yields a line for each step, at the end the paths of the decision and the bank file."""
    worker, head = Visitor(url), Visitor(url)
    worker.sign_in("Ilze Kalniņa")
    case = _apply(worker)
    yield f"application registered, registers asked: {case}"
    _declare(worker)
    yield "declaration complete: income, bills, both signatures"
    decision = _draft(worker, case)
    yield f"calculation shows {' and '.join(EXPECTED)} €; decision submitted: {decision}"
    _refuse_neighbour(url, case)
    yield "the neighbour from Liepāja finds nothing (404)"
    head.sign_in("Māra Liepa")
    yield f"approved, letter sealed: {_approve(head, decision)}"
    yield f"released, bank file: {_pay(url)}"
    yield f"files are in {VAR / 'check'}"


def _apply(worker: Visitor) -> str:
    worker.get("/desk/new/")
    worker.send("/desk/new/", {"q": APPLICANT})
    worker.send("/desk/new/person/", {})
    declared_there = [str(value) for value in worker.page.xpath("//input[@name='in']/@value")]
    worker.send("/household/", {"in": declared_there, "action": "next"})
    worker.send("/request/", {"iban": IBAN})
    return worker.path.partition("declaration/")[0]


def _declare(worker: Visitor) -> None:
    declaration = worker.path
    worker.get(worker.link("/income/"))
    spouse = _option(worker, "person", "Jānis")
    months = [str(name) for name in worker.page.xpath("//input[starts-with(@name, 'amount-')]/@name")]
    worker.send("/income/", {"person": spouse, "kind": "maintenance", **dict.fromkeys(months, MAINTENANCE)})
    worker.get(declaration)
    worker.get(worker.link("/costs/"))
    worker.send("/costs/", {f"cost-{position}": amount for position, amount in BILLS.items()})
    worker.get(declaration)
    while worker.has("/sign/"):
        worker.get(worker.link("/sign/"))
        worker.send("/sign/", {})
        worker.get(declaration)
    worker.send("/complete", {})


def _draft(worker: Visitor, case: str) -> str:
    worker.get(f"{case}calculation/")
    for amount in EXPECTED:
        if amount not in worker.text:
            raise CheckFailed(f"the calculation does not show {amount}: {worker.text[:1500]}")
    worker.send("/decision", {})
    decision = worker.path
    worker.send("/submit", {})
    return decision


def _refuse_neighbour(url: str, case: str) -> None:
    neighbour = Visitor(url)
    neighbour.sign_in("Kārlis Jūrnieks")
    neighbour.get(case, expect=404)


def _approve(head: Visitor, decision: str) -> Path:
    head.get("/desk/approvals/")
    head.get(head.link("/desk/decisions/"))
    if head.path.partition("?")[0] != decision.partition("?")[0]:
        head.get(decision)
    head.send("/approve", {})
    deadline = time.monotonic() + SEAL_SECONDS
    while not head.has("/letter.pdf"):
        if time.monotonic() > deadline:
            raise CheckFailed(f"the letter was not sealed within {SEAL_SECONDS} seconds")
        time.sleep(0.5)
        head.get(decision)
    return _kept("decision.pdf", head.get(head.link("/letter.pdf")), b"%PDF")


def _pay(url: str) -> Path:
    collector, releaser = Visitor(url), Visitor(url)
    collector.sign_in("Dace Ozoliņa")
    deadline = time.monotonic() + SEAL_SECONDS
    collector.get("/desk/payments/")
    while not any((form.get("action") or "").endswith("/collect") for form in collector.page.forms):
        if time.monotonic() > deadline:
            raise CheckFailed(f"nothing is due: {collector.text[:600]}")
        time.sleep(0.5)
        collector.get("/desk/payments/")
    collector.send("/collect", {})
    run = collector.path
    releaser.sign_in("Uldis Priede")
    releaser.get(run)
    releaser.send("/release", {})
    releaser.get(run)
    first, again = releaser.get(releaser.link("/file")), releaser.get(f"{run.partition('?')[0]}file")
    if first != again:
        raise CheckFailed("the bank file fetched again is not identical")
    return _kept("payments.xml", first, b"<?xml")


def _option(visitor: Visitor, field: str, text: str) -> str:
    options = visitor.page.xpath(f"//select[@name='{field}']/option")
    values = [str(option.get("value")) for option in options if text in option.text_content()]
    if not values:
        raise CheckFailed(f"{visitor.path}: {field} offers no {text}")
    return values[0]


def _kept(name: str, content: bytes, beginning: bytes) -> Path:
    if not content.startswith(beginning):
        raise CheckFailed(f"{name} is not what it should be: {content[:80]!r}")
    path = VAR / "check" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
