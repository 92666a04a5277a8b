"""One indicator against its own row and its twins; goals copied or cut off; the same row in two documents."""

import pytest

from consistency_papers import codes_in, findings_in, form_of, report_of

FAULTY = [
    ("产出指标|时效指标|水样检测按时完成率|2022年9月底前|2022年9月|5|5|", "UNIT_RATE"),
    ("产出指标|数量指标|宣传放映场次|100%(4场次)|100%|5|5|", "UNIT_COUNT"),
    ("满意度指标|服务对象满意度指标|学员满意度|良好|良好|5|5|", "UNIT_RATE"),
    ("产出指标|时效指标|系统故障响应时间|7×24小时|7×24小时|5|5|", "UNIT_DURATION"),
    ("满意度指标|服务对象满意度指标|热情周到的服务|≥90%|95%|5|5|", "NAME_VS_LEVEL"),
    ("产出指标|质量指标|水费补贴发放准确性|100%准确(2150户)|达成指标|5|4|", "MET_POINTS_LOST"),
    ("产出指标|数量指标|节水宣讲次数|100%(10场次)|28次|5|5|", "OVER_COMPLETION"),
]
SOUND = [
    "产出指标|时效指标|水样检测完成时间|2022年9月底前|2022年9月|5|5|",
    "产出指标|时效指标|水样检测按时完成率|≥95%|96%|5|5|",
    "产出指标|数量指标|宣传放映场次|≥4场次|4场次|5|5|",
    "满意度指标|服务对象满意度指标|学员满意度|≥90%|95%|5|5|",
    "产出指标|时效指标|系统故障响应时间|≤2小时|1小时|5|5|",
    "满意度指标|服务对象满意度指标|用水户投诉处理好评率|≥90%|95%|5|5|",
    "产出指标|质量指标|水费补贴发放准确性|100%准确(2150户)|达成指标|5|5|",
    "产出指标|质量指标|水费补贴发放准确性|100%准确(2150户)|达成指标|5|4|两户信息有误，扣1分",
    "产出指标|数量指标|节水宣讲次数|≥10场次|11场次|5|5|",
]
CODES = {code for _, code in FAULTY}


@pytest.mark.parametrize(("row", "code"), FAULTY)
def test_a_row_that_contradicts_itself_is_told(row: str, code: str) -> None:
    assert code in codes_in(form_of(row))


@pytest.mark.parametrize("row", SOUND)
def test_a_row_that_does_not_is_left_alone(row: str) -> None:
    assert codes_in(form_of(row)) & CODES == set()


def test_one_name_for_a_date_and_for_a_cost_is_told_once() -> None:
    text = form_of(
        "产出指标|时效指标|购买水泵|2022年6月底前|2022年6月|5|5|",
        "产出指标|时效指标|购买阀门|2022年6月底前|2022年6月|5|5|",
        "产出指标|成本指标|购买水泵|≤42万元|42万元|5|5|",
        "产出指标|成本指标|购买阀门|≤8万元|8万元|5|5|",
    )
    twins = [finding for finding in findings_in(text) if finding.code == "DUPLICATE_INDICATOR"]
    assert [finding.message for finding in twins] == ["“购买水泵”、“购买阀门”在“时效指标”和“成本指标”下各出现一次"]


def test_a_share_of_the_same_large_number_is_set_beside_the_count_served() -> None:
    text = form_of(
        "产出指标|数量指标|全县低收入户水费减免应免尽免率|100%(2150户)|2033户|5|5|迁出",
        "产出指标|质量指标|水费减免对象核定准确性|100%准确(2150户)|达成指标|5|5|",
    )
    assert "ROW_VS_ROW" in codes_in(text)


def test_a_goal_that_breaks_off_in_the_middle_of_a_word_is_told() -> None:
    rows = [f"产出指标|数量指标|第{n}片自来水管网改造长度|≥5公里|5公里|5|5|" for n in range(1, 10)]
    cut = "建成城乡一体的供水体系，改善偏远山区居民饮用水条件，推进自来"
    text = form_of(*rows).replace("改善供水条件。", cut)
    assert "TRUNCATED" in codes_in(text)
    assert "TRUNCATED" not in codes_in(text.replace(cut, cut + "水入户。"))


@pytest.mark.parametrize(
    ("paragraphs", "code"),
    [
        (("一、情况", "1. 1.开展节水宣传，全年不间断。"), "LIST_NUMBERING"),
        (("一、情况", "参加第三届全省供水技能比武。", "选手参加三届全省供水技能比武后返岗。"), "TYPO"),
        (("一、情况", "云岭市水源充足。", "依据云岭是人民政府的部署开展工作。"), "TYPO"),
    ],
)
def test_slips_of_the_pen_are_told(paragraphs: tuple[str, ...], code: str) -> None:
    assert code in codes_in(report_of(*paragraphs))


def test_titles_of_documents_stand_in_their_own_marks() -> None:
    assert "PUNCTUATION" in codes_in(report_of("一、情况", "依据<关于节约用水的通知>开展工作。"))
    assert "PUNCTUATION" not in codes_in(report_of("一、情况", "依据《关于节约用水的通知》开展工作。"))


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("一、情况", "1.1.开展节水宣传。", "1.2.开展水质检测。"),
        ("一、情况", "参加第三届全省供水技能比武。", "已连续举办三届，影响扩大。"),
        ("一、情况", "主管部门是人民政府组成部门，按部署开展工作。"),
    ],
)
def test_what_only_looks_like_a_slip_is_not(paragraphs: tuple[str, ...]) -> None:
    assert codes_in(report_of(*paragraphs)) & {"LIST_NUMBERING", "TYPO"} == set()
