"""Sessions with figures, sentences, paragraphs and the whole text."""

from __future__ import annotations

from office_desk import Paper
from office_register import Promise, session

# -- figures ------------------------------------------------------------------------------------------------------


@session("tianjin")
def types_a_digit_inside_a_figure(paper: Paper) -> Promise:
    paper.before("389.70万元，预算执行率")
    paper.type("9")  # 10,389.70 → 10,9389.70
    return {"words": [["全年执行10,9389.70万元"]], "once": ["10,9389.70万元"]}


@session("tianjin")
def types_another_number_over_a_figure(paper: Paper) -> Promise:
    paper.type_over("10,389.70万元", "10,398.70万元")
    paper.type_over("74人", "76人", 1)
    return {"words": [["全年执行10,398.70万元，预算执行率95.57%"]]}


@session("jiangxi")
def types_around_a_figure(paper: Paper) -> Promise:
    paper.behind("全年执行374.26万元")
    paper.type("（含上年结转）")
    paper.before("374.26万元，全年执行")
    paper.type("共计")
    paper.before("100.00%，预算全部")
    paper.type("约")
    return {"words": [["全年预算共计374.26万元，全年执行370.20万元（含上年结转），预算执行率约98.92%"]]}


@session("tianjin")
def writes_a_figure_another_way(paper: Paper) -> Promise:
    paper.type_over("10,389.70万元", "1.04亿元")
    paper.type_over("10,986.90万元", "10986.9万元")
    return {"words": [["全年预算10986.9万元，全年执行1.05亿元，预算执行率95.57%"]]}


@session("tianjin")
def deletes_a_figure_alone(paper: Paper) -> Promise:
    paper.select_words("，结余597.20万元")
    paper.delete()
    paper.select_words("94.56%", 0)
    paper.delete()
    return {"words": [["全年执行10,500.25万元，预算执行率。"]], "away": ["结余486.65万元"]}


@session("jiangxi")
def fills_a_gap(paper: Paper) -> Promise:
    paper.type_over("【待填：目标4实际完成情况】", "为36名贫困残疾人发放评定补贴")
    paper.type_over("【待填：填报日期】", "2023年3月20日")
    return {"words": [["四是为36名贫困残疾人发放评定补贴。"], ["2023年3月20日"]], "away": ["四是【待填"]}


@session("tianjin")
def types_digits_in_front_of_and_behind_figures(paper: Paper) -> Promise:
    paper.before("10,389.70万元，预算")
    paper.type("1")
    paper.before("98.96分（总分值")
    paper.cursor.goRight(5, False)
    paper.type("8")
    paper.before("597.20万元")
    paper.type("1,")
    return {"words": [["全年执行110,389.70万元"], ["得分98.968分"], ["结余1,597.20万元"]]}


# -- sentences ----------------------------------------------------------------------------------------------------


@session("tianjin")
def retypes_a_whole_sentence(paper: Paper) -> Promise:
    paper.select_between("2023年，部门整体支出年初预算", "结余597.20万元。")
    paper.type("全年共支出10,389.70万元，占全年预算10,986.90万元的94.56%，结余597.20万元。")
    return {
        "words": [["全年共支出10,389.70万元，占全年预算10,986.90万元的94.56%，结余597.20万元。"]],
        "once": ["全年共支出"], "away": ["部门整体支出年初预算10,783.40万元"],
    }  # fmt: skip


@session("tianjin")
def rewrites_around_the_figures(paper: Paper) -> Promise:
    paper.type_over("部门整体支出年初预算", "市人代会批准的年初预算为")
    paper.type_over("，全年执行", "；经逐笔核对，全年实际支出")
    paper.type_over("，预算执行率94", "，执行进度94")
    return {
        "words": [[
            "市人代会批准的年初预算为10,783.40万元，全年预算10,986.90万元；经逐笔核对，全年实际支出10,500.25万元，"
            "执行进度95.57%，结余486.65万元。"
        ]]
    }  # fmt: skip


@session("jiangxi")
def puts_a_sentence_between(paper: Paper) -> Promise:
    paper.before("各项指标的指标值、完成值和得分见附件")
    paper.type("上述结果经县残联党组会议审议。")
    return {"words": [["完成5项，未完成4项。上述结果经县残联党组会议审议。各项指标的指标值、完成值和得分见附件。"]]}


