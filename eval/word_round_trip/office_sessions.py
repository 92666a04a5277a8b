"""Sessions (修改经过) of officials at LibreOffice with a generated report, keystroke by keystroke: all of them.

Run by ``office_evaluate.py`` in a Python that has UNO: reads jobs from standard input, writes what each must keep. Here
stand those with tracked changes, with what people put in and with other files and programs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import office_text_sessions  # noqa: F401  # registers its sessions
from office_desk import Office, Paper, office
from office_register import SESSIONS, Promise, Session, session, sittings
from office_table_sessions import cell_with

# -- tracked changes ----------------------------------------------------------------------------------------------


@session("tianjin")
def edits_with_tracking_on(paper: Paper) -> Promise:
    paper.track()
    paper.type_over("，全年执行", "，经核对全年支出")
    paper.before("结余597.20万元")
    paper.type("年末")
    paper.select_words("，增幅1.89%")
    paper.delete()
    return {
        "words": [["，经核对全年支出10,500.25万元，预算执行率95.57%，年末结余486.65万元"]],
        "tracked": ["，经核对全年支出", "年末", "，增幅"],
    }  # fmt: skip


@session("tianjin")
def replaces_figures_with_tracking_on(paper: Paper) -> Promise:
    paper.track()
    paper.type_over("10,389.70万元", "10,398.70万元")
    paper.type_over("78项", "77项")
    return {"words": [["10,398.70万元"]], "tracked": ["10,398.70万元"]}


@session("jiangxi")
def accepts_half_of_the_changes(paper: Paper) -> Promise:
    paper.track()
    paper.type_over("预算全部执行完毕", "全部执行完毕，没有结转")
    paper.type_over("救助45名儿童接受康复训练", "救助45名儿童接受康复训练，家长满意")
    paper.type_over("培训残疾人50名", "培训农村残疾人50名")
    paper.track(False)
    paper.select_paragraph("2022年，部门整体支出全年预算")
    paper.do("AcceptTrackedChange")
    paper.select_paragraph("培训农村残疾人50名")
    paper.do("RejectTrackedChange")
    return {"words": [["培训残疾人50名"], ["家长满意"]], "tracked": ["家长满意"]}


@session("tianjin")
def accepts_everything(paper: Paper) -> Promise:
    paper.track()
    paper.type_over("10,389.70万元，预算执行率", "10,389.70万元（决算数），预算执行率")
    paper.select_paragraph("一是组织分工方面")
    paper.delete()
    paper.type_over("没有全部执行", "未能全部执行")
    paper.do("AcceptAllTrackedChanges")
    return {"words": [["（决算数），预算执行率95.57%"], ["预算未能全部执行的原因是"]], "away": ["一是组织分工方面"]}


@session("tianjin")
def rejects_everything(paper: Paper) -> Promise:
    paper.track()
    paper.type_over("10,389.70万元", "10,398.70万元")
    paper.select_paragraph("一是组织分工方面")
    paper.delete()
    paper.do("RejectAllTrackedChanges")
    return {"words": [["全年执行10,500.25万元，预算执行率95.57%"]], "once": ["一是组织分工方面"]}


@session("jiangxi")
def deletes_a_row_with_tracking_on(paper: Paper) -> Promise:
    paper.track()
    table = paper.tables()[-2]
    paper.cursor.gotoRange(cell_with(table, "政府中心工作达标率").getText().getStart(), False)
    paper.do("DeleteRows")
    paper.select_paragraph("一是部分绩效目标和指标按照")
    paper.delete()
    return {"tracked": ["部分绩效目标和指标按照"]}


@session("tianjin")
def moves_a_paragraph_with_tracking_on(paper: Paper) -> Promise:
    paper.track()
    paper.select_paragraph("纳入自评范围的预算项目39个")
    held = paper.cut()
    paper.cursor.gotoRange(paper.paragraph("一是组织分工方面").Start, False)
    paper.paste(held)
    return {"tracked": ["纳入自评范围的预算项目"]}


# -- what people put in -------------------------------------------------------------------------------------------


@session("tianjin")
def adds_comments_notes_header_and_boxes(paper: Paper) -> Promise:
    document = paper.document
    for words, said in (("预算执行率94", "李处：这个口径请再核。"), ("没有全部执行", "王科：补充到处室")):
        paper.select_words(words)
        paper.do("InsertAnnotation", Text=said, Author="李处长")
    foot = document.createInstance("com.sun.star.text.Footnote")
    place = paper.found("结余597.20万元").End
    place.getText().insertTextContent(place, foot, False)
    foot.String = "结余资金按规定交回财政，其中利息1.25万元。"
    style = document.StyleFamilies.getByName("PageStyles").getByName(paper.paragraph("一、部门概况").PageStyleName)
    style.HeaderIsOn = True
    style.HeaderText.String = "内部资料　全年执行10,389.70万元"
    frame = document.createInstance("com.sun.star.text.TextFrame")
    frame.Width, frame.Height = 6000, 2000
    place = paper.paragraph("二、预算执行情况").End
    place.getText().insertTextContent(place, frame, False)
    frame.String = "框内的话：执行率94.56%"
    return {
        "words": [["全年执行10,500.25万元，预算执行率95.57%，结余486.65万元"]],
        "parts": ["李处：这个口径请再核。", "其中利息1.25万元", "内部资料", "框内的话：执行率94.56%"],
    }  # fmt: skip


@session("jiangxi")
def inserts_a_picture_and_a_page_break(paper: Paper) -> Promise:
    document = paper.document
    shape = document.createInstance("com.sun.star.text.TextGraphicObject")
    picture = Path(paper.document.URL.removeprefix("file://")).parent / "图.png"
    shape.GraphicURL = picture.as_uri()
    shape.Width, shape.Height = 3000, 3000
    place = paper.found("预算全部执行完毕。").End
    place.getText().insertTextContent(place, shape, False)
    paper.cursor.gotoRange(paper.paragraph("三、存在问题及改进措施").Start, False)
    paper.do("InsertPagebreak")
    return {"words": [["全年执行370.20万元，预算执行率98.92%"]], "drawings": [1]}


# -- other files and other programs -------------------------------------------------------------------------------


@sittings("jiangxi")
def pastes_from_another_report(at: Office, source: Path, result: Path) -> Promise:
    other = at.open(source.parent / "tianjin.docx")
    other.select_paragraph("2023年，部门整体支出年初预算", last="预算没有全部执行的原因是")
    held = other.copied()
    paper = at.open(source)
    paper.cursor.gotoRange(paper.paragraph("二、部门整体支出绩效实现情况").Start, False)
    paper.paste(held)
    paper.save(result)
    paper.close()
    other.close()
    return {"words": [["年初预算10,783.40万元，全年预算10,986.90万元，全年执行10,389.70万元，预算执行率94.56%"]]}


@sittings("jiangxi")
def pastes_from_last_years_report(at: Office, source: Path, result: Path) -> Promise:
    other = at.open(source.parent / "jiangxi-2021.docx")
    other.select_paragraph("部门整体支出全年预算")
    held = other.copied()
    paper = at.open(source)
    paper.cursor.gotoRange(paper.paragraph("二、部门整体支出绩效实现情况").Start, False)
    paper.paste(held)
    paper.save(result)
    paper.close()
    other.close()
    return {"words": [["全年预算300.00万元，全年执行297.00万元，预算执行率99.00%"], ["全年执行370.20万元"]]}


@sittings("tianjin")
def saves_twice(at: Office, source: Path, result: Path) -> Promise:
    between = result.with_suffix(".2.docx")
    paper = at.open(source)
    paper.type_over("，全年执行", "，全年支出")
    paper.save(between)
    paper.close()
    paper = at.open(between)
    paper.before("结余597.20万元")
    paper.type("年末")
    paper.save(result)
    paper.close()
    return {"words": [["全年支出10,500.25万元，预算执行率95.57%，年末结余486.65万元"]]}


@sittings("tianjin")
def saves_again_and_again(at: Office, source: Path, result: Path) -> Promise:
    before = source
    for number in range(5):
        paper = at.open(before)
        if number == 1:
            foot = paper.document.createInstance("com.sun.star.text.Footnote")
            place = paper.found("，全年预算10,986.90万元").Start
            place.getText().insertTextContent(place, foot, False)
            foot.String = "市人代会批准数。"
        if number == 3:
            paper.type_over("没有达到指标值，指标值为80人", "没有达到年初指标，指标值为80人")
        before = paper.save(result if number == 4 else result.with_suffix(f".{number}.docx"))
        paper.close()
    return {"words": [
        ["全年执行10,500.25万元，预算执行率95.57%，结余486.65万元。全年预算比年初预算调增203.50万元，增幅1.89%。"],
        ["“残疾人职业技能培训人数”没有达到年初指标，指标值为80人，实际78人，相差2人，完成率97.50%。"],
    ]}  # fmt: skip


def _through(suffix: str) -> Session:
    def sit(at: Office, source: Path, result: Path) -> Promise:
        between = result.with_suffix(suffix)
        paper = at.open(source)
        paper.type_over("，全年执行", "，全年支出")
        paper.save(between)
        paper.close()
        paper = at.open(between)
        paper.before("结余597.20万元")
        paper.type("年末")
        paper.save(result)
        paper.close()
        return {"words": [["全年支出10,500.25万元，预算执行率95.57%，年末结余486.65万元"]]}

    return sit


SESSIONS["saves_through_odt"] = ("tianjin", _through(".odt"))
SESSIONS["saves_through_doc"] = ("tianjin", _through(".doc"))
SESSIONS["saves_through_rtf"] = ("tianjin", _through(".rtf"))


@sittings("tianjin")
def puts_two_versions_together(at: Office, source: Path, result: Path) -> Promise:
    first, second = result.with_suffix(".a.docx"), result.with_suffix(".b.docx")
    paper = at.open(source)
    paper.type_over("，全年执行", "，全年支出")
    paper.save(first)
    paper.close()
    paper = at.open(source)
    paper.type_over("没有全部执行", "未能全部执行")
    paper.before("结余597.20万元")
    paper.type("年末")
    paper.save(second)
    paper.close()
    paper = at.open(second)
    paper.do("CompareDocuments", URL=first.as_uri(), NoAcceptDialog=True)
    paper.do("AcceptAllTrackedChanges")
    paper.save(result)
    paper.close()
    return {"words": [["部门整体支出年初预算10,783.40万元"]]}


@session("hebei")
def edits_many_projects(paper: Paper) -> Promise:
    paper.type_over("（二）残疾人临时救助慰问经费。预算", "（二）残疾人临时救助慰问经费。年初安排")
    paper.select_paragraph("（四）专项补助。预算")
    held = paper.cut()
    paper.cursor.gotoRange(paper.paragraph("（二）残疾人临时救助慰问经费").Start, False)
    paper.paste(held)
    return {
        "words": [["（二）残疾人临时救助慰问经费。年初安排45,000.00元"], ["预算合计2,237,960.00元"]],
        "once": ["（四）专项补助。预算1,478,000.00元"],
    }  # fmt: skip


@session("hebei")
def deletes_an_annex(paper: Paper) -> Promise:
    paper.cursor.gotoRange(paper.paragraph("附件3").Start, False)
    paper.cursor.gotoRange(paper.paragraph("附件4").Start, True)
    paper.delete()
    return {"missing_cells": ["附件3"], "words": [["预算合计2,237,960.00元"]]}


@session("tianjin")
def deletes_the_list_of_evidence(paper: Paper) -> Promise:
    paper.cursor.gotoRange(paper.paragraph("数字出处清单").Start, False)
    paper.cursor.gotoEnd(True)
    paper.delete()
    return {"words": [["全年执行10,500.25万元，预算执行率95.57%"]]}


def main() -> None:
    """Each line of standard input names a session, the report and the result; each of the output is its promise."""
    jobs = [json.loads(line) for line in sys.stdin]
    with office(Path(sys.argv[1])) as at:
        for job in jobs:
            sit = SESSIONS[job["session"]][1]
            try:
                told: dict[str, Any] = {"promise": sit(at, Path(job["source"]), Path(job["result"]))}
            except Exception as error:  # noqa: BLE001  # a session that cannot be played is told, the next begins
                told = {"failed": f"{type(error).__name__}: {error}"}
            print(json.dumps({"session": job["session"], **told}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        print(json.dumps({name: report for name, (report, _) in SESSIONS.items()}))
    else:
        main()
