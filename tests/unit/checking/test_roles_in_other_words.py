"""Numbers whose role, subject or count is told in words that no form has (口径和归属的别种说法), true and false."""

from __future__ import annotations

from pathlib import Path

import pytest

from checked_sentences import TEMPLATES, codes_of
from reportgen.checking.evidence.fact_index import FactIndex, build_fact_index
from reportgen.documents.entry_files import read_entry
from reportgen.pipeline import choose_form, evaluate

_GARDENS = Path(__file__).parents[2] / "samples/wordings/gardens.yaml"


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = read_entry(_GARDENS).entered
    return build_fact_index(evaluate(entered, choose_form(entered, TEMPLATES)).ledger)


@pytest.mark.parametrize(
    "text",
    [
        "护绿队员从1520人壮大到1870人。",
        "自然课堂由46期办到58期。",
        "年初预算2650.00万元，年中追加265.00万元，达到2915.00万元。",
        "预算执行得9.71分，总分97.26分。",
        "行政、事业各为19人和42人。",
    ],
)
def test_a_role_told_by_any_verb_is_true(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "护绿队员从1870人壮大到1520人。",
        "自然课堂由58期办到46期。",
        "年初预算2650.00万元，年中追加265.00万元，达到2830.46万元。",
        "预算执行得9.71分，总分96.15分。",
        "预算执行得9.42分，总分97.26分。",
        "行政、事业各为42人和19人。",
        "苗圃提档改造和古树名木保护五个项目都没有花完。",
    ],
)
def test_the_same_words_with_another_number_are_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


@pytest.mark.parametrize(
    "text",
    [
        "苗木成活率96.7%，优于目标1.7个百分点，强于上年1.8个百分点。",
        "投诉平均办理天数3.8天，快于目标1.2天。",
        "每平方米养护费用6.9元，离目标还差0.4元。",
        "七项指标，五项如愿，两项掉了队。",
        "7项指标里，5项办成了，2项留了尾巴。",
        "第一个遗憾是口袋公园少建3个，第二个遗憾是养护费用高了。",
        "发出去的640份问卷中的587份收了回来。",
        "开办过58期自然课堂。",
        "2024年9月底前建成其余3个口袋公园，租用第2处泵房。",
    ],
)
def test_what_is_better_what_failed_and_what_comes_is_true(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "苗木成活率96.7%，差于目标1.7个百分点。",
        "每平方米养护费用6.9元，优于目标0.4元。",
        "投诉平均办理天数3.8天，离目标还差1.2天。",
        "七项指标，两项如愿，五项掉了队。",
        "7项指标里，6项办成了，1项留了尾巴。",
        "获评全省第一个示范点。",
        "开办过超过58期自然课堂。",
        "2024年9月底前建成其余3个口袋公园，租用第3处泵房。",
        "泵房合同12月才签订。",
        "2024年9月底前建成其余3个口袋公园，11月底前付清。",
    ],
)
def test_the_opposite_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


@pytest.mark.parametrize(
    "text",
    [
        "隐患树木190株，整改183株，整改率96.3%。",
        "游客满意度95.4%，好于92%的期许。",
        "计划新建口袋公园16个，实际建成13个。",
        "口袋公园计划16个，只建完13个。",
        "隐患树木整改率从上年的93.1%提高到96.3%。",
        "全年支出2830.46万元，约合0.28亿元。",
    ],
)
def test_numbers_in_their_own_places_are_true(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "隐患树木190户，整改183株，整改率96.3%。",
        "隐患树木190株，整改183人，整改率96.3%。",
        "游客满意度95.4%，好于93.7%的期许。",
        "计划新建口袋公园13个，实际建成13个。",
        "口袋公园计划16个，只建完16个。",
        "隐患树木整改率从上年的93.1%提高到93.1%。",
        "全年支出2830.46万元，约合0.2915亿元。",
        "口袋公园比目标少3个，不到16个的目标；每平方米养护费用不到控制线6.9元。",
    ],
)
def test_numbers_in_the_places_of_others_are_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


