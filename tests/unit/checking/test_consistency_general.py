"""Numbers of any name are held against those nearby that should give them."""

import pytest

from consistency_papers import codes_in, report_of


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("提供档案15600卷次，接待6240人次，平均每人次3.5卷次。", "AVERAGE_IN_TEXT"),
        ("试验点8个，每个39亩，共321亩。", "PRODUCT_IN_TEXT"),
        ("平均办理时间14分钟，比20分钟的目标慢6分钟。", "CHANGE_IN_TEXT"),
        ("发生事故1284起，比上年的1426起减少142起，上升9.96%。", "CHANGE_IN_TEXT"),
        ("下设6个业务大队和东湖、西湖4个辖区大队，共11个大队。", "PARTS_IN_TEXT"),
        ("查处的43.26万起违法中，现场查处12.66万起，非现场查处36.00万起。", "PARTS_IN_TEXT"),
        ("三项得分分别为98.50分、100.00分、98.95分，平均99.51分。", "AVERAGE_IN_TEXT"),
        ("覆盖率由95.20%提高到96.80%，提高1.60%。", "CHANGE_IN_TEXT"),
        ("编印《老街巷》《抗战档案选编》3种书。", "LIST_COUNT"),
        ("年末在编66人，其中医师14人、护士83人、康复治疗师8人、管理人员6人，空编4名。", "PARTS_IN_TEXT"),
        ("年末在职29人，按职称分：正高1人、副高6人、中级31人、初级及以下9人；空编3名。", "PARTS_IN_TEXT"),
        ("基本支出4,268.00万元，其中人员经费3,758.40万元、公用经费509.60元。", "PARTS_IN_TEXT"),
        ("支出由上门护理48.00万元、培训74.00万元、改造374.40万元三项组成，共495.48万元。", "PARTS_IN_TEXT"),
        ("污泥处置11,760万吨，每吨500元，支出588.00万元。", "PRODUCT_IN_TEXT"),
        ("佩戴耳标42.00万枚，每枚0.08元，支出33.60万元。", "PRODUCT_IN_TEXT"),
        ("阳性率0.30%，比2021年的0.40%下降0.10%。", "CHANGE_IN_TEXT"),
        ("接待12.60万人次，比2021年的11.20万人次下降12.50%。", "CHANGE_IN_TEXT"),
        (
            "管网1,264.50公里，其中雨水管748.30公里、污水管516.20公里，比2021年的1,221.90公里减少42.60公里。",
            "CHANGE_IN_TEXT",
        ),
        ("核定事业编制86名，年末在职74人，其中管理18人、专业32人、工勤24人，空编10名。", "HEADCOUNT_MISMATCH"),
    ],
)
def test_a_number_that_nothing_nearby_gives_is_told(words: str, code: str) -> None:
    assert code in codes_in(report_of("一、情况", words))


@pytest.mark.parametrize(
    "words",
    [
        "提供档案15600卷次，接待6240人次，平均每人次2.5卷次。",
        "试验点8个，每个39亩，共312亩。",
        "平均办理时间14分钟，比20分钟的目标快6分钟。",
        "新增学位3960个，其中小学2160个、初中1800个，超过3600个的年度目标360个。",
        "抽查扶持的400户中抽访250户，设施完好237户，完好率94.8%。",
        "年初预算2380万元，后因物资储备追加82万元、救灾追加80万元，共增加162万元，全年预算达到2542万元。",
        "年末在编66人，其中医师14人、护士38人、康复治疗师8人、管理人员6人，空编4名。",
        "核定事业编制86名，年末在职74人，其中管理18人、专业32人、工勤24人，空编12名。",
        "基本支出4,268.00万元，其中人员经费3,758.40万元、公用经费509.60万元。",
        "污泥处置11,760吨，每吨500元，支出588.00万元。",
        "阳性率0.30%，比2021年的0.40%下降0.10个百分点。",
        "阳性率0.30%，比2021年的0.40%下降25.00%。",
        "接待12.60万人次，比2021年的11.20万人次增长12.50%。",
        "改造病房36间，其中一区20间、二区16间，完成率90.00%，没有完成40间的目标。",
        "接待74人，其中外省12人、邻县16人、港澳25人等。",
        "全年预算比年初增加140.00万元。全年支出比2023年的3298.00万元增加155.20万元。",
    ],
)
def test_a_number_that_others_give_is_left_alone(words: str) -> None:
    assert codes_in(report_of("一、情况", words)) <= {"MISSING_ELEMENT"}


_TABLE = (
    "支出项目\t年初预算\t年中调整\t全年预算\n人员支出\t640.00\t20.00\t660.00\n公用支出\t118.00\t-6.00\t112.00\n"
    "数字化\t210.00\t36.00\t{changed}\n展览\t62.00\t3.00\t65.00"
)


def test_a_row_that_breaks_what_all_other_rows_keep_is_told() -> None:
    assert "TABLE_SUM" in codes_in(report_of("一、情况", _TABLE.format(changed="264.00")))


def test_a_table_whose_rows_all_keep_their_relation_is_left_alone() -> None:
    assert "TABLE_SUM" not in codes_in(report_of("一、情况", _TABLE.format(changed="246.00")))


_FORMS = (
    "表{number}  项目支出绩效自评表\n\n项目名称\t{name}\t实施科室\t{office}\t金额单位\t万元\n"
    "一级指标\t二级指标\t三级指标\t目标值\t完成值\t分值\t得分\n"
    "产出指标\t数量指标\t培训班数\t≥240班\t248班\t40\t40.00\n"
    "\t质量指标\t结业率\t≥95%\t96.80%\t30\t30.00\n"
    "效益指标\t社会效益指标\t学员获奖数\t≥60项\t66项\t30\t30.00\n\n"
)


