"""Whether a row is worth keeping (有无意义): true in any case, copied from another project, or there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reportgen.language.words import tokenizer
from reportgen.model.indicator_review import IndicatorFault
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.naming import plain_name
from reportgen.reviewing.rows import Row, TableOfRows, fault
from reportgen.reviewing.vocabulary import GENERAL

_RUNNING = re.compile(
    r"(?:稳定|正常|平稳|安全|持续)?(?:运行|运转|运营|维护|服务|保障|运维|办公|存续|维保|质保|租赁|"
    r"使用)(?:服务)?(?:的)?(?:时间|期|期限|周期|年限|时长)$|维护期$|服务期$"
)
_WHOLE_YEAR = re.compile(
    r"^(?:\d{4}年?度?)?(?:全年|年度|1年|一年|12个月|365天|\d{4}年|(?:\d{4}年)?1月?(?:1日)?(?:-|~|至|到|"
    r"—)+(?:\d{4}年)?12月(?:31日|底)?)$"
)
_ONE_RUNNING = re.compile(r"(?:(?:稳定|正常|平稳)(?:运行|运转)|保障)的?(?:机构|单位|部门|系统|中心)(?:数量|个数|数)$")


def true_anyway(row: Row) -> Iterator[IndicatorFault]:
    """TRIVIAL: an institution that runs all year, one institution that runs."""
    value = re.sub(r"\s+", "", row.value).lstrip("=≥")
    if _RUNNING.search(row.naming.plain) and _WHOLE_YEAR.search(value):
        yield fault(
            row, "TRIVIAL", "target_value", f"“{row.name}”{row.value}：不做任何努力也会完成，看不出运行得好不好"
        )
        return
    quantity = row.target.quantity
    alone = row.target.kind is TargetKind.NUMBER and quantity is not None and quantity.value == 1
    if alone and _ONE_RUNNING.search(row.naming.plain):
        yield fault(row, "TRIVIAL", "target_value", f"“{row.name}”{row.value}：本单位总在运行，不是工作成果")


@lru_cache(maxsize=4096)
def telling_words(text: str) -> frozenset[str]:
    """The words of *text* that name things, without words of form (项目, 完成率, 满意度)."""
    found: set[str] = set()
    for word in tokenizer().lcut(plain_name(text)):
        if len(word) > 1 and word not in GENERAL and not word.isascii():
            found.add(word)
    return frozenset(found)


def copied_from_elsewhere(row: Row) -> Iterator[IndicatorFault]:
    """IRRELEVANT: the same name stands in another project, where it belongs, and nothing of it in this one."""
    if row.table.project is None:
        return
    name = plain_name(row.name)
    homes = [table for table in _tables_with(row.table, name) if table is not row.table]
    told = telling_words(row.name) if homes else frozenset()
    if not told or _speaks_of(row.table, told, row):
        return
    home = next((table for table in homes if _speaks_of(table, told, None)), None)
    if home is not None:
        yield fault(
            row, "IRRELEVANT", "name",
            f"“{row.name}”与本项目“{row.table.name}”的内容无关，疑从项目“{home.name}”复制",
        )  # fmt: skip


def _tables_with(table: TableOfRows, name: str) -> list[TableOfRows]:
    return [other for other in table.siblings if any(plain_name(row.name) == name for row in other.rows)]


def _speaks_of(table: TableOfRows, told: frozenset[str], row: Row | None) -> bool:
    own = table.own_text + "\n".join(other.name for other in table.rows if row is None or other is not row)
    if row is not None:
        own = table.own_text + "\n".join(
            other.name for other in table.rows if plain_name(other.name) not in _shared_names(table)
        )
    return any(word in own for word in told)


def _shared_names(table: TableOfRows) -> frozenset[str]:
    return frozenset(plain_name(row.name) for other in table.siblings if other is not table for row in other.rows)


def there_twice(row: Row) -> Iterator[IndicatorFault]:
    """DUPLICATE: the same name in the same class of the same table, the later row."""
    name = plain_name(row.name)
    for other in row.table.rows:
        if other.indicator is row.indicator:
            return
        if name and plain_name(other.name) == name and other.group is row.group:
            place = f"第{other.indicator.number}条" if other.indicator.number else "前面"
            yield fault(
                row, "DUPLICATE", "name", f"“{row.name}”在同一张表的“{row.indicator.subcategory}”里已有（{place}）"
            )
            return