@pytest.mark.parametrize(
    "text",
    [
        "项目支出中，苗圃提档改造571.34万元，占三分之一；古树名木保护233.85万元；公园绿地养护872万元。",
        "全年花了2830.46万元，执行率97.10%。其中财政拨款2761.31万元，其他资金69.15万元。",
        "调整后预算2915万元，比年初增加265万元。其中财政拨款2835万元，其他资金80万元。",
        "各项目执行情况：\n——苗圃提档改造571.34万元，剩余28.66万元；\n——公园绿地养护872万元，剩余28万元。",
        "苗圃提档改造600万元，支出571.34万元；古树名木保护258万元，支出233.85万元。",
        "财政拨款支出2761.31万元，占预算2835万元的97.40%；其他资金支出69.15万元。",
        "公园绿地养护投入872万元；古树名木保护258万元预算，执行率90.64%。",
        "（二）年度主要目标。补植行道树4200株，新建口袋公园16个，苗木成活率达到95%。",
        "年初确定的主要任务是：补植行道树4200株以上，新建口袋公园不少于16个。",
    ],
)
def test_a_list_gives_its_items_their_role(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "项目支出中，苗圃提档改造571.34万元；古树名木保护258.00万元。",
        "全年花了2830.46万元，执行率97.10%。其中财政拨款2835.00万元，其他资金69.15万元。",
        "调整后预算2915万元，比年初增加265万元。其中财政拨款2761.31万元，其他资金80万元。",
        "各项目执行情况：\n——苗圃提档改造600万元，剩余28.66万元；",
        "（二）年度主要目标。补植行道树4536株，新建口袋公园16个。",
        "年初确定的主要任务是：补植行道树4200株以上，新建口袋公园不少于13个。",
        "（二）年度主要目标。新建口袋公园16个，游客满意度不低于103%。",
        "年中追加265万元，全年支出变成2915.00万元。",
    ],
)
def test_an_item_in_the_role_of_another_list_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


@pytest.mark.parametrize(
    "text",
    [
        "隐患树木整改率96.3%，比上年提高3.2个百分点；游客满意度95.4%，高于目标3.4个百分点。",
        "本中心内设科室9个，下属单位3个。",
        "项目支出1677.19万元，执行率95.40%。",
        "补植行道树4536株，其中香樟2118株、银杏1394株、国槐1024株，超目标336株。",
        "财政拨款支出2761.31万元，其他资金支出69.15万元。",
    ],
)
def test_what_follows_its_own_number_is_true(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "隐患树木整改率95.4%，比上年提高3.2个百分点。",
        "本中心内设科室3个，下属单位9个。",
        "项目支出1153.27万元，执行率95.40%。",
        "补植行道树4536株，其中香樟1394株、银杏2118株。",
        "财政拨款支出2761.31万元，其他资金支出2761.31万元。",
        "开办自然课堂73期。",
    ],
)
def test_what_follows_the_number_of_another_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


@pytest.mark.parametrize(
    "text",
    [
        "年初预算2650.00万元，其中基本支出、项目支出分别为1120.00万元和1530.00万元。",
        "全年预算调整为2915.00万元，较年初增加10%；按资金来源划分，财政拨款为2835.00万元，其他资金为80.00万元。",
        "支出2830.46万元，占全年预算2915.00万元的97.10%。财政拨款2761.31万元；另外69.15万元是其他资金。",
        "基本支出几乎用足，1157.00万元只剩3.73万元。",
        "我们把2830.46万元花了出去，占全年预算的97.10%。",
        "全年预算2915.00万元，其中180万元追加给苗圃提档改造；支出2830.46万元，执行率97.10%。",
        "财政拨款和其他资金有2761.31万元和69.15万元。",
        "补植行道树4536株，超过4200株的目标；养护绿地382.6万平方米，略超380万平方米的目标。",
        "支出2830.46万元，比上年增长5%。",
    ],
)
def test_money_takes_the_role_of_what_leads_it(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "年初预算2650.00万元，其中基本支出、项目支出分别为1153.27万元和1677.19万元。",
        "全年预算调整为2915.00万元，较年初增加10%；按资金来源划分，财政拨款为2761.31万元，其他资金为69.15万元。",
        "支出2830.46万元，占全年预算2915.00万元的97.10%。财政拨款2835.00万元；另外80.00万元是其他资金。",
        "基本支出几乎用足，1153.27万元只剩3.73万元。",
        "我们把2915.00万元花了出去，占全年预算的97.10%。",
        "财政拨款和其他资金有69.15万元和2761.31万元。",
        "补植行道树4536株，略超4536株的目标。",
        "支出2830.46万元，比上年增长4%。",
    ],
)
def test_money_in_another_role_than_what_leads_it_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


@pytest.mark.parametrize(
    "text",
    [
        "公园绿地养护支出872.00万元。没有花完的84.54万元，绝大部分压在项目上。",
        "全年预算2915.00万元，比年初多265.00万元，主要是苗圃提档改造追加了180.00万元；实际支出约2830万元。",
        "全年预算2915.00万元，其中180万元是年中为苗圃提档改造追加的；支出2830.46万元，执行率97%。",
        "公园绿地养护支出872.00万元，苗圃改造用得最少，执行率95.2%，结余28.66万元。",
        "我中心61人，事业人员42人。",
        "年初预算2650.00万元，雷达站没有花钱，追加265.00万元，到年底是2915.00万元。",
    ],
)
def test_what_was_told_aside_or_in_short_is_of_its_own_line(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "公园绿地养护支出872.00万元。没有花完的85.54万元，绝大部分压在项目上。",
        "全年预算2915.00万元，其中180万元是年中为苗圃提档改造追加的；支出2803.46万元，执行率97%。",
        "公园绿地养护支出872.00万元，苗圃改造用得最少，执行率90.6%，结余28.66万元。",
        "我中心64人，事业人员42人。",
        "年初预算2650.00万元，雷达站没有花钱，追加265.00万元，到年底是2830.46万元。",
    ],
)
def test_another_number_in_its_place_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


