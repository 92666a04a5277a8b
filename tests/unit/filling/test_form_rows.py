"""Which row of a form a record takes."""

from reportgen.filling.form_rows import FormRow, Wanted, place


def row(number, name="", levels=("",)):
    return FormRow(number, {}, name, levels)


def outcome(placed):
    return [(one.row.number, one.record, one.added) for one in placed.rows]


def test_a_printed_row_takes_the_record_of_its_name_whatever_its_number():
    rows = [row(1, "1.培训人数"), row(2, "合格率（%）")]

    placed = place(rows, [Wanted("b", "合格率", ("",)), Wanted("a", "培训人数", ("",))])

    assert outcome(placed) == [(1, "a", False), (2, "b", False)]


def test_a_printed_row_never_takes_another_record():
    placed = place([row(1, "培训人数")], [Wanted("a", "培训人次", ("",))])

    assert outcome(placed) == [(1, None, False)]
    assert placed.homeless == ["a"]


def test_empty_rows_are_taken_under_their_own_level():
    rows = [row(1, levels=("数量指标",)), row(2, levels=("质量指标",))]

    placed = place(rows, [Wanted("q", "合格率", ("质量指标",)), Wanted("v", "人数", ("数量指标",))])

    assert outcome(placed) == [(1, "v", False), (2, "q", False)]


def test_rows_are_added_at_the_end_of_their_group():
    rows = [row(1, levels=("数量指标",)), row(2, levels=("质量指标",))]
    wanted = [Wanted(f"v{number}", f"人数{number}", ("数量指标",)) for number in (1, 2, 3)]

    placed = place(rows, wanted)

    assert outcome(placed) == [(1, "v1", False), (1, "v2", True), (1, "v3", True), (2, None, False)]


def test_a_record_of_a_level_the_form_does_not_print_finds_no_row():
    placed = place([row(1, levels=("数量指标",))], [Wanted("c", "单位成本", ("成本指标",))])

    assert placed.homeless == ["c"]


def test_levels_are_the_same_however_a_province_calls_them():
    rows = [row(1, levels=("社会公众或服务对象满意度",)), row(2, levels=("可持续发展影响指标",))]
    wanted = [Wanted("s", "满意度", ("服务对象满意度指标",)), Wanted("p", "管护机制", ("可持续影响指标",))]

    assert outcome(place(rows, wanted)) == [(1, "s", False), (2, "p", False)]


def test_a_table_printed_throughout_does_not_grow():
    placed = place([row(1, "培训人数"), row(2, "合格率")], [Wanted("x", "自设指标", ("",))])

    assert placed.homeless == ["x"]
