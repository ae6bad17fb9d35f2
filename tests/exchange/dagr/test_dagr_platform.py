"""Token, permissions, quota, field tree and change lists: what the platform itself insists on."""

import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import httpx
import jwt
import pytest

from digisoc.exchange.dagr.api import Outcome, Register, RegisterReader, check_connection, make_connection_files
from digisoc.exchange.dagr.catalogue import catalogue
from digisoc.exchange.dagr.client import DagrClient, DagrFailure
from digisoc.exchange.dagr.demo_connection import DEMO_PERMISSIONS
from digisoc.exchange.dagr.simulator.permissions import Permission
from digisoc.exchange.dagr.tokens import jwt_assertion
from digisoc.kernel import clock
from digisoc.kernel.person_code import PersonCode
from tests.exchange.dagr.bench import Bench

ANNA = PersonCode.parse("170488-19906")


def permission_for(bench: Bench, register: Register) -> Permission:
    number = DEMO_PERMISSIONS[register]
    return next(item for item in bench.platform.permissions.permissions if item.number == number)


def ask_token(bench: Bench, assertion: str) -> httpx.Response:
    fields = jwt_assertion(bench.connection, bench.connection.base_url + "/token") | {"client_assertion": assertion}
    return httpx.post(f"{bench.connection.base_url}/token", data=fields, trust_env=False)


def assertion(bench: Bench, **changed: object) -> str:
    now = int(time.time())
    name = bench.connection.client_id
    claims = {"iss": name, "sub": name, "aud": f"{bench.connection.base_url}/token", "iat": now, "exp": now + 60,
              "jti": f"{time.monotonic_ns()}"}
    return jwt.encode(claims | changed, bench.connection.private_key.read_bytes(), algorithm="RS256")


def test_a_good_assertion_gets_a_token_with_the_configured_life(bench: Bench) -> None:
    answer = ask_token(bench, assertion(bench))
    assert answer.status_code == 200
    assert answer.json()["expires_in"] == 300.0
    assert answer.headers["X-Request-Id"]


@pytest.mark.parametrize(
    "changed",
    [{"iss": "other"}, {"sub": "other"}, {"aud": "http://elsewhere/token"}, {"exp": 1}, {"exp": 9_999_999_999},
     {"jti": None}],
)
def test_a_wrong_assertion_gets_none(bench: Bench, changed: dict[str, object]) -> None:
    answer = ask_token(bench, assertion(bench, **changed))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_an_assertion_works_once(bench: Bench) -> None:
    same = assertion(bench)
    assert [ask_token(bench, same).status_code for _ in range(2)] == [200, 401]


def test_an_unsigned_assertion_is_refused(bench: Bench) -> None:
    claims = jwt.decode(assertion(bench), options={"verify_signature": False})
    assert ask_token(bench, jwt.encode(claims, "", algorithm="none")).status_code == 401


def test_a_foreign_key_is_refused(bench: Bench, tmp_path: Path) -> None:
    foreign = replace(bench.connection, private_key=make_connection_files(tmp_path).private_key)
    with RegisterReader(foreign) as reader:
        assert reader.read_person(ANNA).outcome is Outcome.DENIED


