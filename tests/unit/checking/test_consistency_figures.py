"""Numbers of prose that are worked out of each other: parts, rests, shares, averages, changes, scores in words."""

from decimal import Decimal

import pytest

from consistency_papers import codes_in, form_of, report_of
from reportgen.checking.consistency.figures import figures_of, is_slip, is_turned

FAULTY = [
    ("发布预警86期，其中红色3期、橙色17期、黄色26期、蓝色38期。", "PARTS_IN_TEXT"),
    ("检测样品526份，均按时完成。其中收购环节310份、库存环节226份。", "PARTS_IN_TEXT"),
    ("参与未成年人8,900人次、成年人3,580人次，共12,840人次。", "PARTS_IN_TEXT"),
    ("发现隐患147处，完成整改141处，其余9处已停用。", "PARTS_IN_TEXT"),
    ("采购预算215.00万元，实际采购203.48万元，节约12.52万元。", "BUDGET_SUM_IN_TEXT"),
    ("年初预算500万元，年中追加设备资金30万元、人员经费8万元，调整后预算548万元。", "BUDGET_SUM_IN_TEXT"),
    ("全县16个乡镇中14个设有网点，覆盖率100%。", "RATE_IN_TEXT"),
    ("馆藏文物21,860件，其中珍贵文物1,312件，占馆藏的9.00%。", "RATE_IN_TEXT"),
    ("人员1,034.00万元，公用216.00万元，项目981.00万元，三项分别占46.35%、9.68%和45.97%。", "RATE_IN_TEXT"),
    ("开放300天，接待读者51万人次，日均1,900人次。", "AVERAGE_IN_TEXT"),
    ("采集数据800件，支出46.00万元，每件800元。", "PRODUCT_IN_TEXT"),
    ("带动农户2400户，户均增收350元，合计增收94.00万元。", "PRODUCT_IN_TEXT"),
    ("支出14.82万元，其中运行费11.20万元、接待费3.62万元。比上年16.05万元增加1.23万元。", "CHANGE_IN_TEXT"),
    ("新建站点24个，全市站点由156个增加到190个。", "CHANGE_IN_TEXT"),
    ("满意度95.60%，超过90%的目标6.60个百分点。", "CHANGE_IN_TEXT"),
    (
        "预算执行10分，得9.80分；产出50分，得49.93分；效益30分，得29.00分；满意度10分，得10.00分，总分99.73分。",
        "SCORE_PARTS",
    ),
    ("自评总分99.73分，评价等级为良。", "RATING_MISMATCH"),
    ("核定编制46名，在编43名，空编5名。", "HEADCOUNT_MISMATCH"),
    ("现有编制21人，年末实有25人。", "OVERSTAFFED"),
    ("核定编制86名，其中管理岗位12名、专业技术岗位66名、工勤岗位6名。", "PARTS_IN_TEXT"),
    ("接待来访群众12840人。按年龄分，老年人3900人、成年人2640人、青少年5940人。", "PARTS_IN_TEXT"),
    ("年末结余32.60万元，其中基本支出结余12.40万元、项目支出结余22.20万元。", "PARTS_IN_TEXT"),
    ("资金来源为财政拨款820.00万元、自筹资金60.00万元，全年预算共计860.00万元。", "PARTS_IN_TEXT"),
    ("购置打印机12台、扫描仪5台、服务器1套，共19台（套）。", "PARTS_IN_TEXT"),
    ("核定编制72名，其中行政30名、事业42名。年末在职66人，空编8名。", "HEADCOUNT_MISMATCH"),
    ("年初预算2,100万元，年中追加防汛款150万元，收回结余20万元，调整后预算2,250万元。", "BUDGET_SUM_IN_TEXT"),
    ("人均检测费用86.40元，没有超过80元的控制标准。", "STATUS_VS_VALUE"),
    ("办公费96.00万元、差旅费64.00万元、维护费40.00万元，合计200.00万元，其中办公费占42.00%。", "RATE_IN_TEXT"),
    ("辅导学员2400人次。辅导支出48.00万元，每人次260元。", "PRODUCT_IN_TEXT"),
    ("办公室得28.00分，业务得38.50分，效果得29.20分，总分96.70分。", "SCORE_PARTS"),
    ("维修平安桥、永定桥、大关桥4座桥梁。", "LIST_COUNT"),
    ("一是启动偏晚，前三季度支出仅58.00%，进度偏慢。二是启动偏晚，前三季度支出仅58.00%，进度偏慢。", "DUPLICATE_TEXT"),
]
SOUND = [
    "发放补贴500户，其中低保户230户、残疾人户180户。",
    "投入520万元，其中设备300万元、人工220万元，比上年多20万元。",
    "完成20项，其中自办12项、合办8项，另有3项跨年。",
    "年初预算500万元，年中追加设备资金30万元、人员经费8万元，共追加38万元，调整后预算538万元。",
    "新建11处，比上年多3处，比目标少1处，剩余1处明年建成。",
    "转入普通学校73人，占结束训练儿童的34.1%（当年结束训练214人）。",
    "接待读者96.4万人次，比上年88.6万人次增加7.8万人次，增长8.80%。",
    "开放308天，接待观众52.36万人次，日均1,700人次。",
    "自评得分99.55分，等级为“优”。",
    "核定编制86名，其中管理岗位12名、专业技术岗位66名、工勤岗位6名，另有2名机动编制。",
    "接待来访群众12840人。按年龄分，老年人3900人、成年人2640人、青少年6300人。",
    "年末结余32.60万元，其中基本支出结余12.40万元、项目支出结余20.20万元。",
    "按支出性质分，基本支出520.00万元、项目支出480.00万元，全年支出1,000.00万元。",
    "全县有学校86所，分学段看，小学52所、初中24所、高中9所，另有特教学校1所。",
    "核定编制72名，其中行政30名、事业42名。年末在职66人，空编6名。",
    "人均检测费用76.40元，没有超过80元的控制标准。",
    "办公费96.00万元、差旅费64.00万元、维护费40.00万元，合计200.00万元，其中办公费占48.00%。",
    "举办讲座40场，培训4000人次。讲座和宣传支出36.00万元，每人次85元，其余为宣传费用。",
    "检查东区、西区、南区、北区等6处工地。",
    "发放问卷1250份，收回1205份。",
    "救助儿童161名。其中孤独症58人，脑瘫37人，听力障碍24人，其余42人为智力障碍。",
    "执法支出241.36万元，执行率92.83%；监管支出168.92万元，剩余11.08万元。项目预算共1,846.00万元。",
    "城镇新增就业和再就业分别比上年的8135人、2406人增加512人、177人；困难人员就业比上年的845人减少33人。",
    "项目支出中，抚恤补助支出3168.40万元，占项目支出的72.56%。全年支出4,902.48万元。",
]


