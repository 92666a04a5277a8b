"""Head counts (人数): 4＋0＋4≠7, a target of 9 persons with 7 in post, one number here and another there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checking.consistency.arithmetic import places_of
from reportgen.checking.consistency.paper import Detector, Paper, Passage, Place, clauses, found
from reportgen.model.finding import Finding, Severity
from reportgen.model.self_evaluation import StaffCount
from reportgen.quantities.mention import Mention
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import plain_number, round_half_up
from reportgen.quantities.target_values import Comparator

_TOTALS = frozenset({"合计", "总计", "小计"})
_RETIRED = ("离休", "退休", "离退休", "遗属")
_OUTSIDE = ("编外", "临聘", "聘用", "劳务", "其他")


def staff_sums(paper: Paper) -> Iterator[Finding]:
    """HEADCOUNT_MISMATCH: the classes of staff do not add up to the stated number."""
    staff = paper.entered.staff
    total = next((member for member in staff if member.staff_class in _TOTALS), None)
    if total is None:
        return
    for field, label in (("authorized", "编制人数"), ("actual", "实有人数")):
        stated = getattr(total, field)
        parts = [
            member
            for member in staff
            if member.staff_class not in _TOTALS
            and not member.staff_class.startswith((*_RETIRED, *_OUTSIDE))
            and getattr(member, field) is not None
        ]
        numbers = [getattr(member, field) for member in parts]
        if stated is None or len(numbers) < 2 or sum(numbers) == stated:
            continue
        passage = paper.passage_at(total.origin(field))
        if (
            passage is not None
            and not passage.cell
            and re.search(r"其中[^。]*等|空编|空缺|空着|超编|缺编|在岗", passage.text)
        ):
            continue
        if passage is not None and re.search(rf"(?:年初|上年)[^，。；\d]{{0,6}}{stated}", passage.text):
            continue  # the parts are of those at the end of the year
        listing = "＋".join(f"{_class(member)}{getattr(member, field)}" for member in parts)
        yield found(
            "HEADCOUNT_MISMATCH",
            Severity.ERROR,
            f"{label}写{stated}人，分项{listing}＝{sum(numbers)}人",
            "核对合计和分项，改正其中一处",
            paper.place(total.origin(field), f"{stated}人"),
            *(paper.place(member.origin(field)) for member in parts),
            subject="人员",
        )


def _class(member: StaffCount) -> str:
    return member.staff_class.removesuffix("编制")


_OWN_STAFF = re.compile(
    r"人员保障|在职人员|在编人员|在岗人员|本单位(?:人员|职工)|机关(?:人员|干部)|工作人员(?:数|人数)|职工人数|办公人数"
)
_OF_SERVED = re.compile(r"满意|培训|服务|受益|对象|群众|补贴|参")


def staff_targets(paper: Paper) -> Iterator[Finding]:
    """HEADCOUNT_IMPOSSIBLE: an indicator asks for more of the own staff than there are."""
    total = next((m for m in paper.entered.staff if m.staff_class in _TOTALS), None)
    if total is None:
        return
    numbers = [n for n in (total.authorized, total.actual) if n is not None]
    parts = [m for m in paper.entered.staff if m.staff_class not in _TOTALS]
    authorized = sum(m.authorized for m in parts if m.authorized is not None)
    most = max([*numbers, authorized], default=0)
    for indicator in paper.entered.department_indicators:
        target = indicator.target
        if not _OWN_STAFF.search(indicator.name) or _OF_SERVED.search(indicator.name) or target.quantity is None:
            continue
        if target.quantity.unit.dimension != "person" or target.comparator in {
            Comparator.AT_MOST,
            Comparator.LESS_THAN,
        }:
            continue
        if most and target.quantity.base > most:
            yield found(
                "HEADCOUNT_IMPOSSIBLE",
                Severity.ERROR,
                f"“{indicator.name}”指标值{indicator.target_value}，"
                f"而单位编制{total.authorized or '—'}人、实有{total.actual or '—'}人，"
                "不可能达到",
                "按编制或实有人数改正指标值",
                paper.place(indicator.origin("target_value"), indicator.target_value),
                paper.place(total.origin("actual") or total.origin("authorized")),
                subject=indicator.name,
            )


_STAFF_WORD = re.compile(
    r"(?:在职(?:人员|职工)?|在编(?:人员)?|实有(?:人数|人员)?|离退休(?:人员)?)(?:共|共有|小计|合计|总数|为)?$"
)
_STAFF_INDICATOR = re.compile(r"办公人数|工资.{0,6}人(?:员|数)|在职人员|人员数量.{0,4}工资|公用经费人数|职工人数")


def staff_across_projects(paper: Paper) -> Iterator[Finding]:
    """HEADCOUNT_VARIES: the projects of one small department count its own staff differently."""
    counted: dict[Decimal, list[tuple[str, Place | None]]] = {}
    for indicator in paper.entered.indicators:
        quantity = indicator.target.quantity
        if not indicator.project or quantity is None or quantity.unit.dimension != "person":
            continue
        if _STAFF_INDICATOR.search(indicator.name) and not re.search(r"补贴|培训|专职委员|社区", indicator.name):
            place = paper.place(indicator.origin("target_value"), indicator.target_value)
            counted.setdefault(quantity.base, []).append((f"“{indicator.name}”{indicator.target_value}", place))
    explained: set[Decimal] = set()
    stated: list[tuple[str, Place | None]] = []
    for goal in paper.entered.goals:
        origin = goal.origin("text")
        scanned = scan(goal.text).claims
        numbers = []
        for mention in scanned:
            before = goal.text[: mention.start]
            after = goal.text[mention.end : mention.end + 5]
            if mention.unit.dimension == "person" and (
                _STAFF_WORD.search(before) or re.match(r"在职|离退休|退休", after)
            ):
                numbers.append(mention)
        if numbers:
            total = sum((m.value for m in numbers if m.value is not None), Decimal(0))
            explained.update({total, *(m.value for m in numbers if m.value is not None)})
            stated.append(("“" + "、".join(goal.text[m.start : m.end + 4] for m in numbers) + "”", paper.place(origin)))
    values = sorted(counted)
    odd = [value for value in values if value not in explained] if explained else values[1:]
    if len(values) > 1 and odd:
        shown = "；".join([words for value in values for words, _ in counted[value][:1]] + [w for w, _ in stated])
        places = [place for value in values for _, place in counted[value][:1]] + [place for _, place in stated]
        yield found(
            "HEADCOUNT_VARIES",
            Severity.WARNING,
            f"本单位人数口径不一：{shown}",
            "统一口径，或注明含编外、离退休等人员",
            *places,
            subject="人员",
        )


_POSTS = re.compile(
    r"(?P<label>在职(?:人员|职工|在编)?|(?:人员)?编制|实有)(?:人数|数|总数)?(?:共有|共|为|小计|合计|总数)?\s*$"
)
_PART_OF = re.compile(
    r"下属|所属|直属|委属|局属|系统|二级|核定|机关|中心|站|基层|其中|派出|事业编制|行政编制|工勤|参公|退休|上年|全[市县区省]|每|平均|新增|减少|增加"
)


def staff_in_words(paper: Paper) -> Iterator[Finding]:
    """HEADCOUNT_VARIES in prose: 在职155人 in one place, 在职人员153人 in another."""
    seen: dict[str, tuple[Mention, Passage]] = {}
    for passage in paper.paragraphs:
        for start, end in clauses(passage.text):
            clause = passage.text[start:end]
            stop = passage.text.rfind("。", 0, start)  # 其中：行政…；事业… goes on to the end of the sentence
            if _PART_OF.search(passage.text[stop + 1 : end]):
                continue
            for mention in scan(clause).claims:
                label = _POSTS.search(clause[: mention.start])
                if mention.unit.dimension != "person" or label is None or mention.value is None:
                    continue
                key = "编制" if "编制" in label["label"] else "在职"
                first = seen.setdefault(key, (mention, passage))
                if first[0].value != mention.value:
                    yield found(
                        "HEADCOUNT_VARIES",
                        Severity.ERROR,
                        f"{key}人数前后不一：一处写{first[0].text}，一处写{mention.text}",
                        "核对人数，改正其中一处",
                        passage.place(start + mention.start, start + mention.end),
                        first[1].place(),
                        subject="人员",
                    )


_CONTROL_RATE = re.compile(r"在职人员控制率(?:为|达到|是)?(?P<rate>\d+(?:\.\d+)?)\s*[%％]")


_IN_POST = re.compile(r"(?:在职|实有)(?:人员|职工|人数)?(?:为|共)?$")
_HARDLY_OFF = 12  # percentage points; what is farther off is a rate of other bodies


def control_rates(paper: Paper) -> Iterator[Finding]:
    """RATE_IN_TEXT: 在职人员控制率 that is not 在职÷编制 of the same paragraph (财预〔2013〕53号)."""
    for passage in paper.paragraphs:
        hit = _CONTROL_RATE.search(passage.text)
        if hit is None:
            continue
        claims = [m for m in scan(passage.text[: hit.start()]).claims if m.unit.dimension == "person" and m.value]
        posts = [m for m in claims if re.search(r"编制(?:人数|总数|数)?(?:为|共)?$", passage.text[: m.start])]
        staff = [m for m in claims if _IN_POST.search(passage.text[: m.start])]
        if not posts or not staff or re.search(r"上年|去年", passage.text[: hit.start()]):
            continue
        said = Decimal(hit["rate"])
        values = [(a.value or Decimal(0), b.value or Decimal(1)) for a in staff for b in posts]
        rates = [round_half_up(a / b * 100, places_of(said)) for a, b in values]
        persons = [m.value for m in claims if m.value]
        if said in {round_half_up(a / b * 100, places_of(said)) for a in persons for b in persons}:
            continue  # 年末实有 of all posts together
        right = rates[0]
        if said not in rates and abs(said - right) <= _HARDLY_OFF:
            yield found(
                "RATE_IN_TEXT",
                Severity.ERROR,
                f"在职人员控制率写{hit['rate']}%，{staff[0].text}÷{posts[0].text}＝{plain_number(right)}%",
                "改正控制率，或核对编制和在职人数",
                passage.place(hit.start(), hit.end()),
                passage.place(posts[0].start, staff[0].end),
                subject="人员",
            )


DETECTORS: tuple[Detector, ...] = (
    staff_sums,
    staff_targets,
    staff_across_projects,
    staff_in_words,
    control_rates,
)
