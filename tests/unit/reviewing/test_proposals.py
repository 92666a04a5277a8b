"""What is proposed for faulty rows: the shapes officials write, in many fields of work."""

from __future__ import annotations

import pytest

from indicator_cases import entry, formulas, proposals, reviewed, row, written
from reportgen.model.indicator_review import ProposalKind

ROAD = row("数量", "农村公路养护里程", "≥320公里", "2")
TRAINEES = row("数量", "培训人数", "≥120人", "2")


def test_a_row_that_is_fine_is_left_alone():
    assert proposals(entry(row("数量", "培训人数", "≥120人"))) == ()


def test_a_judgement_of_one_thing_by_yes_or_no_is_left_alone():
    assert proposals(entry(row("质量", "是否通过竣工验收", "是"))) == ()


@pytest.mark.parametrize(
    ("cost", "value", "output", "planned", "use", "name", "target", "formula"),
    [
        ("养护经费不超过预算", "≤96万元", "农村公路养护里程", "≥320公里", "", "单位里程养护费用", "≤3,000元/公里",
         "96万元 ÷ 320公里 = 3,000元/公里"),
        ("物业费预算资金", "≤64.2万元", "物业服务面积", "≥21400平方米", "", "单位面积物业费", "≤30元/平方米·年",
         "64.2万元 ÷ 21400平方米 = 30元/平方米·年"),
        ("体检费用", "≤62.4万元", "免费体检老年人数", "≥5200人", "", "人均体检费用", "≤120元/人",
         "62.4万元 ÷ 5200人 = 120元/人"),
        ("演出经费", "≤20万元", "公益演出场次", "≥40场", "", "单场演出费用", "≤5,000元/场",
         "20万元 ÷ 40场 = 5,000元/场"),
        ("项目总成本", "≤1800万元", "建设高标准农田面积", "≥1.2万亩", "", "建设高标准农田亩均支出", "≤1,500元/亩",
         "1800万元 ÷ 1.2万亩 = 1,500元/亩"),
        ("设备采购费", "≤47万元", "采购监测设备", "≥6台", "", "单台设备采购费", "≤7.83万元/台",
         "47万元 ÷ 6台 = 7.83万元/台（四舍五入）"),
        ("培训费", "≤9.7万元", "培训人数", "≥120人", "", "人均培训费", "≤808.33元/人",
         "9.7万元 ÷ 120人 = 808.33元/人（四舍五入）"),
        ("运维费", "≤42万元", "运维信息系统数量", "5个", "", "单个运维信息系统运维费", "≤8.4万元/个·年",
         "42万元 ÷ 5个 = 8.4万元/个·年"),
        ("水费预算", "≤3.6万元", "值守站点数量", "4个", "全年用水量6000吨", "水费平均单价", "≤6元/吨",
         "3.6万元 ÷ 6000吨 = 6元/吨"),
    ],
)  # fmt: skip
def test_a_cost_that_repeats_the_budget_becomes_a_unit_cost(cost, value, output, planned, use, name, target, formula):
    entered = entry(row("成本", cost, value), row("数量", output, planned, "2"), use=use)

    assert written(entered)[0] == (name, target)
    assert formulas(entered)[0] == formula


def test_a_meeting_is_offered_per_meeting_and_per_head():
    entered = entry(
        row("成本", "会议费", "≤5.4万元"), row("数量", "会议次数", "2次", "2"), row("数量", "参会人数", "≥180人", "3")
    )

    assert written(entered) == [("单次会议费", "≤2.7万元/次"), ("人均会议费", "≤300元/人")]


def test_costs_of_several_lines_are_divided_by_all_of_them_together():
    entered = entry(
        row("成本", "线路租赁", "≤63万元"), row("数量", "互联网线路", "3条", "2"), row("数量", "专网线路", "5条", "3")
    )

    assert formulas(entered) == ["63万元 ÷ （3条 + 5条） = 7.88万元/条·年（四舍五入）"]


