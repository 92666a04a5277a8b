"""Names of authority (单位、文件、项目): only those entered or generally known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.findings import finding
from reportgen.checking.sentences.subjects import Line
from reportgen.language.bodies import NamedThing, bodies, names_a_place, notices, projects
from reportgen.language.project_names import spent_on
from reportgen.language.words import GENERAL_WORDS, name_pairs
from reportgen.model.facts import Role
from reportgen.model.finding import Finding

_KNOWN_LAWS = re.compile(
    r"(?:中华人民共和国)?(?:预算法|会计法|政府采购法|招标投标法|审计法|保密法|档案法|统计法)(?:实施条例)?$|"
    r"项目支出绩效评价管理办法|全面实施预算绩效管理的意见|核心绩效目标和指标设置及取值指引|中央部门预算绩效目标管理办法|"
    r"预算绩效评价共性指标体系框架|政府会计准则|政府会计制度|行政事业单位内部控制规范|行政事业性国有资产管理条例|自评报告|自评表|党政机关厉行节约"
)
_PARTNERS = re.compile(r"财政|审计|人民政府|人民代表|统计|纪律检查|监察|机关事务|公共资源|发展和改革|党委|人力资源")
_IN_ANY_PROJECT = frozenset(
    (
        "建设 改造 补助 补贴 保障 运行 维护 工程 管理 设施 设备 购置 专项 综合 体系 能力 扶持 行动 治理 救助 培训 监测 "
        "更新 升级 维修 采购"
    ).split()
)
_TAIL = 6
_LEAST_PLACE = 3
_LEAST_SHORT = 2
_SAID_BEFORE = re.compile(r"^(?:我们|我|代表|本|咱们|这里是|由|请|在)+")
_PLAIN_NAME = re.compile(r"[（(].*?[）)]|\s")
_KIND_OF_BODY = re.compile(r"(?:中共|共青团)?(?P<place>[^省市县区州旗]{2,4})[省市县区州旗](?P<kind>.{3,})")
_SHORT_ENDS = {"联": "联合会", "委": "委员会", "协": "协会", "办": "办公室"}
_TITLE = re.compile(
    r"(?P<who>[\u4e00-\u9fff（）()]{4,40}?)(?:20\d\d年度?)(?:部门|单位)?(?:整体)?(?:支出)?绩效(?:评价)?自[我行]?评价?(?:情况)?报告"
)


class NameJudge:
    """Judges the names of lines against one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._texts: str | None = None
        own = index.ledger.get("department.name")
        self._name = _PLAIN_NAME.sub("", own.text) if own else ""
        kind = _KIND_OF_BODY.fullmatch(self._name)
        self._own = re.compile(rf"[\u4e00-\u9fff]{{2,4}}[省市县区州旗]{re.escape(kind['kind'])}") if kind else None
        self._place = kind["place"] if kind else ""
        self._projects = [
            frozenset(subject.pairs)
            for key, subject in index.subjects.items()
            if subject.textual or key.startswith(("project.", "indicator.", "budget."))
        ]
        self._has_projects = any(key.startswith("project.") for key in index.subjects)

    def judge(self, line: Line) -> Iterator[Finding]:
        """The names of *line* that nobody entered."""
        yield from self.judge_words(line.text, line.passage.start)

    def judge_words(self, text: str, start: int) -> Iterator[Finding]:
        """The names in *text*, which stands at *start* of the draft, that nobody entered."""
        if "《" in text:
            for named in notices(text):
                if not _KNOWN_LAWS.search(named.name) and not self._entered(named.name):
                    yield finding(
                        "NOTICE_UNKNOWN", named.name, start + named.start, start + named.end,
                        f"没有填报过文件《{named.name}》", suggestion=self._nearest_notice(named.name),
                    )  # fmt: skip
        told = [one for one in bodies(text) if not self._known(one)]
        held = {one.start for one in told}
        for named in (*told, *(one for one in self._of_our_kind(text) if one.start not in held)):
            yield finding(
                "BODY_UNKNOWN", named.name, start + named.start, start + named.end,
                f"没有填报过单位“{named.name}”", suggestion="请核对是否照抄了别的部门的材料",
            )  # fmt: skip
        if self._has_projects:
            named_so = [one for one in projects(text) if not self._is_project(one.name)] if "项目" in text else []
            places = {one.start for one in named_so}
            strange = [one for one in spent_on(text) if one.start not in places and self._is_strange(one.name)]
            for named in (*named_so, *strange):
                yield finding(
                    "PROJECT_UNKNOWN", named.name, start + named.start, start + named.end,
                    f"填报的项目中没有“{named.name}”", suggestion="请核对项目名称",
                )  # fmt: skip

    def _of_our_kind(self, text: str) -> Iterator[NamedThing]:
        """Bodies with our own name but for the place, and what a title of a report names instead of us."""
        if self._own is None:
            return
        title = _TITLE.fullmatch(text.strip())
        name = _SAID_BEFORE.sub("", _PLAIN_NAME.sub("", title["who"])) if title else ""
        if (
            name
            and name not in self._name
            and not self._is_short_for_us(name)
            and not self._entered_of_our_place(name)
            and self._name not in name
            and not self._entered(name)
        ):
            at = text.index(name[:2])
            yield NamedThing(name, at, at + len(name))
            return
        for match in self._own.finditer(text):
            names = [match[0][at:] for at in range(3) if self._own.fullmatch(match[0], at)]
            if not any(map(self._entered, names)):
                yield NamedThing(match[0], match.start(), match.end())

    def _known(self, named: NamedThing) -> bool:
        """Whether a body was entered, by this name or by its end: 的依据是青陵县财政局; short for ours; or is none."""
        if self._is_short_for_us(_SAID_BEFORE.sub("", named.name)) or self._entered_of_our_place(named.name):
            return True
        if named.place and not names_a_place(named.place):
            return True  # 下辖县退役军人服务中心
        return any(
            self._entered(named.name[at:])
            or (
                len(named.place) - at >= _LEAST_PLACE
                and self._entered(named.place[at:])
                and bool(_PARTNERS.search(named.name))
            )
            for at in range(max(len(named.place) - _LEAST_PLACE, 0) + 1)
        )

    def _is_short_for_us(self, name: str) -> bool:
        """Whether the department's name holds the characters of *name* in their order: 县卫健局 of 县卫生健康局."""
        rest = iter(self._name)
        ends = name[-1:] == self._name[-1:] or self._name.endswith(_SHORT_ENDS.get(name[-1:], "无"))
        return len(name) > _LEAST_PLACE and ends and all(letter in rest for letter in name)

    def _entered_of_our_place(self, name: str) -> bool:
        """Whether a body was entered without the name of our place: 枫坪县残联 as 县残联."""
        before, place, rest = name.partition(self._place) if self._place else ("", "", "")
        return bool(place) and not before and len(rest) > _LEAST_SHORT and self._entered(rest)

    def _is_project(self, name: str) -> bool:
        """Whether the words are those of an entered project or indicator, in other order or shortened."""
        tail = name[-_TAIL:]
        if self._entered(tail[-4:]):
            return True
        pairs = set(name_pairs(tail))
        return not pairs or any(len(pairs & held) * 2 >= len(pairs) for held in self._projects)

    def _is_strange(self, name: str) -> bool:
        """Whether most words of a name, but for such as stand in any project's, were entered nowhere."""
        telling = [pair for pair in name_pairs(name) if pair not in _IN_ANY_PROJECT | GENERAL_WORDS]
        known = [pair for pair in telling if self._entered(pair)]
        return bool(telling) and len(known) * 2 < len(telling) and not self._is_short_for_some(name)

    def _is_short_for_some(self, name: str) -> bool:
        """Whether a project's name holds nearly all characters of *name*: 固废监管 for 固体废物监督管理."""
        return any(
            sum(character in self._index.subjects[key].name for character in name) * 4 >= len(name) * 3
            for key in self._index.subjects
            if key.startswith("project.")
        )

    def _entered(self, name: str) -> bool:
        if self._texts is None:
            self._texts = "\n".join(
                dict.fromkeys(fact.text for fact in self._index.ledger.values() if not fact.derived)
            )
        return name in self._texts

    def _nearest_notice(self, name: str) -> str:
        wanted = set(name_pairs(name))
        titles = [
            fact.text for key, fact in self._index.ledger.items() if key.endswith(".title") and fact.role is Role.NAME
        ]
        best = max(titles, key=lambda title: len(wanted & set(name_pairs(title))), default="")
        return f"请核对文件名，填报的有《{best}》" if best else "请删去，或者先填报这个文件"