@pytest.mark.parametrize(("words", "code"), FAULTY)
def test_a_number_that_its_own_words_work_out_otherwise_is_told(words: str, code: str) -> None:
    assert code in codes_in(report_of("一、情况", words))


@pytest.mark.parametrize("words", SOUND)
def test_a_number_that_some_numbers_beside_it_give_is_left_alone(words: str) -> None:
    assert codes_in(report_of("一、情况", words)) <= {"MISSING_ELEMENT"}


def test_a_distance_to_the_target_is_held_against_the_row_that_is_named() -> None:
    form = form_of("产出指标|质量指标|供水设施完好率|≥98%|97.2%|10|9.92|老旧管网渗漏")
    told = form.replace("完成各项工作。", "供水设施完好率没有完成，比目标值低1.8个百分点。")

    assert "CHANGE_IN_TEXT" in codes_in(told)
    assert "CHANGE_IN_TEXT" not in codes_in(told.replace("低1.8个", "低0.8个"))


def test_a_mistyped_digit_and_two_swapped_ones_are_slips_and_small_numbers_never_are() -> None:
    assert is_slip(Decimal("683.61"), Decimal("638.61"))
    assert is_slip(Decimal("122.40"), Decimal("142.40"))
    assert not is_slip(Decimal(230), Decimal(320))
    assert not is_slip(Decimal("683.61"), Decimal("836.16"))


def test_two_digits_turned_round_are_known_in_small_numbers_too() -> None:
    assert is_turned(Decimal(67), Decimal(76))
    assert is_turned(Decimal(164), Decimal(146))
    assert not is_turned(Decimal(67), Decimal(77))
    assert not is_turned(Decimal(67), Decimal(670))


def test_the_words_before_a_number_end_at_the_number_or_stop_before_them() -> None:
    figures = figures_of("全年支出1,561.36万元，占预算的97.06%，结转47.24万元。")

    assert [(figure.text, figure.lead) for figure in figures] == [
        ("1,561.36万元", "全年支出"),
        ("97.06%", "占预算的"),
        ("47.24万元", "结转"),
    ]
