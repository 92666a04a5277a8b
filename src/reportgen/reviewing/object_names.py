"""What an indicator is about, taken out of the name an official wrote (衡量对象), for the names of candidates."""

from __future__ import annotations

import re

from reportgen.retrieval.indicator_bank import bigrams

_VERBS = (
    "进一步|切实|有效|充分|不断|持续|显著|明显|大力|全面|积极|认真|广泛|稳步|扎实|提高|提升|增强|加强|促进|推动|推进|保障|保证|确保|维护|健全|完善|建立|"
    "改善|改进|优化|满足|减轻|减少|降低|弘扬|营造|做好|搞好|抓好|落实|了解|掌握|扩大|巩固|丰富|活跃|激发|调动|带动|引导|鼓励|"
    "拉动|避免|挽回|传承|增进|撬动|帮助|协助|保护|守护|助推|助力|振兴|倡导|弥补|缩小|缩短|打击|化解|消除|杜绝|遏制|节约|节省|支持|压减|加快|"
    "实现|达到|形成|发挥|方便|便利|规范|强化|深化|繁荣|普及|拓展|缓解|解决|防范|预防|圆满|顺利|按时|及时|完成|开展|举办|组织|广大"
)
_LEADING = re.compile(rf"^(?:{_VERBS}|对|为|使|让|的|更多的|更好地)+")
_TRAILING = re.compile(
    r"(?:得到|进一步|有所|有效|充分|持续|明显|显著|不断)*"
    r"(?:提高|提升|增强|加强|改善|巩固|增进|增长|增加|减少|降低|下降|缓解|减轻|保障|维护|健全|完善|促进|发展|推进|弘扬|开展|进行|运行|运转|稳定|正常|良好|有序|可持续|"
    r"作用|情况|程度|水平|能力|效果|效益|质量|影响|便捷性|便利性|稳定性|及时性|准确性|满意|工作)+$"
)
_MARKS = re.compile(r"[，。；、：,;:\s（(].*$")
_PLAIN = re.compile(r"[“”\"'‘’]")
_COST_LEAD = re.compile(r"^(?:用于|为了?|支付|项目)+")
_COST_TAIL = re.compile(
    r"(?:的?(?:不超过|控制在|控制|低于)?(?:年初|全年|财政)?(?:项目)?(?:总)?(?:预算|概算)?(?:支持)?"
    r"(?:经费|资金|金额|数额|额度|总额|支出|执行|使用|成本|数|内|保障|总额度)*(?:不超过)?(?:预算)?(?:金额|数)?"
    r"|使用|（[^）]*）|\([^)]*\))$"
)
_JUDGED = re.compile("(?:是否)?(?:合规|规范|合理)性?$")
_COST_WORD = re.compile(
    r"(?:费|费用|补贴|补助|津贴|工资|奖励|劳务费|成本|租金|薪酬|标准|奖金|慰问金|救助金|补偿|款|投资|造价|总额|支出|经费|开支)$"
)
_WHOLE = re.compile(
    r"^(?:本|该)?(?:年度|全年)?(?:项目|工程|活动|专项|业务|工作)?(?:总)?(?:使用)?(?:控制)?(?:在)?"
    r"(?:预算|经费|资金|成本|金额|支出|费用|投资|概算|投入|总额|总量)+"
    r"(?:使用|执行|控制|保障|支出|不超过|内|总额|金额|数|成本|预算|情况|率|资金)*$"
)
_COUNT_TAIL = re.compile(
    r"(?:的)?(?:总)?(?:人次数?|人数|户数|例数|台数|套数|(?<!案)件数|场次|次数|期数|条数|版数|册数|张数|个数|家数|篇数|项数|份数|座数|处数|株数|盏数|头数|亩数|辆数|所数|部数|批次|门数|名数|块数|组数|"
    r"里程|公里数|面积|数量|(?<=案件)数|数|总量|规模|名额)+$"
)
_PLANNED = re.compile(r"^(?:预计|计划|拟|办理|受理|完成|实施|提供|开展|组织|举办|新增|安排)+")


def object_of(name: str, longest: int = 16) -> str:
    """What an indicator's sentence is about: 提高残疾人专业艺术水平 → 残疾人专业艺术; empty where nothing is left."""
    plain = _PLAIN.sub("", _MARKS.sub("", name.strip()))
    found = _TRAILING.sub("", _LEADING.sub("", plain)).removesuffix("基本").strip("的之和及与、")
    return found if 2 <= len(found) <= longest else ""


def without_verbs(name: str) -> str:
    """The first clause of a sentence without the verbs it begins with."""
    return _LEADING.sub("", _MARKS.sub("", name.strip()))


_BASIC = re.compile("^[\u4e00-\u9fff]{0,4}工作(?:基本)?(?:支出|经费|费用)$")


def is_whole_cost(name: str) -> bool:
    """Whether a cost row is about the project's money as a whole: 项目总预算, 经费使用, 项目控制预算数."""
    return bool(_WHOLE.match(name.strip()) or _BASIC.match(name.strip()))


def cost_object(name: str) -> str:
    """What a cost row pays for: 物业费不超过预算金额 → 物业费, 采暖费预算资金 → 采暖费."""
    plain = _COST_LEAD.sub("", re.sub(r"\s+", "", name.strip()))
    while True:
        cut = _COST_TAIL.sub("", plain)
        if cut == plain or len(cut) < 2:
            break
        plain = cut
    return _JUDGED.sub("", plain).removesuffix("的").removesuffix("项目") or name.strip()


def cost_name(thing: str) -> str:
    """*thing* as the name of an amount: 物业费 stays, 训练器材 becomes 训练器材费用."""
    return thing if _COST_WORD.search(thing) else f"{thing}费用"


def output_thing(name: str) -> str:
    """What an output counts: 提供免费体检的残疾人数量 → 免费体检的残疾人, 采购康复设备 stays."""
    plain = re.sub(r"\s+", "", name.strip())
    cut = _PLANNED.sub("", _COUNT_TAIL.sub("", plain))
    return cut if len(cut) >= 2 else plain


def likeness(one: str, other: str, *, without: str = "") -> int:
    """How many pairs of characters two names share, those of *without* left out."""
    return len((set(bigrams(one)) & set(bigrams(other))) - set(bigrams(without)))
