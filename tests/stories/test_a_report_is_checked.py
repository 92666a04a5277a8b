"""审核人收到一份报告：矛盾之处一条条指出来，数字都有交代。"""

import json

import pytest

REPORT = """# 岚北市公共服务局2023年度部门整体支出绩效自评报告

## 一、部门概况

岚北市公共服务局现有编制20人，其中行政编制12人、事业编制{posts}人，实有18人。

## 二、预算执行情况

2023年全年预算数200.00万元，全年执行190.00万元，预算执行率为{rate}。

## 三、指标完成情况

职工培训人数：指标值为80人，实际完成值为{trained}人，达到预期目标。

## 四、存在问题

培训报名统计不及时，个别单位到年底才报送名单。

## 五、自评结论

自评得分95分，评价等级为“{rating}”。
"""
TRUE = {"posts": "8", "rate": "95.00%", "trained": "82", "rating": "优"}


@pytest.fixture
def draft(tmp_path):
    def write(**changes):
        path = tmp_path / "报告.md"
        path.write_text(REPORT.format(**(TRUE | changes)), encoding="utf-8")
        return path

    return write


def errors(checked):
    return [finding["message"] for finding in checked["findings"] if finding["severity"] == "error"]


def test_a_true_report_passes(reportgen, draft):
    made = reportgen("check", draft())

    assert made.code == 0
    assert "错误 0 处" in made.out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"posts": "9"}, "12＋事业9＝21人"),
        ({"rate": "96.00%"}, "文中写96.00%"),
        ({"trained": "74"}, "实际完成74人，没有完成，却写“达到预期目标”"),
        ({"rating": "良"}, "95分对应“优”"),
    ],
)
def test_a_contradiction_is_told_with_both_figures(reportgen, draft, change, said):
    made = reportgen("check", draft(**change), "--format", "json")

    assert made.code == 1
    found = errors(json.loads(made.out)[0])
    assert len(found) == 1
    assert said in found[0]


def test_every_number_is_listed_with_a_verdict_and_its_place(reportgen, draft):
    path = draft()

    made = reportgen("check", path, "--format", "json")

    checked = json.loads(made.out)[0]
    text = path.read_text(encoding="utf-8")
    assert checked["seen"] == len(checked["mentions"])
    assert [text[one["start"] : one["end"]] for one in checked["mentions"]] == [
        one["text"] for one in checked["mentions"]
    ]
    assert {one["verdict"] for one in checked["mentions"]} <= {"traced", "derived", "exempt"}


def test_several_drafts_are_judged_each_on_its_own_and_put_on_paper(reportgen, draft, tmp_path, text_of):
    first = draft(rating="良").rename(tmp_path / "甲.md")
    second = draft().rename(tmp_path / "乙.md")

    made = reportgen("check", first, second, "-o", tmp_path / "核查.docx")

    assert made.code == 1
    paper = text_of(tmp_path / "核查.docx")
    assert "95分对应“优”" in paper
    assert "没有发现问题" in paper


def test_a_draft_that_cannot_be_read_stops_the_check(reportgen, tmp_path):
    made = reportgen("check", tmp_path / "没有.docx")

    assert made.code == 2
    assert "找不到文件" in made.err


def test_one_of_several_drafts_that_cannot_be_read_does_not_hide_what_is_said_of_the_others(reportgen, draft, tmp_path):
    told = reportgen("check", tmp_path / "没有.docx", draft(rating="良"), "-o", tmp_path / "核查.docx")
    listed = reportgen("check", tmp_path / "没有.docx", draft(rating="良"), "--format", "json")

    assert (told.code, listed.code) == (2, 2)
    assert "95分对应“优”" in told.out
    assert "没有.docx：找不到文件" in told.err
    assert not (tmp_path / "核查.docx").exists()
    first, second = json.loads(listed.out)
    assert first["draft"] == "报告.md"
    assert (second["draft"], second["error"][0]["message"]) == ("没有.docx", "找不到文件")