def test_what_taking_part_costs_is_divided_by_those_who_take_part():
    entered = entry(
        row("成本", "参赛材料费", "≤9万元"),
        row("数量", "参加国赛人数", "15人", "2"),
        row("数量", "参加展能节", "5人", "3"),
    )

    assert formulas(entered) == ["9万元 ÷ 15人 = 6,000元/人"]


def test_gas_without_a_meter_is_divided_by_the_area():
    entered = entry(row("成本", "燃气费", "≤24万元"), row("数量", "场馆保障面积", "6000平方米", "2"))

    assert formulas(entered) == ["24万元 ÷ 6000平方米 = 40元/平方米·年"]


def test_a_word_of_the_whole_project_is_no_sign_of_what_a_cost_pays_for():
    entered = entry(
        row("成本", "节水宣传经费", "≤8万元"), row("数量", "推广节水器具套数", "3000套", "2"), project="节水推广项目"
    )

    assert formulas(entered) == []


@pytest.mark.parametrize("cost", ["邮寄费", "其他支出", "升级改造尾款"])
def test_a_cost_without_a_quantity_of_its_own_stays_as_a_marked_total(cost):
    found = proposals(entry(row("成本", cost, "≤2万元"), TRAINEES))

    assert [(each.kind, each.target_value) for each in found] == [(ProposalKind.SAFE_FIX, "≤2万元")]
    assert found[0].name.endswith("（分项成本控制数）")


def test_a_cost_is_not_divided_by_one():
    found = written(entry(row("成本", "大会费用", "≤38万元"), row("数量", "召开大会次数", "≥1次", "2")))

    assert found == [("大会费用（分项成本控制数）", "≤38万元")]


def test_within_budget_by_yes_or_no_takes_the_budget_of_the_project():
    entered = entry(
        row("成本", "项目控制预算数", "是/否"),
        row("数量", "临时救助户数", "90户", "2"),
        budget="5.4",
        project="临时救助",
    )

    assert written(entered) == [
        ("临时救助户均支出", "≤600元/户"),
        ("项目支出总额（分项成本控制数）", "≤5.4万元"),
    ]


def test_a_price_that_stands_in_the_table_already_is_not_proposed_again():
    entered = entry(
        row("成本", "购买手册", "≤6万元"),
        row("数量", "购买手册册数", "≥5000册", "2"),
        row("成本", "手册单价", "≤12元", "3"),
    )

    assert written(entered) == [("购买手册费用（分项成本控制数）", "≤6万元")]


@pytest.mark.parametrize(
    ("kind", "name", "value", "outputs", "project", "proposed", "unit"),
    [
        ("社会", "提高教师教学能力", "有所提高", (row("数量", "参训教师人数", "≥240人", "2"),), "教师培训项目",
         "教师教学参训人员考核合格率", "%"),
        ("社会", "改善群众出行条件", "明显改善", (ROAD,), "农村公路改建工程", "群众出行次数增幅", "%"),
        ("生态", "改善河道水环境", "改善", (), "河道治理项目", "河道水质达标监测次数占比", "%"),
        ("社会", "提高老年人健康水平", "提高", (row("数量", "康复老年人数", "≥520人", "2"),), "老年人康复项目",
         "老年人前后评定改善者占比", "%"),
        ("社会", "丰富群众文化生活", "丰富", (row("数量", "公益演出场次", "≥40场", "2"),), "送戏下乡项目",
         "公益演出场均参与人数", "人/场"),
        ("经济", "促进农民增收", "促进", (), "产业扶持项目", "服务对象人均年收入增幅", "%"),
        ("社会", "保障信息系统稳定运行", "稳定", (), "信息系统运维项目", "信息系统可用率", "%"),
        ("社会", "推动工作落实", "推动", (), "全县工作会议经费", "会议决定事项按期办结率", "%"),
        ("社会", "维护劳动者合法权益", "维护", (row("数量", "办理法律援助案件数", "≥85件", "2"),), "法律援助项目",
         "受理法律援助案件办结率", "%"),
        ("社会", "减轻家庭负担", "减轻", (), "困难儿童救助项目", "受益家庭年均自付费用", "元/户"),
        ("持续", "健全河湖巡查机制", "健全", (), "河湖管护项目", "当年印发或修订的河湖巡查机制文件数", "项"),
        ("持续", "设备长期发挥作用", "长期", (row("数量", "购置监测设备", "≥6台", "2"),), "监测设备购置项目",
         "监测设备使用率", "%"),
    ],
)  # fmt: skip
def test_a_wish_becomes_a_measure_with_a_blank_for_the_target(kind, name, value, outputs, project, proposed, unit):
    first = proposals(entry(row(kind, name, value), *outputs, project=project))[0]

    assert (first.name, first.unit) == (proposed, unit)
    assert first.value.startswith("【待填：")
    assert first.blanks


