"""What a section is about, by its heading."""

import pytest

from reportgen.model.prior_report import SectionKind
from reportgen.retrieval.section_kinds import kind_of_heading


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("一、部门概况", SectionKind.OVERVIEW),
        ("（二）年度总体目标和重点任务", SectionKind.GOALS),
        ("（三）部门预算绩效管理开展情况", SectionKind.MANAGEMENT),
        ("（五）当年部门预算及执行情况", SectionKind.BUDGET),
        ("（一）履职完成情况", SectionKind.PERFORMANCE),
        ("（二）年度目标完成情况", SectionKind.PERFORMANCE),
        ("三、评价情况分析及综合评价结论", SectionKind.CONCLUSION),
        ("三、存在问题及改进措施", SectionKind.PROBLEMS),
        ("（二）下一步 打算", SectionKind.IMPROVEMENTS),
        ("四、绩效自评结果拟应用和公开情况", SectionKind.APPLICATION),
        ("附件", None),
    ],
)
def test_a_heading_tells_what_its_section_is_about(heading: str, kind: SectionKind | None) -> None:
    assert kind_of_heading(heading) is kind
