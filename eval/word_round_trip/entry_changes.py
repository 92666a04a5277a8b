"""New data (新数据): the same entry with other values, and with indicators gone, added or in another order."""

from __future__ import annotations

import copy
import random
import re
from decimal import Decimal
from typing import Any

Entry = dict[str, Any]
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MONEY = ("年初预算数", "全年预算数", "全年执行数")


def changed(entry: Entry, chance: random.Random) -> tuple[Entry, list[str]]:
    """*entry* with one to three changes, and what they are."""
    made = copy.deepcopy(entry)
    kinds = chance.sample(sorted(_CHANGES), chance.randint(1, 3))
    told = [f"{kind}：{_CHANGES[kind](made, chance)}" for kind in kinds]
    return made, told


def _budget(entry: Entry, chance: random.Random) -> str:
    row = chance.choice([each for each in entry["预算"] if each.get("全年执行数")])
    field = chance.choice([each for each in _MONEY if row.get(each) is not None])
    row[field] = float(round(Decimal(str(row[field])) * Decimal(chance.randint(90, 110)) / 100, 2))
    return field


def _actuals(entry: Entry, chance: random.Random) -> str:
    rows = [each for each in entry["指标"] if _NUMBER.search(str(each.get("实际完成值", "")))]
    chosen = chance.sample(rows, min(len(rows), 3))
    for row in chosen:
        row["实际完成值"] = _other(str(row["实际完成值"]), chance)
        row.pop("得分", None)
    return "、".join(map(_name, chosen))


def _other(text: str, chance: random.Random) -> str:
    def number(found: re.Match[str]) -> str:
        value = Decimal(found.group())
        places = -int(value.as_tuple().exponent)
        if "%" in text:
            return str(round(min(value * Decimal(chance.randint(85, 104)) / 100, Decimal("99.9")), 1))
        return str(round(value * Decimal(chance.randint(70, 130)) / 100, places) or value)

    return _NUMBER.sub(number, text, count=1)


def _gone(entry: Entry, chance: random.Random) -> str:
    rows = _own(entry)
    row = chance.choice(rows)
    entry["指标"] = [each for each in entry["指标"] if each is not row]
    _renumber(entry)
    return _name(row)


def _added(entry: Entry, chance: random.Random) -> str:
    pattern = copy.deepcopy(chance.choice(_own(entry)))
    name = chance.choice(["宣传材料发放数量", "政策解读场次", "投诉办理件数"])
    pattern |= {"三级指标": name, "年度指标值": "≥30件", "实际完成值": f"{chance.randint(20, 60)}件"}
    for field in ("偏差原因", "改进措施", "得分", "得分说明", "指标内容", "绩效指标描述", "定性等级", "上年实际完成值"):
        pattern.pop(field, None)
    at = entry["指标"].index(chance.choice(_own(entry)))
    entry["指标"].insert(at, pattern | {"指标序号": "new"})
    _renumber(entry)
    return name


def _reordered(entry: Entry, chance: random.Random) -> str:
    own = _own(entry)
    row = chance.choice(own)
    rest = [each for each in entry["指标"] if each is not row]
    rest.insert(rest.index(chance.choice([each for each in own if each is not row])), row)
    entry["指标"] = rest
    _renumber(entry)
    return _name(row)


def _words(entry: Entry, chance: random.Random) -> str:
    row = chance.choice([each for each in entry["预算"] if each.get("偏差原因")] or entry["预算"])
    row["偏差原因"] = "部分合同的验收安排在次年，尾款按合同约定顺延支付"
    return "偏差原因"


def _name(row: dict[str, Any]) -> str:
    return str(row.get("三级指标") or row.get("指标内容") or row["指标序号"])


def _own(entry: Entry) -> list[dict[str, Any]]:
    """The department's indicators."""
    return [each for each in entry["指标"] if not each.get("所属项目")]


def _renumber(entry: Entry) -> None:
    """Number the department's indicators from 1 in their order, and let the 汇总关系 follow."""
    numbers = {}
    for at, row in enumerate(_own(entry), start=1):
        numbers[str(row["指标序号"])] = str(at)
        row["指标序号"] = str(at)
    relations = []
    for relation in entry.get("汇总关系", []):
        field = next(each for each in relation if "部门" in each or each == "指标序号")
        if str(relation[field]) in numbers:
            relations.append(relation | {field: numbers[str(relation[field])]})
    if "汇总关系" in entry:
        entry["汇总关系"] = relations


_CHANGES = {
    "预算": _budget,
    "完成值": _actuals,
    "删指标": _gone,
    "增指标": _added,
    "调顺序": _reordered,
    "改文字": _words,
}
