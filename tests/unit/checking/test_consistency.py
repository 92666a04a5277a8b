"""The consistency checks on whole documents: planted faults are found, clean documents get nothing."""

import re
from pathlib import Path

import pytest
import yaml

from consistency_papers import findings_across, findings_in, report_of
from reportgen.model.finding import Finding

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "tests" / "samples" / "consistency"
SEEDS = ROOT.parent / "shared" / "seeds"
LABELLED = sorted(SAMPLES.glob("*.yaml"))


def _documents(labels: Path) -> tuple[dict[str, str], list[dict[str, str]]]:
    listed = yaml.safe_load(labels.read_text("utf-8"))
    return {name: (SAMPLES / name).read_text("utf-8") for name in listed["documents"]}, listed["faults"]


PLANTED = [
    pytest.param(labels, number, id=f"{labels.stem}-{number + 1}")
    for labels in LABELLED
    for number in range(len(yaml.safe_load(labels.read_text("utf-8"))["faults"]))
]


@pytest.mark.parametrize("labels", LABELLED, ids=lambda path: path.stem)
def test_a_document_that_agrees_with_itself_gets_no_finding(labels: Path) -> None:
    texts, _ = _documents(labels)

    found = findings_across(texts)

    assert [(finding.code, finding.message) for finding in found] == []


@pytest.mark.parametrize(("labels", "number"), PLANTED)
def test_a_planted_fault_is_found_with_its_code_and_severity(labels: Path, number: int) -> None:
    texts, faults = _documents(labels)
    fault = faults[number]
    name = fault.get("document", next(iter(texts)))

    found = findings_across({**texts, name: texts[name].replace(fault["change"], fault["to"], 1)})

    assert set(fault["code"].split()) & {finding.code for finding in found}


def test_a_finding_stands_at_its_words_in_the_text() -> None:
    text = report_of("一、概况", "根据（青水财[2022]5号）开展自评。")

    finding = next(finding for finding in findings_in(text) if finding.code == "DOC_NUMBER")

    assert finding.text == "青水财[2022]5号"
    assert text[finding.start : finding.end] == "青水财[2022]5号"
    assert finding.place == "报告.txt 第5行"


@pytest.mark.parametrize("labels", LABELLED, ids=lambda path: path.stem)
def test_offsets_always_give_back_the_text_of_the_finding(labels: Path) -> None:
    texts, faults = _documents(labels)
    name = next(iter(texts))
    text = texts[name]
    for fault in faults:
        if fault.get("document", name) == name and fault["to"].count("\n") == fault["change"].count("\n"):
            text = text.replace(fault["change"], fault["to"], 1)

    found = findings_in(text, name)

    assert found
    assert [text[f.start : f.end] for f in found if f.start is not None] == [
        f.text for f in found if f.start is not None
    ]


def test_every_finding_says_what_is_wrong_and_what_to_change() -> None:
    text = report_of("一、概况", "二、概况", "三、情况", "全年预算100.00万元，支出90.00万元，执行率91.00%。")

    found = findings_in(text)

    assert {"EMPTY_SECTION", "RATE_IN_TEXT"} <= {finding.code for finding in found}
    assert all(finding.message and finding.suggestion and finding.origins for finding in found)


def _codes(found: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in found}


def test_truthful_reports_of_other_departments_get_no_error() -> None:
    reports = sorted((ROOT / "corpora" / "reports").glob("*.md"))

    found = {path.name: _codes(findings_in(path.read_text("utf-8"), path.name)) for path in reports}

    # the numbering of one of them does repeat （五）
    assert {name: codes for name, codes in found.items() if codes - {"HEADING_NUMBER"}} == {}


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS.exists(), reason="没有 ../shared/seeds 中的公开文件")
def test_a_published_report_gets_its_contradictions_told() -> None:
    path = next(SEEDS.glob("002_*.txt"))

    found = findings_in(path.read_text("utf-8"), path.name)

    assert {"HEADCOUNT_MISMATCH", "STATUS_VS_VALUE", "LIST_COUNT", "HEADING_NUMBER", "SCORE_UNEXPLAINED"} <= _codes(
        found
    )


def test_every_code_of_the_checks_is_described() -> None:
    described = (ROOT / "docs" / "checks.md").read_text("utf-8")
    sources = sorted((ROOT / "src" / "reportgen" / "checking" / "consistency").glob("*.py"))
    codes = {code for path in sources for code in re.findall(r'^\s+"([A-Z][A-Z_0-9]+)"', path.read_text("utf-8"), re.M)}

    assert len(codes) > 60
    assert {code for code in codes if f"`{code}`" not in described} == set()


def test_one_indicator_counted_in_two_measure_words_is_told_across_documents() -> None:
    texts = {name: (SAMPLES / name).read_text("utf-8") for name in ("housing.txt", "housing_projects.txt")}
    texts["housing_projects.txt"] = texts["housing_projects.txt"].replace("≥25个", "≥25处")
    told = [finding for finding in findings_across(texts) if finding.code == "CROSS_DOC_UNIT"]
    assert [finding.subject for finding in told] == ["老旧小区改造数量"]
