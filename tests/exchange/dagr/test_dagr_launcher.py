"""The simulator as its own process, the register file under it, and rewriting that file while it is served."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from demo.population.registers import write_registers
from demo.population.story import story_household, story_households
from digisoc.exchange.dagr.api import RegisterReader, demo_connection
from digisoc.exchange.dagr.register_file import RegisterFile, RegisterRecord
from digisoc.exchange.dagr.simulator.__main__ import main

TODAY = date(2026, 11, 22)


@pytest.mark.process
def test_the_launcher_serves_and_ends_when_asked(register_path: Path) -> None:
    command = [sys.executable, "-m", "digisoc.exchange.dagr.simulator", "--data", str(register_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            base_url = process.stdout.readline().removeprefix("ready: ").strip()
            code = story_household("ozola", TODAY).applicant.code
            assert code is not None
            with RegisterReader(demo_connection(base_url, register_path.parent / "connection")) as reader:
                assert reader.read_person(code).answered
        finally:
            process.terminate()
        assert process.wait(timeout=10) == 0


def test_the_launcher_says_how_to_make_a_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path / "none.sqlite")]) == 2
    assert "python -m demo.population" in capsys.readouterr().err


def test_writing_registers_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "registers.sqlite"
    households = [story.household for story in story_households(TODAY)]
    written = write_registers(path, households, TODAY)
    before = path.read_bytes()
    assert write_registers(path, households, TODAY) == written
    assert path.read_bytes() == before


def test_only_changed_records_appear_in_the_change_list(tmp_path: Path) -> None:
    file = RegisterFile(tmp_path / "registers.sqlite")
    file.replace_all([RegisterRecord("s", key, {"v": 1}) for key in ("a", "b", "c")])
    last = file.changes("s", 0, 10)[-1].seq
    records = [RegisterRecord("s", "a", {"v": 1}), RegisterRecord("s", "b", {"v": 2}), RegisterRecord("s", "d", {})]
    assert file.replace_all(records) == 3
    assert [change.key for change in file.changes("s", last, 10)] == ["b", "d"]
    assert file.find("s", "c") is None
    assert file.find("s", "b") == {"v": 2}


def test_a_failed_rewriting_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = RegisterFile(tmp_path / "registers.sqlite")
    file.replace_all([RegisterRecord("s", "a", {"v": 1})])
    with pytest.raises(ValueError, match="the source broke"):
        file.replace_all(_broken())
    assert file.find("s", "a") == {"v": 1}
    assert file.find("s", "b") is None


def _broken():  # type: ignore[no-untyped-def]
    yield RegisterRecord("s", "b", {})
    raise ValueError("the source broke")