@pytest.mark.parametrize(
    "text",
    [
        "苗圃提档改造600.00万元，支571.34万元；古树名木保护258.00万元，支233.85万元。",
        "护绿队员从1520人增加到1870人，多了两成多。",
        "苗圃提档改造由420.00万元追加到600.00万元，增加180.00万元。",
    ],
)
def test_a_short_word_for_a_role_or_a_change_is_enough(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "苗圃提档改造600.00万元，支600.00万元。",
        "护绿队员从1520人增加到1870人，多了三成多。",
        "苗圃提档改造由420.00万元追加到600.00万元，增加190.00万元。",
    ],
)
def test_a_short_word_does_not_hide_another_number(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


@pytest.mark.parametrize("name", ["文明承诺签订率", "游客文明承诺签订率"])
def test_a_cue_within_part_of_a_name_tells_no_role(tmp_path: Path, name: str) -> None:
    entry = tmp_path / "填报.yaml"
    entry.write_text(
        _GARDENS.read_text("utf-8").replace("三级指标: 游客满意度", "三级指标: 游客文明承诺签订率"), "utf-8"
    )
    entered = read_entry(entry).entered
    promises = build_fact_index(evaluate(entered, choose_form(entered, TEMPLATES)).ledger)

    assert codes_of(f"{name}95.4%。", promises) == []
    assert codes_of(f"{name}92%。", promises) != []


def test_how_many_lost_points_is_counted(index: FactIndex) -> None:
    assert codes_of("两项扣2.45分，预算执行扣0.29分。", index) == []
    assert codes_of("三项扣2.45分，预算执行扣0.29分。", index) != []


def test_the_whole_is_told_again_after_its_parts(index: FactIndex) -> None:
    told = "年初预算2650.00万元，年中追加265.00万元，其中苗圃提档改造180.00万元、古树名木保护48.00万元，全年预算"

    assert codes_of(f"{told}2915.00万元。", index) == []
    assert codes_of(f"{told}2830.46万元。", index) != []


def test_a_task_named_under_what_was_done_sets_out_no_plan(index: FactIndex) -> None:
    done = "三、主要任务完成情况\n（一）绿化养护任务。一是补植行道树4536株，救治古树73株。"

    assert codes_of(done, index) == []
    assert codes_of(done.replace("主要任务完成情况", "年度主要任务"), index) != []
    assert codes_of(done.replace("4536株", "4200株"), index) != []


@pytest.mark.parametrize(
    "text",
    [
        "口袋公园签了16个的军令状，交卷的只有13个。",
        "口袋公园布置了16个，落实13个；往前推一年，交了11个。",
        "养护费用每平方米限6.5元，用6.9元；头一年用6.2元。",
        "投诉办理天数规定5天之内，平均3.8天，此前要4.5天。",
        "隐患树木整改率应过96%，做到96.3%，早一年才93.1%。",
        "苗木成活率应达95%，测得96.7%，原来94.9%。",
    ],
)
def test_a_plan_needs_no_word_before_what_became_of_it(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "口袋公园签了13个的军令状，交卷的有16个。",
        "口袋公园布置了16个，落实11个。",
        "养护费用每平方米限6.5元，用6.2元。",
        "投诉办理天数规定3.8天之内，平均5天。",
        "苗木成活率应达95%，测得94.9%，原来96.7%。",
        "口袋公园完成16个。",
    ],
)
def test_a_role_exchanged_is_told_whatever_the_words(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


def test_money_paid_out_of_a_budget_stands_behind_it(index: FactIndex) -> None:
    assert codes_of("苗圃提档改造项目600万元付出去571.34万元，年初给的是420万元。", index) == []
    assert codes_of("苗圃提档改造项目571.34万元付出去600万元。", index) != []
    assert codes_of("苗圃提档改造项目付出去600万元。", index) != []


def test_the_whole_budget_behind_a_reason_is_not_of_the_project_named_in_it(index: FactIndex) -> None:
    reason = "因苗圃提档改造追加180万元，全年预算从2650万元"

    assert codes_of(f"{reason}调到2915万元，花了2830.46万元。", index) == []
    assert codes_of(f"{reason}调到600万元。", index) != []


def test_a_plan_for_next_year_repeats_the_numbers_of_its_problem(index: FactIndex) -> None:
    plan = "四、下一步打算\n3个口袋公园2024年9月底前建成；租用泵房，引进养护师傅15名。"

    assert codes_of(plan, index) == []
    assert codes_of(plan.replace("15名", "16名"), index) != []


def test_what_must_be_reached_is_no_verdict(index: FactIndex) -> None:
    assert codes_of("口袋公园须达到16个，建成13个。", index) == []
    assert codes_of("口袋公园建成13个，达到16个的目标。", index) != []
