"""Headings, lists, head counts, arithmetic in words and hygiene of the text."""

import pytest

from consistency_papers import codes_in, findings_in, report_of

FAULTY = [
    (("一、概况", "内容。", "三、问题", "内容。"), "HEADING_NUMBER"),
    (("一、概况", "（一）职责", "内容。", "（一）机构", "内容。"), "HEADING_NUMBER"),
    (("一、概况", "（一）职责", "内容。", "年度工作任务：", "内容。", "（三）预算", "内容。"), "HEADING_NUMBER"),
    (("一、概况", "二、问题", "内容。"), "EMPTY_SECTION"),
    (("一、存在的问题", "暂无。", "二、公开", "内容。"), "NOTHING_SAID"),
    (("一、情况", "做了四项工作：一是清淤；二是加固；三是巡查。"), "LIST_COUNT"),
    (("一、情况", "开展三类培训：党建培训、业务培训。"), "LIST_COUNT"),
    (("一、情况", "一是清淤；三是加固。"), "LIST_NUMBERING"),
    (("一、情况", "编制人数小计7人，其中：行政编制4人，事业编制4人。"), "HEADCOUNT_MISMATCH"),
    (("一、情况", "我局在职22人。", "二、保障", "我局在职人员24人。"), "HEADCOUNT_VARIES"),
    (("一、情况", "预算500.00万元，支出480.00万元，执行率95.00%。"), "RATE_IN_TEXT"),
    (("一、情况", "抽查300份，合格281份，合格率93.66%。"), "RATE_ROUNDING"),
    (("一、情况", "投入520万元，其中设备300万元、人工240万元。"), "PARTS_IN_TEXT"),
    (("一、情况", "外送比例由46%上升到38%。"), "CHANGE_IN_TEXT"),
    (("一、情况", "购置水泵120台，单价3500元，共计42.5万元。"), "PRODUCT_IN_TEXT"),
    (("一、情况", "举办6期，培训480人，平均每期90人。"), "AVERAGE_IN_TEXT"),
    (("一、情况", "年初预算1500万元，追加300万元，全年预算1850万元。"), "BUDGET_SUM_IN_TEXT"),
    (("一、情况", "年初预算1500万元，压减项目支出80万元，追加经费30万元，全年预算1420万元。"), "BUDGET_SUM_IN_TEXT"),
    (("一、情况", "维护管网3.6公里，目标4公里，完成率90%，达到目标。"), "STATUS_VS_VALUE"),
    (("一、情况", "完成上级下达任务的122%。"), "RATIO_WITHOUT_BASE"),
    (("一、情况", "宣传、培训、培训等工作有序开展。"), "TYPO"),
    (("一、情况", "己经完成全部布署。"), "TYPO"),
    (("一、情况", "<p>经测评，完成目标。</p>"), "FORMAT_RESIDUE"),
    (("一、情况", "依据青财绩〔2022〕第05号。"), "DOC_NUMBER"),
    (("一、情况", "全年培训XX人次。"), "PLACEHOLDER"),
    (("一、情况", "全年共培训人次，效果良好。"), "NUMBER_LOST"),
    (("一、情况", "印发《供水管理办法，规范收费。"), "PUNCTUATION"),
    (("一、情况", "由白屿县水务局牵头验收。"), "COPY_RESIDUE"),
    (("一、情况", "根据《关于开展2021年度绩效自评的通知》开展自评。"), "DATE_YEAR"),
]
SOUND = [
    ("一、概况", "（一）职责", "内容。", "（二）机构", "内容。", "二、问题", "内容。"),
    ("一、概况", "内容如下。", "1.清淤", "内容。", "2.加固", "内容。", "二、问题", "1.不足", "内容。"),
    ("一、情况", "做了三项工作：一是清淤；二是加固；三是巡查。"),
    ("一、情况", "开展三类培训：党建培训、业务培训、安全培训。"),
    ("一、情况", "编制人数小计8人，其中：行政编制4人，事业编制4人。"),
    ("一、情况", "我局在职22人，下属水文站在职8人。"),
    ("一、情况", "人员编制22人，实有20人。其中：行政人员编制9人、实有8人；事业人员编制13人、实有12人。"),
    ("一、情况", "预算500.00万元，支出480.00万元，执行率96.00%。"),
    ("一、情况", "抽查300份，合格281份，合格率93.67%，比上年提高2.1个百分点。"),
    ("一、情况", "投入540万元，其中设备300万元、人工240万元。"),
    ("一、情况", "投入540万元，其中设备300万元等。"),
    ("一、情况", "购置水泵120台，单价3500元，共计42万元。"),
    ("一、情况", "举办6期，培训480人，平均每期80人。"),
    ("一、情况", "年初预算1500万元，追加300万元，全年预算1800万元。"),
    ("一、情况", "年初预算1500万元，压减项目支出80万元，追加防汛经费30万元，净调减50万元，全年预算1450万元。"),
    ("一、情况", "维护管网4.1公里，目标4公里，达到目标。"),
    ("一、情况", "1、清淤。2、加固。", "3、巡查。"),
    ("一、情况", "外送比例由46%下降到38%，下降8个百分点。"),
    ("一、情况", "为了了解用水户目的的变化，研究研究收费办法。"),
    ("一、情况", "依据青财绩〔2022〕5号，1）先清淤，2）再加固。"),
    ("一、情况", "赴白屿县水务局学习考察，与上年2021年相比有提高。"),
]
CODES = {code for _, code in FAULTY}


@pytest.mark.parametrize(("paragraphs", "code"), FAULTY)
def test_a_fault_in_the_text_is_told(paragraphs: tuple[str, ...], code: str) -> None:
    assert code in codes_in(report_of(*paragraphs))


@pytest.mark.parametrize("paragraphs", SOUND)
def test_a_sound_text_is_left_alone(paragraphs: tuple[str, ...]) -> None:
    assert codes_in(report_of(*paragraphs)) & CODES == set()


def test_a_share_of_an_unstated_task_is_quoted_from_the_beginning_of_its_clause() -> None:
    text = report_of("一、情况", "全年举办讲座86场，参加教师培训5,466人次，完成年度计划的105.12%。")

    finding = next(finding for finding in findings_in(text) if finding.code == "RATIO_WITHOUT_BASE")

    assert finding.message.startswith("“参加教师培训5,466人次，完成年度计划的105.12%”")


def test_a_change_of_the_budget_is_explained_by_any_words_between_the_two_budgets() -> None:
    told = report_of("一、预算", "年初预算8640万元。年中台风来了，公厕要多建，加了375万元。全年预算9015万元。")
    bare = report_of("一、预算", "年初预算8640万元，年中加了375万元，全年预算9015万元。全年支出8900万元。")

    assert "BUDGET_ADJUSTED" not in codes_in(told)
    assert "BUDGET_ADJUSTED" in codes_in(bare)
