"""The words of names (分词): jieba, loaded when first asked for, and the character pairs inside its words."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from typing import BinaryIO, Protocol


class Tokenizer(Protocol):
    """What is used of jieba's tokenizer."""

    def lcut(self, sentence: str, HMM: bool = True) -> list[str]:  # noqa: N803 (jieba's name)
        """The words of a sentence; without *HMM* none that is not in the dictionary, but its characters."""

    def get_dict_file(self) -> BinaryIO:
        """The dictionary: a word, how often it was counted and its class on each line."""


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """The one tokenizer of the process; its dictionary is read at the first call."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    made: Tokenizer = jieba.Tokenizer()
    return made


_NAMES = re.compile(r"[\u4e00-\u9fffA-Za-z]+")
# Words that nearly every indicator name holds; they name nothing.
GENERAL_WORDS = frozenset(
    """
    数量 人数 人次 次数 个数 户数 件数 场次 比例 占比 比率 完成 完成率 达标 达标率 情况 工作 指标
    项目 开展 年度 全年 本年 部门 单位 进行 实施 实现 目标 任务 以及 相关 有关 提升 提高 加强 保障
    合计 其中 数额 金额 规模 水平 程度 及时 按时 时间 时限 实际 计划 预算 支出 执行 资金 经费 一个
    各类 全部 以上 以下 达到 组织 共计 累计 总体 整体 左右 绩效 自评 得分 分值 同比 增长 下降 上年
    服务
    """.split()
)


def name_pairs(name: str) -> tuple[str, ...]:
    """The character pairs inside the words of *name*, without pairs that straddle two words: 参演人次 → 参演 人次."""
    pairs: list[str] = []
    for run in _NAMES.findall(name):
        for word in tokenizer().lcut(run):
            pairs.extend(word[at : at + 2] for at in range(len(word) - 1))
    return tuple(dict.fromkeys(pairs))
