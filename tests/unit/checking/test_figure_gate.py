"""The gate of our own drafts: whatever is not a figure of the ledger does not get through."""

import pytest

from reportgen.checking.figure_gate import check_figures
from reportgen.model.draft import (
    Annex,
    Draft,
    Figure,
    Gap,
    Heading,
    Line,
    Paragraph,
    Run,
    Section,
    Table,
    TableCell,
    TableRow,
    Words,
)
from reportgen.model.facts import Fact, FactLedger, Role

LEDGER = FactLedger(
    [
        Fact(id="rate", label="预算执行率", text="94.56%", role=Role.RATE),
        Fact(id="budget", label="预算数", text="1,234.50万元", role=Role.BUDGET),
        Fact(id="reason", label="原因", text="学员未到。", role=Role.TEXT),
        Fact(id="target", label="指标值", text="≥90%", role=Role.TARGET),
        Fact(id="year", label="年度", text="2023年度", role=Role.NAME),
    ]
)


def codes(*runs: Run, title: str = "自评报告") -> list[str]:
    draft = Draft(title=title, sections=(Section("budget", (Paragraph(runs),)),))
    return [finding.code for finding in check_figures(draft, LEDGER)]


@pytest.mark.parametrize(
    "figure",
    [
        Figure("94.56%", "rate"),
        Figure("94.56", "rate"),
        Figure("1,234.50", "budget"),
        Figure("学员未到", "reason"),
        Figure("90", "target"),
    ],
)
def test_a_figure_may_drop_its_unit_or_stop(figure: Figure) -> None:
    assert codes(Words("为"), figure, Words("。")) == []


@pytest.mark.parametrize(
    "figure",
    [Figure("94.6%", "rate"), Figure("94.56%", "nothing"), Figure("1234.5万元", "budget"), Figure("9", "target")],
)
def test_a_figure_that_is_not_its_fact_is_refused(figure: Figure) -> None:
    assert codes(figure) == ["FIGURE_CHANGED"]


@pytest.mark.parametrize(
    "words", ["共3项", "共三项", "完成率95%", "约两千人", "２０人", "九成以上", "2023年", "第七届", "翻了一番"]
)
def test_a_number_in_the_words_of_a_template_is_refused(words: str) -> None:
    assert set(codes(Words(words))) == {"NUMBER_OUTSIDE_LEDGER"}


@pytest.mark.parametrize(
    "words", ["一是加强管理。", "（二）改进措施", "与问题一一对应，进一步做好统一管理", "三级指标"]
)
def test_paragraph_numbers_and_set_phrases_claim_nothing(words: str) -> None:
    assert codes(Words(words)) == []


def test_gaps_claim_nothing() -> None:
    assert codes(Gap("2023年的3个数", "")) == []


def test_a_title_is_judged_by_its_runs() -> None:
    bound = Line((Words("甲局"), Figure("2023年度", "year"), Words("自评报告")))

    assert codes(Words("甲"), title=bound) == []
    assert codes(Words("甲"), title="甲局2023年度自评报告") == ["NUMBER_OUTSIDE_LEDGER"]


def test_headings_and_tables_are_judged_too() -> None:
    cell = TableCell((Words("12人"),))
    table = Table(rows=(TableRow((cell,)),), widths=(1,), caption="表格")
    draft = Draft(
        title="自评报告",
        sections=(Section("budget", (Heading(1, "一、", "五项工作"),)),),
        annexes=(Annex("自评表", (table,)),),
    )

    assert [finding.message for finding in check_figures(draft, LEDGER)] == [
        "“五项工作”中的“五项”不在台账中",
        "“12人”中的“12人”不在台账中",
    ]


@pytest.mark.parametrize("number", ["四十是", "一百零一是", "一千一百四十是", "（一百）", "（二千零三）"])
def test_the_number_of_a_paragraph_is_no_claim(number: str) -> None:
    assert codes(Words(f"{number}培训按计划举办。")) == []


def test_a_number_behind_the_number_of_a_paragraph_is_a_claim() -> None:
    assert codes(Words("四十是培训八十人。")) == ["NUMBER_OUTSIDE_LEDGER"]


def test_a_number_inside_a_paragraph_is_a_claim() -> None:
    assert codes(Words("合格率"), Figure("94.56%", "rate"), Words("（一百零一）")) == ["NUMBER_OUTSIDE_LEDGER"]
