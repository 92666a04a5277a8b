"""Numbers of prose with a digit mistyped: against the rows of the form, and against another paragraph."""

from consistency_papers import codes_in, findings_in, form_of, report_of

ROW = "产出指标|数量指标|肿瘤患者随访人次|≥12500人次|12996人次|10|10.00|"


def _told(words: str, row: str = ROW) -> str:
    return f"{form_of(row)}\n三、完成情况\n\n{words}\n"


def test_a_number_near_that_of_the_row_and_told_of_its_thing_contradicts_it() -> None:
    assert "PROSE_VS_TABLE" in codes_in(_told("全年随访12960人次，平均每名患者随访3次。"))
    assert "PROSE_VS_TABLE" in codes_in(_told("全年随访12969人次。"))
    assert "PROSE_VS_TABLE" not in codes_in(_told("全年随访12996人次。"))
    assert "PROSE_VS_TABLE" not in codes_in(_told("全年随访1.3万人次。"))


def test_a_number_of_another_year_or_beside_that_of_the_row_is_left_alone() -> None:
    assert "PROSE_VS_TABLE" not in codes_in(_told("全年随访12996人次，其中上门随访12960人次。"))
    assert "PROSE_VS_TABLE" not in codes_in(_told("上年随访12960人次。"))


def test_persons_told_where_the_row_counts_how_often_they_came_are_another_scope() -> None:
    assert "PROSE_VS_TABLE_SCOPE" in codes_in(_told("全年随访12996人。"))


def test_a_number_turned_round_in_another_paragraph_is_told_with_both_places() -> None:
    text = report_of("一、情况", "未随访的228人主要是外出务工。", "二、问题", "仍有282人没有随访到。")

    finding = next(finding for finding in findings_in(text) if finding.code == "TEXT_VS_TEXT")

    assert [origin.row for origin in finding.origins] == [9, 5]
    assert "TEXT_VS_TEXT" not in codes_in(text.replace("282", "228"))


def test_a_rate_named_short_is_held_against_the_only_row_of_such_a_rate() -> None:
    row = "产出指标|质量指标|职业技能培训取证率|≥80%|82.00%|10|10.00|"

    assert "PROSE_VS_TABLE" in codes_in(_told("举办培训班12期，取证率84.00%。", row))
    assert "PROSE_VS_TABLE" not in codes_in(_told("举办培训班12期，取证率82.00%。", row))
    assert "PROSE_VS_TABLE" not in codes_in(_told("上年培训取证率78.00%。", row))


def test_a_row_named_without_its_number_has_lost_it() -> None:
    row = "产出指标|数量指标|失业人员再就业人数|≥2600人|2718人|10|10.00|"

    assert "NUMBER_LOST" in codes_in(_told("失业人员再就业人，其中女性较多。", row))
    assert "NUMBER_LOST" not in codes_in(_told("失业人员再就业2718人，其中女性较多。", row))


def test_one_number_in_two_units_a_thousandfold_apart_is_a_slip_of_the_unit() -> None:
    assert "UNIT_TARGET_ACTUAL" in codes_in(form_of("产出指标|数量指标|贷款发放金额|≥8000万元|8320元|10|10.00|"))
    assert "UNIT_TARGET_ACTUAL" not in codes_in(form_of("产出指标|数量指标|贷款发放金额|≥8000万元|8320万元|10|10.00|"))
