"""Small documents for the consistency tests: a text goes in, the findings of the checks come out."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.checking.consistency.document_check import check_consistency
from reportgen.documents.form_packs import read_form
from reportgen.documents.source_files import read_source
from reportgen.importing.interpretation import interpret
from reportgen.model.finding import Finding

TEMPLATES = Path(__file__).parent.parent / "templates"


def findings_in(text: str, name: str = "报告.txt") -> tuple[Finding, ...]:
    """What the checks find in one document with this text."""
    return findings_across({name: text})


def findings_across(texts: dict[str, str]) -> tuple[Finding, ...]:
    """What the checks find in several documents of one department, by file name."""
    with TemporaryDirectory() as folder:
        documents = []
        for name, text in texts.items():
            path = Path(folder) / name
            path.write_text(text, "utf-8")
            documents.append(read_source(path))
    form = read_form(TEMPLATES, "general")
    return check_consistency(documents, [interpret([document]).entered for document in documents], form)


def codes_in(text: str) -> set[str]:
    """The codes of the findings in one document with this text."""
    return {finding.code for finding in findings_in(text)}


def report_of(*paragraphs: str) -> str:
    """A signed report of 青屿县水务局 for 2022 with these paragraphs in its body."""
    return (
        "\n\n".join(["青屿县水务局2022年度部门整体支出绩效自评报告", *paragraphs, "青屿县水务局", "2023年3月1日"])
        + "\n"
    )


def form_of(*rows: str, achieved: str = "完成各项工作。") -> str:
    """A 自评表 of one goal whose indicator rows are given, cells parted by |."""
    head = [
        "整体支出绩效自评表", "", "(2022年度)", "",
        "部门名称\t青屿县水务局\t\t\t\t\t\t",
        "年度绩效目标完成情况\t目标序号\t年度绩效目标\t实际完成情况\t\t\t\t偏差原因分析及改进措施",
        f"\t1\t改善供水条件。\t{achieved}\t\t\t\t", "",
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施",
    ]  # fmt: skip
    body = ["\t".join(("绩效目标1" if at == 0 else "", *row.split("|"))) for at, row in enumerate(rows)]
    return "\n".join([*head, *body]) + "\n"
