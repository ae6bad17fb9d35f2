"""Tables as text, CSV and a workbook with charts. All files of a result appear together or not at all."""

import csv
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from demo.national.compare import COUNTS, MONEY, Row, Table
from digisoc.kernel.money import format_plain

HIDDEN = ".."
PRINTED = ("households", "recipients_today", "recipients_scenario", "cost_today", "cost_scenario", "difference",
           "winners", "losers")
COLUMNS = (*COUNTS, *MONEY)


def print_tables(tables: Sequence[Table]) -> None:
    """The main figures, amounts in whole euro a month."""
    for table in tables:
        width = max(len(row.label) for row in table.rows) + 2
        heads = (name.replace("_", " ") for name in PRINTED)
        print(f"\n{table.name.replace('_', ' '):<{width}}" + "".join(f"{head:>21}" for head in heads))
        for row in table.rows:
            print(f"{row.label:<{width}}" + "".join(f"{_printed(row, name):>21}" for name in PRINTED))


def write_result(directory: Path, tables: Sequence[Table], about: Sequence[tuple[str, str]]) -> list[Path]:
    """Writes `simulation.xlsx` and one CSV per table; what was half written is removed when anything interrupts."""
    made = [path for path in (directory, *directory.parents) if not path.exists()]
    directory.mkdir(parents=True, exist_ok=True)
    done = False
    partial = Path(tempfile.mkdtemp(prefix=".simulation-", dir=directory))
    try:
        for table in tables:
            _write_csv(partial / f"{table.name}.csv", table)
        _write_workbook(partial / "simulation.xlsx", tables, about)
        written = [path.replace(directory / path.name) for path in sorted(partial.iterdir())]
        done = True
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        if not done:
            for path in made:
                _remove_empty(path)
    return written


def say(sentence: str) -> None:
    """One line on standard error."""
    print(sentence, file=sys.stderr, flush=True)


def _printed(row: Row, name: str) -> str:
    if name not in row.figures:
        return HIDDEN
    value = row.figures[name]
    return f"{round(value / 100):,}" if name in MONEY else f"{value:,}"


def _write_csv(path: Path, table: Table) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([table.name.removeprefix("by_"), *COLUMNS])
        for row in table.rows:
            out.writerow([row.label, *(_plain(row, name) for name in COLUMNS)])


def _plain(row: Row, name: str) -> str:
    if name not in row.figures:
        return HIDDEN
    return format_plain(row.figures[name]) if name in MONEY else str(row.figures[name])


def _write_workbook(path: Path, tables: Sequence[Table], about: Sequence[tuple[str, str]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    styles = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "count": book.add_format({"num_format": "#,##0"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "hidden": book.add_format({"align": "right", "font_color": "#808080"}),
    }
    sheet = book.add_worksheet("about")
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    for line, (name, text) in enumerate(about):
        sheet.write_string(line, 0, name)
        sheet.write_string(line, 1, text)
    for table in tables:
        _write_sheet(book, table, styles)
    book.close()


def _write_sheet(book: Any, table: Table, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(table.name)
    sheet.set_column(0, 0, max(len(row.label) for row in table.rows) + 2)
    sheet.set_column(1, len(COLUMNS), 14)
    sheet.freeze_panes(1, 1)
    sheet.write_string(0, 0, table.name.removeprefix("by_").replace("_", " "), styles["head"])
    for column, name in enumerate(COLUMNS, 1):
        unit = ", euro a month" if name in MONEY else ""
        sheet.write_string(0, column, name.replace("_", " ") + unit, styles["head"])
    for line, row in enumerate(table.rows, 1):
        sheet.write_string(line, 0, row.label)
        for column, name in enumerate(COLUMNS, 1):
            if name not in row.figures:
                sheet.write_string(line, column, HIDDEN, styles["hidden"])
            elif name in MONEY:
                sheet.write_number(line, column, row.figures[name] / 100, styles["money"])
            else:
                sheet.write_number(line, column, row.figures[name], styles["count"])
    _charts(book, sheet, table)


def _charts(book: Any, sheet: Any, table: Table) -> None:
    """Cost under both laws, and winners beside losers; the total row is left out."""
    last, below = len(table.rows) - 1, len(table.rows) + 2
    kind = "bar" if len(table.rows) > 15 else "column"
    pairs = (("cost_today", "cost_scenario", "Cost, euro a month"), ("winners", "losers", "Winners and losers"))
    for place, (first, second, title) in enumerate(pairs):
        chart = book.add_chart({"type": kind})
        for name in (first, second):
            column = COLUMNS.index(name) + 1
            chart.add_series({
                "name": name.replace("_", " "),
                "categories": [table.name, 1, 0, last, 0], "values": [table.name, 1, column, last, column],
            })
        chart.set_title({"name": title})
        chart.set_size({"width": 640, "height": 900 if kind == "bar" else 380})
        if kind == "bar":
            chart.set_y_axis({"reverse": True})
        sheet.insert_chart(below, 1 + 7 * place, chart)


def _remove_empty(path: Path) -> None:
    try:
        path.rmdir()
    except OSError:
        return