@session("tianjin")
def swaps_two_clauses(paper: Paper) -> Promise:
    paper.select_words("年初预算10,783.40万元，")
    held = paper.cut()
    paper.before("预算执行率94.56%")
    paper.paste(held)
    return {"words": [["全年预算10,986.90万元，全年执行10,500.25万元，年初预算10,783.40万元，预算执行率95.57%"]]}


# -- paragraphs ---------------------------------------------------------------------------------------------------


@session("jiangxi")
def pastes_a_paragraph_twice(paper: Paper) -> Promise:
    paper.select_paragraph("2022年，部门整体支出全年预算")
    held = paper.copied()
    paper.cursor.gotoRange(paper.paragraph("一是部分绩效目标和指标按照").Start, False)
    paper.paste(held)
    return {"words": [["全年执行370.20万元，预算执行率98.92%"]], "twice": ["2022年，部门整体支出全年预算374.26万元"]}


@session("tianjin")
def moves_a_paragraph_within_its_section(paper: Paper) -> Promise:
    paper.select_paragraph("纳入自评范围的预算项目39个")
    held = paper.cut()
    paper.cursor.gotoRange(paper.paragraph("一是组织分工方面").Start, False)
    paper.paste(held)
    return {"once": ["纳入自评范围的预算项目39个"], "order": ["纳入自评范围的预算项目39个", "一是组织分工方面"]}


@session("tianjin")
def moves_a_paragraph_to_another_section(paper: Paper) -> Promise:
    paper.select_paragraph("2023年，部门整体支出年初预算")
    held = paper.cut()
    paper.cursor.gotoRange(paper.paragraph("从执行结果看").Start, False)
    paper.paste(held)
    return {
        "once": ["部门整体支出年初预算10,783.40万元"], "words": [["全年执行10,500.25万元，预算执行率95.57%"]],
        "order": ["五、自评结论", "部门整体支出年初预算10,783.40万元", "从执行结果看"],
    }  # fmt: skip


@session("tianjin")
def moves_half_a_paragraph(paper: Paper) -> Promise:
    paper.select_words("全年预算比年初预算调增203.50万元，增幅1.89%。")
    held = paper.cut()
    paper.behind("节约了部分资金。")
    paper.paste(held)
    return {
        "once": ["全年预算比年初预算调增203.50万元"],
        "words": [["节约了部分资金。全年预算比年初预算调增203.50万元"]],
    }


@session("tianjin")
def splits_a_paragraph(paper: Paper) -> Promise:
    paper.before("全年预算比年初预算调增")
    paper.do("InsertPara")
    paper.before("产出指标分值56.00分")
    paper.do("InsertPara")
    return {"words": [["结余486.65万元。"], ["得9.56分；"]], "once": ["全年预算比年初预算调增203.50万元"]}


@session("jiangxi")
def merges_paragraphs(paper: Paper) -> Promise:
    paper.before("二是救助45名儿童")
    paper.backspace()
    paper.before("评价等级为")
    paper.behind("（有指标尚未得分）】”。")
    paper.delete()
    return {
        "words": [
            ["一是为141名残疾人购买辅助器具提供补贴，为78名下肢残疾人发放燃油补贴。二是救助45名儿童接受康复训练。"],
            ["从执行结果看，部门整体支出预算执行率为98.92%"],
        ]
    }  # fmt: skip


@session("jiangxi")
def deletes_from_the_middle_of_one_to_the_middle_of_the_next(paper: Paper) -> Promise:
    paper.select_between("，为78名下肢残疾人发放燃油补贴", "二是救助45名儿童")
    paper.delete()
    return {"words": [["购买辅助器具提供补贴接受康复训练。"]], "away": ["二是救助45名儿童"]}


@session("tianjin")
def deletes_a_section(paper: Paper) -> Promise:
    paper.select_paragraph("六、结果应用和公开情况", last="整体支出绩效自评表按规定向社会公开")
    paper.delete()
    return {"away": ["结果应用和公开情况", "按规定向社会公开"]}