def test_forms_of_two_projects_in_one_document_are_two_tables() -> None:
    forms = _FORMS.format(number="一", name="公益培训", office="培训部")
    forms += _FORMS.format(number="二", name="暑期培训", office="活动部")

    assert "DUPLICATE_INDICATOR" not in codes_in(forms)


def test_what_is_said_of_all_projects_is_not_held_against_the_last_form() -> None:
    form = _FORMS.format(number="一", name="公益培训", office="培训部")

    assert "CONCLUSION_VS_TABLE" not in codes_in(form + "部门整体15项指标完成13项。\n")
    assert "CONCLUSION_VS_TABLE" in codes_in(form + "本项目5项指标完成4项。\n")


_BY_YEARS = (
    "三级指标\t2021年实际\t2022年目标\t2022年实际\t分值\t得分\n"
    "检测样品数量\t1150份\t≥1200份\t1264份\t40\t40.00\n净化场数量\t15个\t≥20个\t20个\t30\t30.00\n"
    "抗体检测合格率\t86.40%\t≥85%\t88.00%\t30\t30.00"
)


def test_what_a_list_of_goals_promises_is_held_against_the_targets() -> None:
    listed = ("一、情况", "（一）目标。2022年设定以下目标：", "1.检测样品1200份；", "2.抗体检测合格率不低于{share}。")

    agreeing = [words.format(share="85%") for words in listed]
    differing = [words.format(share="80%") for words in listed]

    assert not codes_in(report_of(*agreeing, _BY_YEARS)) & {"PROSE_VS_TABLE", "TEXT_VS_INDICATOR"}
    assert "TEXT_VS_INDICATOR" in codes_in(report_of(*differing, _BY_YEARS))


_GROWTH = (
    "支出内容\t2022年（万元）\t2021年（万元）\t增减额（万元）\t增减率\n强制免疫\t642.00\t598.40\t43.60\t7.29%\n"
    + (
        "疫病监测\t186.50\t172.00\t14.50\t8.43%\n处理补助\t298.80\t261.60\t37.20\t14.22%\n合计\t1127.30\t1032.00\t95.30\t9.23%"
    )
)


@pytest.mark.parametrize(
    "words", ["增幅最大的是强制免疫。", "增加最多的是疫病监测。", "增幅最大的是处理补助，增加最少的是强制免疫。"]
)
def test_another_row_that_has_more_belies_a_superlative(words: str) -> None:
    assert "PROSE_VS_TABLE" in codes_in(report_of("一、情况", _GROWTH, words))


def test_the_row_that_has_most_bears_a_superlative_out() -> None:
    words = "增加最多的是强制免疫，增幅最大的是处理补助，增加最少的是疫病监测。"

    assert "PROSE_VS_TABLE" not in codes_in(report_of("一、情况", _GROWTH, words))


_NUMBERED = (
    "项目{number}　{name}\n\n资金（万元）\t预算数\t50.00\t执行数\t{spent}\t执行率\t96.00%\t分值\t10\t得分\t9.60\n"
    "指标名称\t目标值\t完成值\t分值\t得分\t偏差原因\n服务人次\t≥360人次\t384人次\t40\t40.00\t\n"
    "按时率\t≥95%\t97.50%\t{weight}\t30.00\t\n服务对象满意度\t≥92%\t96.00%\t20\t20.00\t\n合计\t\t\t100\t99.60\t\n\n"
)


def test_a_numbered_line_above_a_table_begins_the_form_of_a_project() -> None:
    first = _NUMBERED.format(number="一", name="上门护理", spent="48.00", weight="30")
    second = _NUMBERED.format(number="二", name="病房护理", spent="48.00", weight="{weight}")
    rest = "说明：结余2.00万元由财政收回。\n"

    told = codes_in("护理院2022年度项目支出绩效自评材料\n\n" + first + second.format(weight="30") + rest)
    wrong = codes_in("护理院2022年度项目支出绩效自评材料\n\n" + first + second.format(weight="20") + rest)

    assert not told & {"DUPLICATE_INDICATOR", "BUDGET_SUM_IN_TEXT", "WEIGHT_TOTAL", "SCORE_ABOVE_MAX"}
    assert "SCORE_ABOVE_MAX" in wrong


_BEDS = (
    "三级指标\t目标值\t完成值\t分值\t得分\n年末收住老人数\t≥240人\t247人\t40\t40.00\n"
    "病房改造间数\t≥40间\t36间\t30\t27.00"
)


@pytest.mark.parametrize("words", ["2021年末收住老人228人。", "资金用于病房4间未改造的部分。"])
def test_another_year_and_what_was_not_done_are_not_held_against_the_row(words: str) -> None:
    assert "PROSE_VS_TABLE" not in codes_in(report_of("一、情况", _BEDS, words))


def test_the_year_of_the_report_is_held_against_the_row() -> None:
    assert "PROSE_VS_TABLE" in codes_in(report_of("一、情况", _BEDS, "2022年末收住老人228人。"))


_FORM = (
    "2023年度部门整体支出绩效自评表\n年度总体目标\t预期目标\t实际完成情况\n"
    "年度总体目标\t完成职业培训1200人次；新建流动服务站6个。\t{reached}\n"
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
    "产出指标\t数量指标\t培训人次\t1200人次\t1200人次\t90\t90\n"
)


def test_a_part_of_a_goal_that_is_not_reported_on_is_told() -> None:
    assert "GOAL_NOT_REPORTED" in codes_in(_FORM.format(reached="完成职业培训1200人次，学员普遍满意。"))
    assert codes_in(_FORM.format(reached="完成职业培训1200人次，新建流动服务站6个。")) == set()
