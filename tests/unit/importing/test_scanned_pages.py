"""Pages, scans and exports (分页、扫描件和导出文件): what each states, figure by figure."""

from __future__ import annotations

from decimal import Decimal

from import_samples import budget, imported, rows


def test_a_table_continued_over_pages_is_one_table() -> None:
    result = imported("pages_continued.txt")

    assert rows(result.entered) == [
        ("数量指标", "建设智慧教室间数", "≥45间", "46间", "15", "15"),
        ("数量指标", "教育专网覆盖学校", "38所", "38所", "10", "10"),
        ("数量指标", "教师信息技术培训", "≥600人次", "574人次", "10", "9.57"),
        ("质量指标", "智慧教室验收合格率", "100%", "100%", "10", "10"),
        ("时效指标", "建设完工时间", "2023年8月底前", "2023年8月25日", "10", "10"),
        ("社会效益指标", "专网故障平均修复时间", "≤4小时", "3.2小时", "15", "15"),
        ("可持续影响指标", "平台教师活跃率", "≥70%", "76.5%", "10", "10"),
        ("服务对象满意度指标", "师生满意度", "≥90%", "93%", "10", "10"),
    ]
    assert result.not_read == ()


def test_a_cell_cut_by_a_page_break_is_joined_and_full_width_digits_count() -> None:
    entered = imported("pages_continued.txt").entered

    cut = entered.indicators[2]
    assert cut.deviation_reason == "暑期两期培训因场地维修推迟到下一年举办。"
    assert cut.improvement_measures == "下一步落实备用场地。"
    assert budget(entered) == [("合计", "合计", "560.00万元", "600.00万元", "588.00万元", "98.00%", "10", "9.8")]
    assert entered.department.year == 2023


def test_rows_with_cells_missing_are_put_back_in_place() -> None:
    result = imported("lines_with_cells_missing.txt")

    assert [
        (each.category, *row) for each, row in zip(result.entered.indicators, rows(result.entered), strict=True)
    ] == [
        ("产出指标", "数量指标", "人工造林面积", "≥5000亩", "5120亩", "20", "20"),
        ("产出指标", "数量指标", "森林抚育面积", "≥8000亩", "8000亩", "15", "15"),
        ("产出指标", "质量指标", "造林成活率", "≥90%", "88%", "15", "14.67"),
        ("效益指标", "生态效益指标", "森林覆盖率", "≥61.2%", "61.3%", "30", "30"),
        ("满意度指标", "满意度指标", "林农满意度", "≥90%", "91%", "10", "10"),
    ]
    assert result.entered.conclusion.total_score == Decimal("99.57")
    assert result.not_read == ()


def test_a_ragged_scan_in_yuan_is_read() -> None:
    result = imported("ragged_scan.txt")

    assert budget(result.entered)[0][:6] == (
        "合计",
        "合计",
        "9,860,000.00元",
        "10,240,000.00元",
        "10,035,200.00元",
        "98%",
    )
    assert [row[1] for row in rows(result.entered)] == [
        "举办展览场次",
        "文物修复件数",
        "藏品数字化率",
        "观众人次",
        "观众满意度",
    ]
    assert result.not_read == ("ragged_scan.txt 第9行第7列：“备注”一栏没有对应的填报项",)


def test_units_in_headers_and_numbered_budget_lines_are_understood() -> None:
    result = imported("units_in_headers.txt")

    assert budget(result.entered) == [
        ("合计", "合计", "720万元", "735.6万元", "728.24万元", "99.00%", "10", "9.9"),
        ("合计", "基本支出", "500万元", "505.6万元", "505.6万元", "100.00%", "", ""),
        ("合计", "项目支出", "220万元", "230万元", "222.64万元", "96.80%", "", ""),
    ]
    assert [each.name for each in result.entered.projects] == ["护林装备购置"]
    assert [row[1:4] for row in rows(result.entered)] == [
        ("巡护里程", "≥12000公里", "13050公里"),
        ("宣传活动", "30场", "28场"),
        ("接警到达时间", "≤40分钟", "35分钟"),
        ("火灾受害率", "≤0.5‰", "0.1‰"),
        ("林区群众满意度", "≥90%", "94%"),
    ]
    assert (result.entered.conclusion.total_score, result.entered.conclusion.rating) == (Decimal("98.9"), "优")
    assert result.entered.department.contact == "史磊"


def test_bold_cells_of_markdown_are_plain_text() -> None:
    entered = imported("bold_markdown.md").entered

    assert entered.department.name == "沅陵桥区住建局"
    assert [each.category for each in entered.indicators] == ["产出指标", "产出指标", "效益指标", "满意度指标"]
    assert rows(entered)[1] == ("数量指标", "检查工地次数", "≥300次", "288次", "25", "24")
    assert entered.conclusion.total_score == Decimal("98.80")


def test_wide_gaps_part_the_columns_of_a_scan() -> None:
    result = imported("scan_with_gaps.txt")

    assert result.entered.department.name == "沙溪镇人民政府"
    assert budget(result.entered) == [
        ("合计", "合计", "1,500.00万元", "1,620.00万元", "1,587.60万元", "98.00%", "10", "9.80")
    ]
    assert rows(result.entered)[0] == ("数量指标", "修建村道里程", "≥18公里", "18.6公里", "30", "30")
    assert len(result.entered.indicators) == 4
    assert result.entered.conclusion.total_score == Decimal("99.80")
    assert result.not_read == ()
