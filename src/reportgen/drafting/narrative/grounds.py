"""Whether the words a model puts around the figures rest on what was entered (依据): deeds, causes, distinctions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from reportgen.model.draft import Figure, Run, Words
from reportgen.model.facts import FactLedger

_CAUSE = re.compile(
    r"原因(?:是|在于|为)|由于|因为|受.{1,10}影响|(?<![不原成起病基])因(?!此|素|地制宜|人而异|而)|导致|造成|致使|归因"
)
_DISTINCTION = re.compile(
    r"首次|首创|首个|首家|首批|率先|唯一|第一|位居|名列|前列|前茅|领先|历史|历届|新高|前所未有|史无前例|填补|荣获|获评|"
    r"被评为|授予|称号|表彰|表扬|先进|示范|标杆|肯定|好评|赞誉|赞扬|媒体|广泛关注|零投诉|零事故|零差错|无一|杜绝|根除|"
    r"圆满|显著|极大|大幅|全覆盖|翻天覆地|历久|奇迹"
)


@dataclass(frozen=True, slots=True)
class Unfounded:
    """Words without grounds, in Chinese, for the model that wrote them."""

    code: str
    message: str


def entered_words(ledger: FactLedger) -> str:
    """What was entered, as one text: the texts, subjects and labels of the facts of *ledger*."""
    return "\n".join(f"{fact.subject} {fact.label} {fact.text}" for fact in ledger.values())


def unfounded(runs: Sequence[Run], entered: str, *, causes: Collection[str] = ()) -> Iterator[Unfounded]:
    """What one sentence says that was not *entered*. *causes* are the facts that may be cited as reasons."""
    cited = {run.fact for run in runs if isinstance(run, Figure)}
    for run in runs:
        if not isinstance(run, Words):
            continue
        for found in _DISTINCTION.finditer(run.text):
            if found[0] not in entered:
                yield Unfounded("CLAIM_UNFOUNDED", f"“{found[0]}”没有填报依据，请删去")
        cause = _CAUSE.search(run.text)
        if cause and not cited & set(causes) and run.text[cause.start() : cause.end() + 4] not in entered:
            yield Unfounded("CAUSE_INVENTED", f"“{run.text.strip()}”写了原因，只能用填报的原因的占位来写")
