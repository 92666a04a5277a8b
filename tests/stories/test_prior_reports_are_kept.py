"""办公室把往年的报告放进库里，起草时按章节找写法。"""

import pytest

LAST_YEAR = """石溪县档案馆2022年度部门整体支出绩效自评报告

一、部门概况
（一）主要职责
负责全县档案的接收、保管、整理和利用，指导机关单位做好档案工作。
二、存在问题
库房恒温设备老化，梅雨季连续停机检修，受潮卷宗需要另行脱湿处理。
三、改进措施
把设备更新列入下年预算，签订四小时到场的维保合同，汛前逐台检查。
"""


@pytest.fixture
def corpus(reportgen, tmp_path):
    def run(action, *arguments):
        return reportgen("corpus", action, *arguments, "--store", tmp_path / "库.sqlite")

    return run


@pytest.fixture
def last_year(tmp_path):
    path = tmp_path / "去年.txt"
    path.write_text(LAST_YEAR, encoding="utf-8")
    return path


def test_last_years_report_is_found_by_what_it_says(corpus, last_year):
    added = corpus("add", last_year)

    answer = corpus("search", "恒温设备 梅雨季 受潮", "--section", "存在问题", "--limit", "1")

    assert "[新增] 去年.txt：石溪县档案馆　2022　档案管理" in added.out
    assert "石溪县档案馆　2022　二、存在问题" in answer.out
    assert "库房恒温设备老化" in answer.out


def test_what_was_guessed_wrongly_is_put_right(corpus, last_year):
    corpus("add", last_year, "--department", "石溪县史志馆", "--field", "档案管理")

    listed = corpus("list", "--format", "json").data

    own = next(one for one in listed if one["department"] == "石溪县史志馆")
    assert (own["field"], own["year"], own["level"], own["passages"]) == ("档案管理", 2022, "县级", 3)


def test_a_mended_report_is_added_again_and_stands_once(corpus, last_year):
    corpus("add", last_year)
    last_year.write_text(LAST_YEAR.replace("四小时", "两小时"), encoding="utf-8")

    again = corpus("add", last_year)

    assert "[更新] 去年.txt" in again.out
    found = corpus("search", "维保合同 汛前 检查", "--year", "2022", "--format", "json").data
    assert [hit["text"] for hit in found if hit["department"] == "石溪县档案馆"] == [
        "把设备更新列入下年预算，签订两小时到场的维保合同，汛前逐台检查。"
    ]


def test_a_folder_is_added_and_what_cannot_be_read_is_named(corpus, last_year, tmp_path):
    (tmp_path / "空白.txt").write_text("", encoding="utf-8")

    answer = corpus("add", tmp_path)

    assert answer.code == 1
    assert "空白.txt：文件是空的" in answer.out
    assert "共入库 1 份，1 份没有入库。" in answer.out


def test_the_progress_counts_the_files(corpus, last_year, monkeypatch):
    monkeypatch.setattr("reportgen.cli.console.SILENT_SECONDS", -1.0)
    (last_year.parent / "前年.txt").write_text(LAST_YEAR.replace("2022", "2021"), encoding="utf-8")

    answer = corpus("add", last_year.parent)

    assert "… 入库 1/2 前年.txt\n… 入库 2/2 去年.txt\n" in answer.err


def test_a_removed_report_is_gone_and_a_shipped_one_stays(corpus, last_year):
    corpus("add", last_year)
    listed = corpus("list", "--format", "json").data
    own = next(one["number"] for one in listed if one["department"] == "石溪县档案馆")
    shipped = next(one["number"] for one in listed if one["source"].startswith("随程序附带"))

    assert corpus("remove", own).code == 0
    refused = corpus("remove", shipped)

    assert refused.code == 2
    assert "不能移出　处理办法：只能移出自己入库的报告" in refused.err
    assert len(corpus("list", "--format", "json").data) == len(listed) - 1


def test_an_unknown_section_lists_the_known_ones(corpus):
    answer = corpus("search", "设备", "--section", "序言")

    assert answer.code == 2
    assert "可以是：部门概况、绩效目标" in answer.err


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("设备", "--limit", "0"), "--limit 的值 0 不对"),
        (("设备", "--level", "乡级"), "--level 不能是 乡级，可以是：省级、市级、县级"),
        ((" ",), "没有写要找的内容"),
    ],
)
def test_a_search_that_can_find_nothing_is_refused(corpus, wrong, told):
    answer = corpus("search", *wrong)

    assert answer.code == 2
    assert told in answer.err
