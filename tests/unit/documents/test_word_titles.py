import pytest

from reportgen.documents.word_titles import title_lines


def test_a_title_that_fits_stays_on_one_line():
    assert title_lines("部门整体支出绩效自评报告", 20) == ("部门整体支出绩效自评报告",)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "天津市残疾人联合会2023年度部门整体支出绩效自评报告",
            ("天津市残疾人联合会2023年度", "部门整体支出绩效自评报告"),
        ),
        (
            "上犹县残疾人联合会2022年部门整体支出绩效自评报告",
            ("上犹县残疾人联合会", "2022年部门整体支出绩效自评报告"),
        ),
        (
            "清河市残疾人工作委员会办公室2024年度整体支出绩效自评报告",
            ("清河市残疾人工作委员会办公室", "2024年度整体支出绩效自评报告"),
        ),
        (
            "清河市机关事务管理局关于2024年度部门整体支出绩效自评情况的报告",
            ("清河市机关事务管理局关于2024年度", "部门整体支出绩效自评情况的报告"),
        ),
    ],
)
def test_a_long_title_is_broken_between_words(title, lines):
    assert title_lines(title, 20) == lines


def test_a_break_set_by_hand_is_kept():
    assert title_lines("清河市水务局\n绩效自评报告", 20) == ("清河市水务局", "绩效自评报告")


def test_a_name_wider_than_a_line_is_broken_between_its_parts():
    name = "清河市经济技术开发区国土空间规划与自然资源调查监测中心"

    assert title_lines(name, 20) == ("清河市经济技术开发区", "国土空间规划与自然资源调查监测中心")


def test_no_word_of_a_very_long_title_is_split():
    title = (
        "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗农牧和科技事业发展促进中心（本级及所属事业单位）"
        "2022年度部门整体支出绩效自评报告"
    )

    lines = title_lines(title, 20)

    assert "".join(lines) == title
    assert lines[-1].endswith("绩效自评报告")
    assert [line for line in lines if line.endswith(("自治旗", "市", "中心", "）", "年度", "报告"))] == list(lines)


def test_a_name_without_parts_is_left_to_word():
    assert title_lines("甲" * 25, 20) == ("甲" * 25,)


def test_a_wider_line_holds_more():
    title = "清河市残疾人联合会2023年度部门整体支出绩效自评表"

    assert title_lines(title, 29) == (title,)