@pytest.mark.parametrize("content", [None, b"not a key"])
def test_a_missing_or_broken_key_is_a_reading_too(bench: Bench, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "client.key"
    if content:
        path.write_bytes(content)
    with RegisterReader(replace(bench.connection, private_key=path)) as reader:
        assert reader.read_person(ANNA).outcome is Outcome.DENIED


def test_connection_files_are_made_once_and_kept_private(tmp_path: Path) -> None:
    first = make_connection_files(tmp_path)
    before = first.private_key.read_bytes()
    assert make_connection_files(tmp_path) == first
    assert first.private_key.read_bytes() == before
    assert first.private_key.stat().st_mode & 0o077 == 0


def test_a_token_that_ran_out_is_replaced(bench: Bench) -> None:
    office = bench.platform.tokens
    office.connection = replace(office.connection, token_lifetime=0.2)
    with DagrClient(bench.connection) as client:
        client.records(Register.PERSON, ANNA.digits)
        time.sleep(0.25)
        assert client.records(Register.PERSON, ANNA.digits).body


def test_without_a_living_token_nothing_is_told(bench: Bench) -> None:
    for headers in ({}, {"Authorization": "Bearer made-up"}):
        for path in ("/current_user_permissions", "/service_list", f"/fpr_person/{ANNA.digits}", "/fpr_person/changes"):
            answer = httpx.get(bench.connection.base_url + path, headers=headers, trust_env=False)
            assert answer.status_code == 401
            assert answer.json()["request_id"] == answer.headers["X-Request-Id"]


def test_after_the_platform_forgot_all_tokens_reading_goes_on(bench: Bench, reader: RegisterReader) -> None:
    assert reader.read_person(ANNA).answered
    bench.platform.tokens.revoke_all()
    assert reader.read_person(ANNA).answered


def test_permissions_in_the_shape_of_the_sample(bench: Bench) -> None:
    with DagrClient(bench.connection) as client:
        client.records(Register.ADDRESS, "198000001")
        listed = {item["service_name"]: item for item in client.permissions().body}
    address = listed["vzd_address"]
    assert address["use_count"] == 1
    assert address["valid_from"] is None
    assert isinstance(address["permission_number"], str)
    assert address["access_control_tree"] == {"name": "vzd_address", "read_access": "full", "properties": None}
    person = listed["fpr_person"]["access_control_tree"]
    assert {child["name"] for child in person["properties"]} >= {"Name", "BirthPlace"}


def test_fields_that_the_tree_does_not_grant_are_not_sent(bench: Bench) -> None:
    with DagrClient(bench.connection) as client:
        (person,) = client.records(Register.PERSON, ANNA.digits).body
        (income,) = client.records(Register.INCOME, ANNA.digits).body
    stored = bench.platform.registers.find("fpr_person", ANNA.digits)
    assert stored is not None
    assert set(stored) - set(person) == {"BirthPlace", "Citizenship", "IdentityDocuments"}
    assert income["Incomes"]
    assert all("Gross" not in item and "Net" in item for item in income["Incomes"])


def test_the_quota_is_counted_and_ends_the_reading(bench: Bench, reader: RegisterReader) -> None:
    permission_for(bench, Register.PERSON).quota = 2
    outcomes = [reader.read_person(ANNA).outcome for _ in range(3)]
    assert outcomes == [Outcome.ANSWERED, Outcome.ANSWERED, Outcome.QUOTA_EXHAUSTED]
    assert permission_for(bench, Register.PERSON).use_count == 2


@pytest.mark.parametrize("number", ["4711", DEMO_PERMISSIONS[Register.ADDRESS], ""])
def test_an_unknown_foreign_or_missing_permission_is_denied(bench: Bench, number: str) -> None:
    permissions = {**DEMO_PERMISSIONS, Register.PERSON: number}
    with RegisterReader(replace(bench.connection, permissions=permissions)) as reader:
        assert reader.read_person(ANNA).outcome is Outcome.DENIED


@pytest.mark.parametrize(("start", "end"), [(1, None), (None, -1)])
def test_a_permission_out_of_force_is_denied(
    bench: Bench, reader: RegisterReader, start: int | None, end: int | None
) -> None:
    def day(offset: int | None) -> date | None:
        return None if offset is None else clock.today() + timedelta(days=offset)

    permission = permission_for(bench, Register.PERSON)
    permission.valid_from, permission.valid_to = day(start), day(end)
    assert reader.read_person(ANNA).outcome is Outcome.DENIED


def test_a_change_list_read_page_by_page_is_complete(bench: Bench) -> None:
    cursor, seen, more = "", [], True
    with DagrClient(bench.connection) as client:
        while more:
            page = client.changes(Register.PERSON, cursor, limit=7).body
            seen += [change["key"] for change in page["changes"]]
            cursor, more = page["next"], page["more"]
        assert client.changes(Register.PERSON, cursor).body["changes"] == []
    everybody = [change.key for change in bench.platform.registers.changes("fpr_person", 0, 1_000)]
    assert seen == everybody
    assert len(seen) == len(set(seen)) > 30


def test_a_cursor_of_another_list_is_refused(bench: Bench) -> None:
    with DagrClient(bench.connection) as client:
        cursor = client.changes(Register.ADDRESS, limit=1).body["next"]
        for wrong in (cursor, "nonsense", "e30="):
            with pytest.raises(DagrFailure):
                client.changes(Register.PERSON, wrong)


def test_the_service_list_names_all_data_sets(bench: Bench) -> None:
    with DagrClient(bench.connection) as client:
        names = {item["service_name"] for item in client.services().body}
    assert names == {service.name for service in catalogue().values()}


def test_a_path_and_a_fault_that_do_not_exist(bench: Bench) -> None:
    base = bench.connection.base_url
    assert httpx.post(f"{base}/nowhere", trust_env=False).status_code == 404
    assert httpx.delete(f"{base}/token", trust_env=False).status_code == 404
    for content in (b"{", b"[]", b'{"service": "x"}', b'{"service": "x", "mode": "odd"}'):
        answer = httpx.post(f"{base}/_simulator/faults", content=content, trust_env=False)
        assert answer.status_code == 400, content


def test_the_self_check_passes_on_a_good_connection(bench: Bench) -> None:
    results = check_connection(bench.connection)
    assert all(result.passed for result in results)
    assert len(results) == 1 + 3 * len(Register)
    assert all(result.explanation % result.explanation_params for result in results)


def test_the_self_check_finds_what_is_wrong(bench: Bench) -> None:
    quota = permission_for(bench, Register.INCOME)
    quota.quota, quota.use_count = 100, 97
    permission_for(bench, Register.VEHICLES).valid_to = clock.today() - timedelta(days=1)
    permissions = {**DEMO_PERMISSIONS, Register.PROPERTY: "4711"}
    wrong = replace(bench.connection, permissions=permissions, service_names={Register.ADDRESS: "vzd_adrese"})
    failed = {result.name for result in check_connection(wrong) if not result.passed}
    assert failed == {
        "income.quota", "vehicles.permission", "property.permission", "address.listed", "address.permission",
    }


def test_the_self_check_of_a_dead_platform(bench: Bench) -> None:
    bench.fault(service="token", mode="down")
    (result,) = check_connection(bench.connection)
    assert not result.passed
