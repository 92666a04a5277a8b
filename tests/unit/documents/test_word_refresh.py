"""A refresh carried out in the XML of an edited file: formatting, rows, marks, comments and what it must not lose."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import pytest

from reportgen.documents.office_parts import parsed
from reportgen.documents.plain_text import document_text
from reportgen.documents.word_bound import read_lines
from reportgen.documents.word_refresh import read_edited, read_generated, refreshed_report
from reportgen.documents.word_reports import write_word_report
from reportgen.documents.word_text import W
from reportgen.errors import UnreadableFileError
from reportgen.model.bound_text import known
from reportgen.model.draft import Draft, Figure, Gap, Paragraph, Section, Table, TableCell, TableRow, Words
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import unit_named
from reportgen.refreshing.merge import refresh


def fact(fact_id, label, value, unit, subject="部门整体支出"):
    return Fact(
        id=fact_id, label=label, text=f"{value}{unit}", role=Role.BUDGET, subject=subject,
        quantity=Quantity(Decimal(value), unit_named(unit)),
    )  # fmt: skip


def name(number, text):
    return Fact(id=f"indicator.{number}.name", label="三级指标", text=text, role=Role.NAME, subject=text)


def ledger(budget="1200.00", **indicators):
    """A budget, and indicators as name=value in their order."""
    facts = [fact("budget.total", "全年预算数", budget, "万元")]
    for number, (text, value) in enumerate(indicators.items(), start=1):
        facts += [name(number, text), fact(f"indicator.{number}.actual_value", "实际完成值", value, "人", text)]
    return FactLedger(facts)


def figure(facts, fact_id):
    return Figure(facts[fact_id].text, fact_id)


def generated(facts, *, reason="年中调增", prose=frozenset(), gaps=()):
    rows = [
        TableRow((TableCell((Words("指标"),), header=True), TableCell((Words("完成值"),), header=True)), header=True)
    ]
    for number in range(1, (len(facts) + 1) // 2):
        cells = (figure(facts, f"indicator.{number}.name"), figure(facts, f"indicator.{number}.actual_value"))
        rows.append(TableRow(tuple(TableCell((cell,)) for cell in cells)))
    section = Section(
        "budget",
        (
            Paragraph((Words("全年预算"), figure(facts, "budget.total"), Words(f"。原因是{reason}。"))),
            Paragraph((Words("各项指标见下表。"),)),
            Table(tuple(rows), (1, 1)),
            *(Paragraph((Words("编制"), Gap(what, f"请填写{what}"), Words("。"))) for what in gaps),
        ),
    )
    return write_word_report(Draft(title="自评报告", sections=(section,)), ledger=facts, prose=prose).data


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {each: package.read(each) for each in package.namelist()}


def body_of(data):
    return parts(data)["word/document.xml"].decode()


@pytest.fixture
def edited(tmp_path):
    """Call with a generated file and texts to replace in its body for the edited file."""

    def make(data, *changes, without=()):
        members = {each: content for each, content in parts(data).items() if each not in without}
        body = members["word/document.xml"].decode()
        for old, new in changes:
            assert old in body
            body = body.replace(old, new, 1)
        path = tmp_path / "修改稿.docx"
        with zipfile.ZipFile(path, "w") as package:
            for each, content in (members | {"word/document.xml": body.encode()}).items():
                package.writestr(each, content)
        return path

    return make


def refreshed(path, facts, data):
    report, new = read_edited(path), read_generated(data)
    every = {each: known(facts[each]) for each in facts}
    return refreshed_report(report, data, refresh(report.base, report.lines, new, every, lambda _text: ()))


OLD = ledger(培训人数="74", 就业人数="50")


def test_a_figure_keeps_the_formatting_people_gave_its_run(edited):
    bold = (
        '<w:r><w:t xml:space="preserve">1200.00万元',
        '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">1200.00万元',
    )
    new = ledger("1300.50", 培训人数="74", 就业人数="50")

    body = parts(refreshed(edited(generated(OLD), bold), new, generated(new)))["word/document.xml"].decode()

    assert '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">1300.50万元</w:t></w:r>' in body


def test_a_new_row_has_the_form_of_the_rows_of_the_edited_table(edited):
    plain = '<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="TableText"/>'
    shaded = (plain, f'<w:shd w:val="clear" w:fill="FFEE00"/>{plain}')
    new = ledger(培训人数="74", 体检人数="600", 就业人数="50")

    data = refreshed(edited(generated(OLD), shaded), new, generated(new))

    rows = list(parsed(parts(data)["word/document.xml"]).iter(f"{W}tr"))
    assert "| 培训人数 | 74人\n| 体检人数 | 600人\n| 就业人数 | 50人" in document_text(data)
    assert [sum(1 for _ in row.iter(f"{W}shd")) for row in rows] == [0, 1, 1, 0]


def test_a_row_follows_its_indicator_when_the_rows_of_the_entry_move(edited):
    own = ("74人</w:t></w:r>", '74人</w:t></w:r><w:r><w:t xml:space="preserve">（含线上）</w:t></w:r>')
    new = ledger(就业人数="52", 培训人数="80")

    text = document_text(refreshed(edited(generated(OLD), own), new, generated(new)))

    assert "| 就业人数 | 52人\n| 培训人数 | 80人（含线上）" in text


def test_a_row_that_people_edited_is_not_dropped_with_its_indicator(edited):
    own = ("74人</w:t></w:r>", '74人</w:t></w:r><w:r><w:t xml:space="preserve">（含线上）</w:t></w:r>')
    new = ledger(就业人数="50")

    text = document_text(refreshed(edited(generated(OLD), own), new, generated(new)))

    assert "（含线上）" in text
    assert "新数据不再有这一行；这一行您改过，没有删去，请核对。" in text
    assert "新数据中没有“培训人数”实际完成值，这里的“74人”没有更新" in text


def test_a_row_nobody_edited_goes_with_its_indicator(edited):
    new = ledger(就业人数="50")

    text = document_text(refreshed(edited(generated(OLD)), new, generated(new)))

    assert "培训人数" not in text


def test_words_that_both_changed_stay_as_people_wrote_them_with_the_new_ones_in_a_comment(edited):
    own = ("原因是年中调增。", "原因是调入人员。")
    data = generated(OLD, reason="上级追加任务")

    text = document_text(refreshed(edited(generated(OLD), own), OLD, data))

    assert "原因是调入人员。" in text
    assert "新生成：原因是上级追加任务。" in text


def test_a_line_mark_that_begins_in_a_deleted_stretch_still_ends_its_figure(edited):
    deleted = '<w:del w:id="900" w:author="张三"><w:r><w:delText>共</w:delText></w:r>{}</w:del>'
    data = generated(OLD)
    body = body_of(data)
    start = body.index("1200.00万元</w:t></w:r>") + len("1200.00万元</w:t></w:r>")
    end = body[start : body.index("/>", start) + 2]
    new = ledger("1300.50", 培训人数="74", 就业人数="50")

    made = refreshed(edited(data, (end, deleted.format(end))), new, generated(new))

    assert "全年预算1300.50万元" in document_text(made)


def test_the_refreshed_file_is_the_base_of_the_next_refresh(edited, tmp_path):
    new = ledger("1300.50", 体检人数="600", 就业人数="50")
    once = refreshed(edited(generated(OLD), ("各项指标见下表。", "各科室的指标见下表。")), new, generated(new))
    path = tmp_path / "新稿.docx"
    path.write_bytes(once)

    assert refreshed(path, new, generated(new)) == once
    assert [each.line.text for each in read_lines(parsed(parts(once)["word/document.xml"]))][
        2
    ] == "各科室的指标见下表。"


def test_a_file_that_lost_its_base_says_which_file_makes_it_anew(edited):
    path = edited(generated(OLD), without={"customXml/item1.xml"})

    with pytest.raises(UnreadableFileError, match="底稿没有了") as caught:
        read_edited(path)

    assert "--base" in caught.value.remedy


def test_a_lost_base_can_be_made_anew_and_is_put_into_the_file(edited):
    path = edited(generated(OLD), without={"customXml/item1.xml"})
    new = ledger("1300.50", 培训人数="74", 就业人数="50")
    report = read_edited(path, read_generated(generated(OLD)))
    every = {each: known(new[each]) for each in new}
    data = generated(new)

    made = refreshed_report(
        report, data, refresh(report.base, report.lines, read_generated(data), every, lambda _text: ())
    )

    assert "全年预算1300.50万元" in document_text(made)
    assert read_generated(made).facts["budget.total"].text == "1300.50万元"


def test_a_section_that_a_model_wrote_keeps_its_words_and_gets_the_new_figures(edited):
    prose = frozenset({"budget"})
    new = ledger("1300.50", 培训人数="74", 就业人数="50")

    text = document_text(refreshed(edited(generated(OLD, prose=prose)), new, generated(new, reason="上级追加任务")))

    assert "全年预算1300.50万元。原因是年中调增。" in text
    assert "上级追加任务" not in text


def test_the_comment_on_a_gap_goes_when_it_is_filled_and_a_new_gap_brings_its_own(edited):
    text = document_text(refreshed(edited(generated(OLD, gaps=["编制人数"])), OLD, generated(OLD, gaps=["实有人数"])))

    assert "请填写编制人数" not in text
    assert "请填写实有人数" in text


def test_a_comment_that_people_deleted_is_not_put_in_again(edited):
    data = generated(OLD, gaps=["编制人数"])
    marks = re.findall(r"<w:commentRange[^>]*>|<w:r>(?:(?!</w:r>).)*<w:commentReference.*?</w:r>", body_of(data))
    path = edited(data, *((mark, "") for mark in marks), without={"word/comments.xml"})

    assert len(marks) == 3
    assert "请填写编制人数" not in document_text(refreshed(path, OLD, data))


@pytest.mark.schema
def test_a_refreshed_file_with_new_rows_and_comments_is_valid(edited, schema_errors):
    new = ledger("1300.50", 体检人数="600", 就业人数="50")
    own = ("74人</w:t></w:r>", '74人</w:t></w:r><w:r><w:t xml:space="preserve">（含线上）</w:t></w:r>')

    assert schema_errors(refreshed(edited(generated(OLD), own), new, generated(new))) == []


@pytest.mark.office
def test_a_file_saved_by_libreoffice_is_refreshed(resaved, tmp_path):
    path = tmp_path / "另存.docx"
    path.write_bytes(resaved(generated(OLD)))
    new = ledger("1300.50", 体检人数="600", 就业人数="50")

    text = document_text(refreshed(path, new, generated(new)))

    assert "全年预算1300.50万元。原因是年中调增。" in text
    assert "| 体检人数 | 600人\n| 就业人数 | 50人" in text


def test_a_paragraph_typed_anew_word_for_word_is_peoples_and_never_changed(edited):
    body = body_of(generated(OLD))
    low = body.index("<w:p>", body.index("自评报告"))
    paragraph = body[low : body.index("</w:p>", low) + len("</w:p>")]
    typed = "<w:p><w:r><w:t>全年预算1200.00万元。原因是年中调增。</w:t></w:r></w:p>"
    new = ledger("1300.50", 培训人数="74", 就业人数="50")

    text = document_text(refreshed(edited(generated(OLD), (paragraph, typed)), new, generated(new)))

    assert "1200.00万元" in text.splitlines()[1]
    assert "“1200.00万元”是手工输入的" in text


def test_a_figure_whose_bookmark_was_cut_short_is_updated_and_bound_whole_again(edited):
    data = generated(OLD)
    end = re.search("1200.00万元</w:t></w:r>(<w:bookmarkEnd [^>]*/>)", body_of(data))[1]
    short = (f"万元</w:t></w:r>{end}", f"万</w:t></w:r>{end}<w:r><w:t>元</w:t></w:r>")  # as LibreOffice cuts it
    new = ledger(budget="1300.00", 培训人数="74", 就业人数="50")

    body = body_of(refreshed(edited(data, short), new, generated(new)))

    bound = re.search(r'w:name="_f[^>]*/>((?:<w:r>(?:(?!bookmark).)*)1300(?:(?!bookmark).)*)<w:bookmarkEnd', body)[1]
    assert re.sub("<[^>]+>", "", bound) == "1300.00万元"
    assert "没有更新" not in body


def test_digits_typed_in_front_of_a_figure_are_kept_and_the_number_is_peoples(edited):
    own = ("全年预算</w:t>", "全年预算3</w:t>")  # 31200.00万元
    new = ledger(budget="1300.00", 培训人数="74", 就业人数="50")

    text = document_text(refreshed(edited(generated(OLD), own), new, generated(new)))

    assert "31200.00万元" in text
    assert "这里生成的是“部门整体支出”全年预算数“1200.00万元”，改成了“31200.00万元”；新数据为“1300.00万元”。" in text


def pasted(data):
    """The first paragraph of *data* with its bookmarks, whose names another file has too."""
    return re.search("<w:p>(?:(?!</w:p>).)*全年预算.*?</w:p>", body_of(data))[0]


def test_figures_pasted_from_another_report_are_never_updated_and_pointed_out(edited):
    last_year = pasted(generated(ledger(budget="900.00")))
    own = ("<w:p>", f"{last_year}<w:p>")
    new = ledger(budget="1300.00", 培训人数="74", 就业人数="50")

    made = refreshed(edited(generated(OLD), own), new, generated(new))

    assert "全年预算900.00万元。" in document_text(made)
    assert "全年预算1300.00万元。原因是年中调增。" in document_text(made)
    assert "这句话里的“900.00万元”不是这份报告生成的（多半是从别的报告粘贴来的），没有更新" in document_text(made)


def test_a_pasted_figure_that_happens_to_be_equal_is_not_updated_either(edited):
    elsewhere = re.sub("(_f.{12}_.{8})_.{8}_", r"\1_0123abcd_", pasted(generated(OLD))).replace("全年", "上年全年")
    new = ledger(budget="1300.00", 培训人数="74", 就业人数="50")

    made = refreshed(edited(generated(OLD), ("<w:p>", f"{elsewhere}<w:p>")), new, generated(new))

    assert "上年全年预算1200.00万元。" in document_text(made)


def test_figures_in_peoples_own_words_stay_bound_over_several_refreshes(edited, tmp_path):
    path, new = (
        edited(generated(OLD), ("全年预算</w:t>", "经核对，预算</w:t>")),
        ledger("1300.00", 培训人数="74", 就业人数="50"),
    )
    path.write_bytes(refreshed(path, new, generated(new)))
    newer = ledger("1400.00", 培训人数="74", 就业人数="50")
    path.write_bytes(refreshed(path, newer, generated(newer)))
    newest = ledger("1500.00", 培训人数="74", 就业人数="50")

    assert "经核对，预算1500.00万元。" in document_text(refreshed(path, newest, generated(newest)))
