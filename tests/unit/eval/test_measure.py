"""The benchmark runs on a small size and compares like with like; how fast anything is stays out of the tests."""

import importlib
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType

import docx
import pytest

from reportgen import pipeline
from reportgen.documents.entry_files import read_entry, write_entry
from reportgen.documents.form_packs import read_form
from reportgen.model.finding import Severity
from sample_entry import TEMPLATES

BENCH = Path(__file__).parents[3] / "eval/performance"


@pytest.fixture(scope="module", autouse=True)
def _bench_on_path():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(BENCH)
        yield


def bench(name: str) -> ModuleType:
    return importlib.import_module(name)


def cell_texts(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in docx.Document(BytesIO(data)).tables[0].rows]


def test_a_synthetic_entry_is_valid_and_scored_whole(tmp_path: Path) -> None:
    path = tmp_path / "填报.yaml"
    write_entry(bench("synthetic_entries").synthetic_entry(20), path)

    evaluation = pipeline.evaluate(read_entry(path).entered, read_form(TEMPLATES, "tianjin"))

    assert len(evaluation.entered.indicators) == 20
    assert evaluation.scorecard.max_total == 100
    assert evaluation.scorecard.total is not None
    assert [finding for finding in evaluation.findings if finding.severity is Severity.ERROR] == []


def test_both_ways_fill_the_table_with_the_same_texts() -> None:
    filling = bench("table_filling")
    rows = filling.table_rows(20)

    ours = cell_texts(filling.by_reportgen(filling.tianjin_form(), filling.facts_of(rows)))
    theirs = cell_texts(filling.by_docxtpl(filling.docxtpl_template(), rows))

    assert len(ours) == 21
    assert ours[0] == list(filling.COLUMNS)
    assert ours == theirs


def test_the_table_is_timed_both_ways() -> None:
    ours, theirs = bench("measure").table_seconds((20,), 2)[20]

    assert len(ours) == len(theirs) == 2
    assert min(*ours, *theirs) > 0


def test_the_table_is_filled_by_processes_of_their_own(tmp_path: Path) -> None:
    runs = dict(bench("measure").table_runs(tmp_path, (20,), 1))

    assert list(runs) == ["table of 20 rows by reportgen", "table of 20 rows by docxtpl"]
    assert all(min(run["wall"] + run["cpu"] + run["peak"]) > 0 for run in runs.values())


def test_every_command_is_measured(tmp_path: Path) -> None:
    runs = dict(bench("measure").command_runs(tmp_path, (20,), 1))

    assert [name.split()[0] for name in runs] == ["--help", "import", "generate", "generate"]
    assert (tmp_path / "report.docx").exists()


def test_the_peak_of_a_command_leaves_out_whoever_measures_it() -> None:
    held = b"x" * 150_000_000

    small = bench("processes").measure([sys.executable, "-c", "pass"], 1)
    large = bench("processes").measure([sys.executable, "-c", "held = b'x' * 80_000_000"], 1)

    assert small["peak"][0] < len(held) / 2**20
    assert large["peak"][0] > 80_000_000 / 2**20


def test_a_command_that_fails_stops_the_measurement() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        bench("processes").measure([sys.executable, "-c", "raise SystemExit(2)"], 1)


@pytest.mark.parametrize(
    ("costs", "exponent"),
    [({100: 1.01, 1000: 1.1, 10000: 2.0}, 1.0), ({10: 1.01, 100: 2.0, 1000: 101.0}, 1.92)],
)
def test_linear_cost_has_an_exponent_of_one_whatever_the_fixed_cost(costs: dict[int, float], exponent: float) -> None:
    assert bench("measure").growth_exponent(costs) == pytest.approx(exponent, abs=0.01)


def test_an_aim_that_is_missed_is_reported_and_raises_nothing() -> None:
    def runs(seconds: float) -> dict[str, list[float]]:
        return {"wall": [seconds], "cpu": [seconds], "peak": [310.0]}

    commands = {"--help": runs(0.1), "generate Tianjin example": runs(2.0)}
    commands |= {f"generate {size} indicators .yaml": runs(size / 100) for size in (10, 100, 1000)}

    aims = list(bench("measure").aims(commands, {10: ([1.0], [2.0]), 100: ([3.0], [2.0]), 1000: ([1.0], [2.0])}))

    assert [met for _, _, met in aims] == [True, True, False, True, True, False, True]