def test_the_projects_own_output_is_the_denominator_with_its_number():
    entered = entry(row("社会", "提高学员就业能力", "有所提高"), TRAINEES, project="职业技能培训")

    first = proposals(entered)[0]

    assert first.formula == "取得结业证书或考核合格的人数 ÷ 实际参训人数（数量指标“培训人数”120人）"
    assert [(each.text, each.origin) for each in first.numbers] == [
        ("120人", "“培训人数”的年度指标值"),
        ("2024年度", "“基本信息”的年度"),
    ]


def test_which_of_several_groups_is_meant_is_not_guessed():
    entered = entry(
        row("社会", "改善群众生活质量", "改善"),
        row("数量", "上门护理老人数", "≥60人", "2"),
        row("数量", "适配辅具学生数", "≥35人", "3"),
        project="康复服务",
    )

    assert "60人" not in proposals(entered)[0].formula
    assert "35人" not in proposals(entered)[0].formula


def test_candidates_from_the_bank_tell_where_they_come_from():
    found = proposals(entry(row("社会", "保障困难学生资助效果", "保障"), project="困难学生资助项目"))

    assert [each.source for each in found if "指标库" in each.source] == [
        "指标库“教育”：受助学生续读率（education.yaml 第14项）"
    ]


@pytest.mark.parametrize(
    ("name", "value", "proposed"),
    [
        ("设备采购及时性", "及时", ("设备采购完成日期",
         "≤【待填：设备采购的完成日期，年月日，查实施方案、合同或年度工作计划】")),
        ("故障响应及时性", "及时", ("故障响应时限",
         "≤【待填：自受理至答复或办结的时限，个工作日，查办理规定、服务承诺或合同】个工作日")),
        ("护林员补贴发放周期", "规定期限内按月支付", ("护林员补贴发放每月完成日",
         "≤每月【待填：最迟支付的日期，日，查合同、资金管理办法或工资发放规定】日")),
    ],
)  # fmt: skip
def test_a_time_that_nobody_wrote_is_a_blank(name, value, proposed):
    assert written(entry(row("时效", name, value)))[0] == proposed


def test_a_date_of_another_row_about_the_same_thing_is_copied():
    entered = entry(
        row("时效", "水毁工程修复及时性", "及时"), row("时效", "水毁工程修复完成时间", "2024年5月31日前", "2")
    )

    first = proposals(entered)[0]

    assert first.target_value == "≤2024年5月31日"
    assert ("2024年5月31日", "“水毁工程修复完成时间”的年度指标值") in [(n.text, n.origin) for n in first.numbers]


def test_a_date_of_another_thing_is_only_mentioned():
    entered = entry(row("时效", "设备维修及时性", "及时"), row("时效", "手册印发时间", "2024年5月31日前", "2"))

    first = proposals(entered)[0]

    assert "【待填" in first.value
    assert "“手册印发时间”2024年5月31日前" in first.basis


