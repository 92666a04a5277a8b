from decimal import Decimal

from reportgen.drafting.evidence_list import evidence_list
from reportgen.model.draft import Annex, Draft, Figure, Paragraph, Section, Table, TableCell, TableRow, Words
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.quantities.quantity import Quantity

TEXT = (Section("t", (Paragraph((Words("正文"),)),)),)


def fact(fact_id, label, subject="", text="25"):
    quantity = Quantity(Decimal(25)) if text == "25" else None
    return Fact(id=fact_id, label=label, text=text, role=Role.TARGET, subject=subject, quantity=quantity)


def whats(ledger, draft):
    (table,) = evidence_list(draft, ledger).blocks
    return [row.cells[2].text for row in table.rows[1:]]


def stating(*facts):
    return Draft(title="报告", sections=(Section("t", (Paragraph(tuple(Figure("25", each) for each in facts)),)),))


def test_a_point_of_a_payment_plan_is_named_by_its_project():
    ledger = FactLedger((fact("project.1.name", "项目名称", text="运转经费"), fact("plan.1.3月底.share", "累计", "1")))

    assert whats(ledger, stating("plan.1.3月底.share")) == ["“运转经费”累计"]


def test_an_indicator_without_a_name_is_named_by_its_level():
    level = fact("indicator.3.subcategory", "二级指标", text="预算编审管理")
    ledger = FactLedger((level, fact("indicator.3.max_score", "分值")))

    assert whats(ledger, stating("indicator.3.max_score")) == ["“预算编审管理”分值"]


def test_a_label_that_names_its_subject_does_not_name_it_twice():
    ledger = FactLedger(
        (fact("score.goal.1", "绩效目标1得分", "绩效目标1"), fact("staff.合计.actual", "合计实有", "合计人员"))
    )

    assert whats(ledger, stating("score.goal.1", "staff.合计.actual")) == ["绩效目标1得分", "合计实有"]


def test_figures_of_one_annex_among_several_say_which():
    ledger = FactLedger(
        (fact("indicator.1.target_value", "指标值", "完成率"), fact("indicator.2.target_value", "指标值", "完成率"))
    )
    annexes = tuple(
        Annex(title, (Table((TableRow((TableCell((Figure("25", each),)),)),), (1,)),))
        for title, each in (("部门表", "indicator.1.target_value"), ("项目表", "indicator.2.target_value"))
    )

    several = whats(ledger, Draft(title="报告", sections=TEXT, annexes=annexes))
    one = whats(ledger, Draft(title="报告", sections=TEXT, annexes=annexes[:1]))

    assert several == ["“完成率”指标值（附件1）", "“完成率”指标值（附件2）"]
    assert one == ["“完成率”指标值"]
