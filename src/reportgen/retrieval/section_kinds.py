"""What a section is about, by its heading (章节归类)."""

from __future__ import annotations

import re

from reportgen.model.prior_report import SectionKind

# The first that fits decides: 自评结果应用 is not a conclusion, 绩效管理 not a budget, 目标完成情况 not a goal.
_KINDS = (
    (SectionKind.APPLICATION, re.compile(r"应用|公开|公示")),
    (SectionKind.PROBLEMS, re.compile(r"问题|不足|偏差原因|原因分析|薄弱|困难")),
    (SectionKind.IMPROVEMENTS, re.compile(r"改进|下一步|下步|整改|后续措施|打算|努力方向|建议")),
    (SectionKind.CONCLUSION, re.compile(r"结论|总体评价|综合评价|自评得分|评价结果|自评结果|得分情况|评价等级")),
    (
        SectionKind.MANAGEMENT,
        re.compile(
            r"绩效管理|自评工作|自评组织|自评开展|组织(?:实施|开展)|制度建设|预算管理|绩效自评情况|评价(?:方法|依据|工作)"
        ),
    ),
    (SectionKind.GOALS, re.compile(r"目标(?!.*(?:完成|实现|达成))|(?:总体工作|重点任务|工作任务)(?!.*(?:完成|实现))")),
    (
        SectionKind.PERFORMANCE,
        re.compile(r"绩效|履职|完成|产出|效益|效果|满意度|成效|指标|效能|管理效率|可持续|主要工作|工作开展"),
    ),
    (SectionKind.BUDGET, re.compile(r"收支|预算|支出|资金|决算|三公")),
    (SectionKind.OVERVIEW, re.compile(r"概况|基本情况|职责|职能|机构|编制|人员|单位情况")),
)


def kind_of_heading(heading: str) -> SectionKind | None:
    """What a section under *heading* is about; None where the heading does not tell."""
    words = re.sub(r"\s", "", heading)
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None)