@pytest.mark.parametrize(
    ("kind", "name", "value", "proposed"),
    [
        ("质量", "参会人数", "≥180人", ("参会人数", "≥180人", "数量指标")),
        ("数量", "免费体检老年人数", "≤5200人", ("免费体检老年人数", "≥5200人", "数量指标")),
        ("时效", "水毁修复按时完成率", "2024年5月底前", ("水毁修复完成时间", "≤2024年5月底", "时效指标")),
        ("数量", "电影放映场次", "100%（12场）", ("电影放映场次", "≥12场", "数量指标")),
    ],
)  # fmt: skip
def test_what_only_the_form_has_wrong_is_corrected_in_form(kind, name, value, proposed):
    first = proposals(entry(row(kind, name, value)))[0]

    assert (first.name, first.target_value, first.subcategory) == proposed
    assert first.kind is ProposalKind.SAFE_FIX
    assert first.blanks == ()


def test_a_count_under_a_rates_name_is_the_denominator_and_the_rate_is_asked():
    first = proposals(entry(row("质量", "补贴发放准确率", "36人")))[0]

    assert first.target_value == "=【待填：目标值，%，查年度工作计划或上年实际】%"
    assert first.formula == "准确发放的人数 ÷ 应发放的人数（原指标值36人作为分母）"


def test_two_counts_in_one_value_are_taken_apart_and_kept():
    found = proposals(entry(row("质量", "组织春季招聘会", "参会企业不少于60家，提供岗位不少于900个")))

    assert [(each.name, each.target_value) for each in found] == [("参会企业数", "≥60家"), ("提供岗位数", "≥900个")]
    assert {each.group for each in found} == {"拆分1/2"}


def test_two_groups_in_one_satisfaction_are_asked_apart():
    found = written(entry(row("满意", "学生和家长满意度", "≥92%"), project="校园餐项目", goal="让学生和家长满意"))

    assert found == [("学生满意度", "≥92%"), ("家长满意度", "≥92%")]


def test_satisfaction_by_yes_or_no_becomes_a_survey():
    first = proposals(entry(row("满意", "群众满意度", "是/否")))[0]

    assert first.target_value == "≥【待填：目标值，%，查上年调查结果】%"
    assert first.formula.startswith("满意和较满意的有效样本数 ÷ 有效样本总数")


def test_a_contradiction_is_shown_with_both_sides_and_neither_is_chosen():
    entered = entry(row("数量", "专题节目播出期数", "100期"), row("时效", "专题节目播出频次", "每周两期", "2"))

    first = proposals(entered)[0]

    assert "本行为100期" in first.value
    assert "“专题节目播出频次”为每周两期" in first.value


def test_what_is_done_anyway_becomes_what_can_fail():
    names = [name for name, _ in written(entry(row("时效", "场馆运行时间", "2024年全年"), project="体育场馆运行"))]

    assert names == ["场馆因设施设备故障停用时长", "场馆设施故障按时限修复率"]


def test_an_output_among_the_outcomes_moves_and_an_outcome_is_offered():
    found = proposals(entry(row("社会", "开展普法宣传场次", "≥30场"), project="普法宣传项目"))

    assert (found[0].subcategory, found[0].target_value) == ("数量指标", "≥30场")
    assert found[1].name == "目标人群普法知晓率"


def test_every_proposal_is_complete():
    entered = entry(
        row("成本", "养护经费", "≤96万元"), ROAD, row("社会", "改善群众出行条件", "明显改善", "3"),
        row("时效", "水毁修复及时性", "及时", "4"), row("满意", "群众满意度", "是/否", "5"),
    )  # fmt: skip

    found = [each for row_ in reviewed(entered) for each in row_.proposals]

    assert len(found) >= 5
    assert all(
        each.name and each.comparison and each.value and each.formula and each.evidence and each.basis and each.period
        for each in found
    )
