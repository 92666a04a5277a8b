"""How the review sheet (指标审核表) lies in its workbook: columns known to its writer and its reader alike."""

from __future__ import annotations

from dataclasses import dataclass

SHEET, STATISTICS, TABLES, GUIDE = "审核表", "统计", "整表问题", "使用说明"
BAND_ROW, HEADER_ROW, FIRST_ROW = 3, 4, 5
ORIGINAL, FAULT, PROPOSAL, DECISION, HIDDEN = "原指标", "问题", "建议", "决定（由填报人填写）", "系统用"


@dataclass(frozen=True, slots=True)
class ReviewColumn:
    """A column: the key by which code knows it, its header, its width in characters, the band it stands under."""

    key: str
    label: str
    width: float
    band: str


COLUMNS: tuple[ReviewColumn, ...] = (
    ReviewColumn("at", "序号", 6, ORIGINAL),
    ReviewColumn("original_name", "原三级指标", 24, ORIGINAL),
    ReviewColumn("original_value", "原年度指标值", 14, ORIGINAL),
    ReviewColumn("document", "文件", 16, ORIGINAL),
    ReviewColumn("project_name", "项目", 22, ORIGINAL),
    ReviewColumn("original_category", "原一级指标", 11, ORIGINAL),
    ReviewColumn("original_subcategory", "原二级指标", 13, ORIGINAL),
    ReviewColumn("faults", "问题类别", 14, FAULT),
    ReviewColumn("reasons", "为什么会被退回", 36, FAULT),
    ReviewColumn("candidate", "方案", 8, PROPOSAL),
    ReviewColumn("kind", "性质", 10, PROPOSAL),
    ReviewColumn("name", "三级指标", 26, PROPOSAL),
    ReviewColumn("comparison", "计算符号", 8, PROPOSAL),
    ReviewColumn("value", "指标值", 24, PROPOSAL),
    ReviewColumn("unit", "计量单位", 11, PROPOSAL),
    ReviewColumn("category", "一级指标", 11, PROPOSAL),
    ReviewColumn("subcategory", "二级指标", 13, PROPOSAL),
    ReviewColumn("formula", "计算方法（分子÷分母）", 38, PROPOSAL),
    ReviewColumn("evidence", "佐证材料", 20, PROPOSAL),
    ReviewColumn("basis", "指标值确定依据", 32, PROPOSAL),
    ReviewColumn("period", "考核周期", 10, PROPOSAL),
    ReviewColumn("numbers", "每个数字的出处或算式", 38, PROPOSAL),
    ReviewColumn("blanks", "要补填的内容", 26, PROPOSAL),
    ReviewColumn("rationale", "为什么这样改", 32, PROPOSAL),
    ReviewColumn("source", "建议来源", 18, PROPOSAL),
    ReviewColumn("decision", "决定", 10, DECISION),
    ReviewColumn("own_name", "修改后的三级指标", 24, DECISION),
    ReviewColumn("own_value", "修改后的年度指标值", 18, DECISION),
    ReviewColumn("decided_by", "决定人", 10, DECISION),
    ReviewColumn("decided_on", "决定日期", 13, DECISION),
    ReviewColumn("remark", "备注", 16, DECISION),
    ReviewColumn("number", "指标序号", 10, HIDDEN),
    ReviewColumn("project", "所属项目", 10, HIDDEN),
    ReviewColumn("group", "同组", 10, HIDDEN),
    ReviewColumn("row_key", "原文核对码", 14, HIDDEN),
)
BY_LABEL = {column.label: column for column in COLUMNS}
POSITION = {column.key: number for number, column in enumerate(COLUMNS, start=1)}
GUIDE_LINES: tuple[tuple[str, str], ...] = (
    ("title", "指标审核表　使用说明"),
    ("section", "一、这张表是什么"),
    (
        "text",
        "“审核表”列出每一条会被退回的指标：左边是原文，接着是问题和理由，再接着是改写建议。"
        "没有问题的指标不列出，也不用改。",
    ),
    (
        "text",
        "同一条指标有几个方案时各占一行（方案1、方案2、方案3），只能采纳其中一个；"
        "“方案1-1、方案1-2”是把一条拆成几条，要一起采纳。",
    ),
    ("section", "二、性质"),
    ("text", "形式修正：只改单位、符号、名称或类别，不改意思。建议：换了衡量的内容，须由业务科室确认。"),
    ("section", "三、数字从哪里来"),
    (
        "text",
        "系统不编造指标值。方案里的每个数字，要么抄自本项目的其他栏目，要么由这些数字算出并写出算式，"
        "都列在“每个数字的出处或算式”一栏。",
    ),
    ("text", "没有出处的数留作【待填：内容，单位，查哪里】，黄底显示。采纳前请在原格里把整个【…】换成数字。"),
    ("section", "四、怎么填"),
    ("text", "1. 在“决定”一栏点选：采纳、修改、不采纳。不填的行不会写入。"),
    ("text", "2. 采纳：按这一行“建议”各栏现在的内容写入，可以先直接改格子里的字。"),
    ("text", "3. 修改：在“修改后的三级指标”“修改后的年度指标值”写自己的写法；没写的栏目沿用建议。"),
    ("text", "4. 填“决定人”和“决定日期”。写入后原指标、修改后的指标和决定人一并记入填报文件的“指标修改”。"),
    ("text", "5. 可以筛选、排序、调整列宽；最右边隐藏的几列由系统核对用，请不要改动。"),
    ("section", "五、写入填报文件"),
    ("text", "保存本表后运行：reportgen indicators apply 指标审核.xlsx --to 填报.xlsx -o 填报2.xlsx"),
    (
        "text",
        "【待填】没有填完、原指标在审核之后改过，或者同一条采纳了两个方案时，系统不写入，并指出文件、工作表和单元格。",
    ),
)
