"""Two versions are compared paragraph by paragraph and number by number."""

from __future__ import annotations

from reportgen.model.bound_text import BoundFigure, BoundLine, FigureMark, KnownFact
from reportgen.model.comparison import ChangeKind, NumberChange
from reportgen.refreshing.comparing import Version, compare
from reportgen.refreshing.comparison_report import place_of, summary, told

SPENT = KnownFact("spent", "全年执行数", "部门整体支出", "10万元", "10", "万元", "执行")


def version(*texts):
    return Version(tuple(BoundLine(text=text) for text in texts), {})


def bound(text, words):
    start = text.index(words)
    figure = BoundFigure(start, start + len(words), FigureMark("", "", ""), "spent")
    return Version((BoundLine(text=text, figures=(figure,)),), {"spent": SPENT})


def test_equal_versions_have_no_changes():
    found = compare(version("甲。", "乙。"), version("甲。", "乙。"))

    assert found.changes == ()
    assert found.same == 2
    assert summary(found) == "没有改动，数字变化 0 处，相同 2 段"


def test_a_changed_paragraph_shows_what_went_and_what_came():
    found = compare(version("全年执行10万元，进度正常。"), version("全年执行12万元，进度正常。"))

    (change,) = found.changes
    assert change.kind is ChangeKind.CHANGED
    assert told(change) == "全年执行〔删：10万元〕〔增：12万元〕，进度正常。"
    assert change.numbers == (NumberChange("10万元", "12万元"),)


def test_a_bound_number_is_named_by_its_fact():
    found = compare(bound("全年执行10万元。", "10万元"), bound("全年执行12万元。", "12万元"))

    assert found.numbers == (NumberChange("10万元", "12万元", "“部门整体支出”全年执行数"),)


def test_a_moved_paragraph_is_moved_and_not_deleted_and_added():
    first, second, third = "一是组织领导到位。", "二是资金拨付及时。", "三是验收程序完备。"

    found = compare(version(first, second, third), version(second, third, first))

    (change,) = found.changes
    assert (change.kind, change.old_place, change.new_place) == (ChangeKind.MOVED, "第1段", "第3段")


def test_a_paragraph_that_was_moved_and_reworded_is_one_change():
    old = version("农田建设项目前期准备不足，支付进度低于计划3个百分点。", "以下为其他事项。", "特此报告。")
    new = version("以下为其他事项。", "特此报告。", "农田建设项目前期准备不足，支付进度低于计划5个百分点。")

    (change,) = compare(old, new).changes

    assert change.kind is ChangeKind.MOVED_CHANGED
    assert change.numbers == (NumberChange("3个百分点", "5个百分点"),)


def test_what_came_and_what_went_is_told_with_its_place():
    found = compare(
        version("甲方案通过评审。", "旧的一段话在这里。"), version("甲方案通过评审。", "新写的内容完全两样。")
    )

    assert [(each.kind, each.old_place, each.new_place) for each in found.changes] == [
        (ChangeKind.ADDED, "", "第2段"),
        (ChangeKind.DELETED, "第2段", ""),
    ]


def test_rows_of_tables_are_compared_as_rows():
    def table(*cells):
        return Version(tuple(BoundLine(text=text, table=1, row=1, column=at) for at, text in enumerate(cells, 1)), {})

    (change,) = compare(table("培训人数", "74人"), table("培训人数", "80人")).changes

    assert (change.new_place, change.before) == ("表1第1行", "培训人数　|　74人")
    assert change.numbers == (NumberChange("74人", "80人"),)


def test_a_gap_that_was_filled_is_one_change_however_unlike_the_words():
    found = compare(
        version("甲。", "四是【待填：目标实际完成情况】。", "乙。"), version("甲。", "四是发放补贴36名。", "乙。")
    )

    assert [change.kind for change in found.changes] == [ChangeKind.CHANGED]
    assert found.numbers == (NumberChange("", "36名"),)


def test_words_that_changed_around_a_character_or_two_are_told_as_one():
    found = compare(version("天津市残疾人联合会对全年支出作了自评。"), version("市残联对全年支出作了自评。"))

    assert told(found.changes[0]) == "〔删：天津市残疾人联合会〕〔增：市残联〕对全年支出作了自评。"


def test_a_place_names_the_section_it_is_in():
    old = version("二、预算执行情况", "甲项工作进展顺利。", "（一）自评结论", "乙项工作没有完成。")
    new = version("二、预算执行情况", "甲项工作进展很顺利。", "（一）自评结论", "乙项工作没有全部完成。")

    assert [place_of(change) for change in compare(old, new).changes] == [
        "“二、预算执行情况”一节，第2段",
        "“（一）自评结论”一节，第4段",
    ]
