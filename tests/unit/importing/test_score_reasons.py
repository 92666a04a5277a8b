"""得分说明 is read back from the cell of 偏差原因, where our own reports print it."""

from reportgen.documents.source_text import text_source
from reportgen.importing.amounts import without_score_reason
from reportgen.importing.interpretation import interpret
from reportgen.model.indicators import Indicator

_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |\n"


def _imported(reason: str) -> Indicator:
    row = f"| 产出指标 | 数量指标 | 维修校舍栋数 | 20栋 | 18栋 | 10 | 8 | {reason} |\n"
    text = f"# 部门整体支出绩效自评表\n\n{_HEAD}|---|---|---|---|---|---|---|---|\n{row}"
    return interpret([text_source(text, "自评表.md")]).entered.indicators[0]


def test_what_is_said_of_the_score_becomes_its_explanation() -> None:
    indicator = _imported("雨季停工；下一年提前开工；沿用主管部门审定的得分，低于按比例计算的得分")

    assert indicator.deviation_reason == "雨季停工；下一年提前开工"
    assert indicator.score_reason == "沿用主管部门审定的得分，低于按比例计算的得分"


def test_a_cell_without_a_word_on_the_score_is_all_reason() -> None:
    indicator = _imported("雨季停工两个月，有2栋没有完工")

    assert indicator.deviation_reason == "雨季停工两个月，有2栋没有完工"
    assert indicator.score_reason == ""


def test_what_a_survey_scored_is_a_reason_and_no_explanation_of_the_score() -> None:
    assert without_score_reason("第三方测评得分88分，低于目标") == ("第三方测评得分88分，低于目标", "")