@session("shanghai")
def adds_paragraphs(paper: Paper) -> Promise:
    paper.behind("占部门整体支出的83.43%。")
    paper.type("\n全年共召开预算执行调度会4次，通报执行进度12期。\n执行率比上年提高1.2个百分点。")
    return {"words": [["全年共召开预算执行调度会4次，通报执行进度12期。"], ["执行率比上年提高1.2个百分点。"]]}


@session("shanghai")
def types_before_a_paragraph(paper: Paper) -> Promise:
    paper.cursor.gotoRange(paper.paragraph("资金全部来自财政拨款").Start, False)
    paper.type("本年度没有其他资金。\n")
    paper.cursor.gotoRange(paper.paragraph("2023年，部门整体支出全年预算").Start, False)
    paper.type("据财务决算，")
    return {
        "words": [["本年度没有其他资金。"], ["据财务决算，2023年，部门整体支出全年预算", "全年执行56,800,000.28元"]]
    }


# -- the whole document -------------------------------------------------------------------------------------------


@session("tianjin")
def replaces_words_everywhere(paper: Paper) -> Promise:
    paper.replace_all("完成率", "实现率")
    paper.replace_all("全年执行", "全年支出")
    return {"words": [["全年支出10,500.25万元，预算执行率95.57%"]], "away": ["相差2人，完成率"]}


@session("tianjin")
def replaces_the_name_everywhere(paper: Paper) -> Promise:
    paper.replace_all("天津市残疾人联合会", "市残联")
    return {
        "words": [["经自评，市残联2023年部门整体支出绩效得分"]],
        "away": ["天津市残疾人联合会2023年部门整体支出绩效得分"],
    }


@session("jiangxi")
def replaces_a_number_everywhere(paper: Paper) -> Promise:
    paper.replace_all("374.26", "374.62")
    return {"words": [["全年预算374.62万元，全年执行374.62万元"]]}


@session("tianjin")
def takes_the_commas_out_everywhere(paper: Paper) -> Promise:
    paper.replace_all("([0-9]),([0-9]{3})", "$1$2", pattern=True)
    return {"words": [["年初预算10783.40万元，全年预算10986.90万元，全年执行10500.25万元，预算执行率95.57%"]]}


@session("shanghai")
def replaces_full_stops_and_blanks(paper: Paper) -> Promise:
    paper.replace_all("；", ";")
    paper.replace_all("元，", "元 ，")
    return {"words": [["全年执行56,800,000.28元 ，预算执行率99.37%"]]}


@session("tianjin")
def changes_styles_and_fonts(paper: Paper) -> Promise:
    styles = paper.document.StyleFamilies.getByName("ParagraphStyles")
    name = paper.paragraph("2023年，部门整体支出年初预算").ParaStyleName
    styles.getByName(name).CharFontNameAsian = "宋体"
    styles.getByName(name).CharHeightAsian = 14.0
    paper.select_words("执行10,389")  # half a figure
    paper.do("Bold")
    paper.select_words("10,986.90万元，全年")
    paper.do("Underline")
    paper.select_words("部门整体支出绩效得分98.9")
    paper.do("CharFontName", **{"CharFontName.FamilyName": "黑体"})
    paper.paragraph("从执行结果看").ParaStyleName = "Heading 3"
    paper.select_paragraph("一是组织分工方面", last="二是目标管理方面")
    paper.do("DefaultBullet")
    paper.select_words("2023年，部门整体支出年初")
    paper.do("ResetAttributes")
    return {"words": [["全年执行10,500.25万元，预算执行率95.57%"], ["得分99.06分"]], "bold": ["执行10,"]}


@session("tianjin")
def undoes_and_redoes(paper: Paper) -> Promise:
    paper.type_over("10,389.70万元", "1万元")
    paper.do("Undo")
    paper.select_paragraph("一是组织分工方面")
    paper.delete()
    paper.do("Undo")
    paper.type_over("全年执行", "全年支出")
    paper.do("Undo")
    paper.do("Redo")
    # LibreOffice does not bring the bookmark back with the figure: the number counts as typed and is pointed out
    return {"words": [["全年支出10,389.70万元，预算执行率95.57%"]], "once": ["一是组织分工方面"]}
