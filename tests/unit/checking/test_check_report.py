"""The result of a check in words a clerk can act on."""

from decimal import Decimal

from reportgen.checking.check_report import advice_on, check_report, comment_lines, deduction_lines, place_of, tally
from reportgen.documents.plain_text import document_text
from reportgen.documents.word_reports import write_word_report
from reportgen.model.checked_text import CheckedMention, CheckedText, DismissedFinding, Verdict
from reportgen.model.dismissal import Dismissal
from reportgen.model.finding import Finding, Severity
from reportgen.model.origin import Origin, PlaceKind
from reportgen.model.review_points import Deduction, ReviewCriterion

HERE = tuple(Origin("报告.docx", PlaceKind.TABLE, f"第{number}段") for number in (4, 6, 9, 12))
CELLS = tuple(Origin("填报.xlsx", part="预算", row=4, column=column) for column in range(3, 8))
WRONG = Finding(
    code="NUMBER_DIFFERS",
    severity=Severity.ERROR,
    message="“47人”与填报数据不符：“培训人数”实际完成值74人",
    suggestion="请核对，填报数据为“培训人数”实际完成值74人",
    origins=(HERE[0], CELLS[0]),
    text="47人",
    start=2,
    end=5,
    number="3fa2c1",
)
SUMS = Deduction(
    criterion=ReviewCriterion(name="合计不符", points=Decimal("0.3"), codes=("NUMBER_DIFFERS",), source="某市"),
    findings=("3fa2c1",),
)
BACK = Deduction(
    criterion=ReviewCriterion(name="年度写错", points=None, codes=("DATE_YEAR",), source="某市"), findings=("000001",)
)


def checked(*findings, **parts):
    mention = CheckedMention(text="47人", start=2, end=5, kind="", value=None, unit="人", verdict=Verdict.REJECTED)
    return CheckedText(draft="报告.docx", text="培训47人。", mentions=(mention,), findings=findings, seen=1, **parts)


def test_the_count_of_numbers_is_told_by_what_became_of_them():
    assert tally(checked()) == "共核查 1 个数字：属实 0、推算 0、不涉及 0、有误 1、读不出 0"


def test_the_advice_names_the_cell_and_does_not_repeat_the_message():
    assert advice_on(WRONG, checked(WRONG)) == "请核对后改正，填报有误的先改填报文件；查看 填报.xlsx 预算!C4"


def test_a_file_is_named_once_and_many_cells_are_cut_short():
    many = Finding(code="A", severity=Severity.ERROR, message="合计不对", suggestion="改正。", origins=CELLS)

    assert advice_on(many, checked(many)) == "改正；查看 填报.xlsx 预算!C4、预算!D4、预算!E4、预算!F4等"


def test_places_in_the_draft_are_told_apart_from_cells_and_cut_short():
    many = Finding(code="A", severity=Severity.ERROR, message="一", origins=(*HERE, CELLS[0]))

    assert place_of(WRONG, checked(WRONG)) == "第4段"
    assert place_of(many, checked(many)) == "第4段；第6段；第9段等4处"


def test_what_a_review_would_cost_is_added_up():
    assert deduction_lines(checked(WRONG, deductions=(SUMS, BACK))) == [
        "合计不符：1 处，每处扣 0.3 分，计 0.3 分",
        "年度写错：1 处，可能被退回",
        "按此标准合计约扣 0.3 分",
    ]


def test_a_comment_says_what_is_wrong_what_to_do_what_it_costs_and_its_number():
    assert comment_lines(WRONG, checked(WRONG, deductions=(SUMS,))) == (
        "错误：“47人”与填报数据不符：“培训人数”实际完成值74人",
        "处理：请核对后改正，填报有误的先改填报文件；查看 填报.xlsx 预算!C4",
        "评审可能扣分：合计不符，每处扣 0.3 分",
        "编号 3fa2c1",
    )


def test_a_comment_names_the_other_places_of_its_finding():
    two = Finding(
        code="A", severity=Severity.ERROR, message="一", origins=(HERE[0], HERE[1], CELLS[0]), number="000001"
    )
    many = Finding(code="A", severity=Severity.ERROR, message="一", origins=(*HERE, HERE[0]), number="000001")

    assert comment_lines(two, checked(two))[2] == "另见：第6段"
    assert comment_lines(many, checked(many))[1] == "另见：第6段；第9段；第12段"


def test_the_report_lists_what_was_not_read():
    paper = document_text(write_word_report(check_report([checked(not_read=("第5段：隐藏文字没有读取",))])).data)

    assert "没有读到的内容" in paper
    assert "第5段：隐藏文字没有读取" in paper


def test_the_report_lists_findings_dismissals_and_deductions():
    left = DismissedFinding(
        finding=WRONG, dismissal=Dismissal(number="3fa2c1", reason="已核实", by="王敏", date="2024年3月1日")
    )

    paper = document_text(write_word_report(check_report([checked(dismissed=(left,), deductions=(BACK,))])).data)

    assert "没有发现问题" in paper
    assert (
        "3fa2c1　[错误] “47人”与填报数据不符：“培训人数”实际完成值74人　不处理：已核实（王敏，2024年3月1日）" in paper
    )
    assert "年度写错：1 处，可能被退回" in paper
