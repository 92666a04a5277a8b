"""Posts and who fills them (编制与空缺): more persons than posts, vacancies that are not the difference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.checking.consistency.figures import Figure, figures_of
from reportgen.checking.consistency.paper import Detector, Paper, found, prose_of
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import plain_number

_AUTHORIZED = re.compile(
    r"^(?:核定|现有|共有|总|人员|部门|单位|设|有|事业|行政|参公)*编制(?:人数|总数)?(?:为|共|共有)?$"
)
_IN_POST = re.compile(r"(?:实有|在职|在编|在岗)(?:人员|人数|职工|干部)*(?:为|共)?$")
_WHY_MORE = re.compile(r"超编|编外|聘用|临时|劳务|政府购买|挂职|借调|工勤|离退休人员")


def more_than_authorized(paper: Paper) -> Iterator[Finding]:
    """OVERSTAFFED: 现有编制21人，年末实有25人, and no word says why."""
    if any(_WHY_MORE.search(passage.text) for passage in paper.passages):
        return
    for passage in paper.paragraphs:
        persons = [one for one in figures_of(passage.text) if one.kind == "person"]
        authorized = [one for one in persons if _AUTHORIZED.search(one.lead.strip())]
        present = [one for one in persons if _IN_POST.search(one.lead)]
        if len(authorized) != 1 or not present or present[0].value <= authorized[0].value:
            continue
        yield found(
            "OVERSTAFFED",
            Severity.WARNING,
            f"实有{present[0].text}，超过编制{authorized[0].text}",
            "核对人数；确实超编的说明原因",
            passage.place(present[0].start, present[0].end),
            passage.place(authorized[0].start, authorized[0].end),
            subject="人员",
        )


_VACANT = re.compile(r"(?:空编|缺编|空缺|空余编制)(?:为|共)?$")


def vacancies(paper: Paper) -> Iterator[Finding]:
    """HEADCOUNT_MISMATCH: 编制46名，在编43名，空编5名."""
    for passage in prose_of(paper):
        persons = [one for one in figures_of(passage.text) if one.kind == "person"]
        for at, vacant in enumerate(persons):
            if at < 2 or not _VACANT.search(vacant.lead):
                continue
            gaps = {abs(one.value - other.value) for one in persons[:at] for other in persons[:at]}
            posts, present = _posts_and_present(persons[:at])
            if posts is None or vacant.value in gaps or posts.value == present.value:
                continue
            if posts.value < present.value and not ("编" in posts.lead and _IN_POST.search(present.lead)):
                continue
            yield found(
                "HEADCOUNT_MISMATCH",
                Severity.ERROR,
                f"写“{vacant.lead.strip()[-4:]}{vacant.text}”，{posts.text}－{present.text}"
                f"＝{plain_number(posts.value - present.value)}",
                "核对编制、在编和空编人数",
                passage.place(vacant.start, vacant.end),
                passage.place(posts.start, present.end),
                subject="人员",
            )


def _posts_and_present(before: Sequence[Figure]) -> tuple[Figure | None, Figure]:
    """The posts and those who fill them: the last two numbers where the first is of posts, else those so called."""
    one, other = before[-2:]
    if "编" in one.lead:
        return one, other
    posts = [figure for figure in before if _AUTHORIZED.search(figure.lead.strip())]
    present = [figure for figure in before if _IN_POST.search(figure.lead)]
    if len(posts) != 1 or not present:
        return None, other
    return posts[0], present[-1]


DETECTORS: tuple[Detector, ...] = (more_than_authorized, vacancies)
