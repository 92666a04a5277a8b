import asyncio

import pytest

from reportgen.llm.chat import Rung
from reportgen.llm.modes import EndpointModes


def test_a_cancellation_that_comes_with_the_news_is_not_lost(monkeypatch):
    monkeypatch.setattr("reportgen.llm.modes.PATIENCE_SECONDS", 30.0)

    async def cancelled_as_the_first_question_ends():
        modes = EndpointModes()
        await modes.lead_or_wait()
        waiting = asyncio.create_task(modes.lead_or_wait())
        await asyncio.sleep(0)
        modes.settle()
        waiting.cancel()
        await waiting

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(cancelled_as_the_first_question_ends())


def test_questions_that_find_the_same_rung_refused_step_down_once():
    modes = EndpointModes()

    modes.step_down(Rung.SCHEMA)
    modes.step_down(Rung.SCHEMA)

    assert modes.rung is Rung.OBJECT


@pytest.mark.parametrize(
    ("status", "message", "again", "rung"),
    [
        (400, "response_format json_schema is not supported", True, Rung.OBJECT),
        (422, "", True, Rung.OBJECT),
        (400, "maximum context length is 4096 tokens", False, Rung.SCHEMA),
        (404, "no such model", False, Rung.SCHEMA),
        (400, "Unsupported value: 'temperature' does not support 0.2", True, Rung.SCHEMA),
    ],
)
def test_a_refusal_teaches_what_to_leave_out(status, message, again, rung):
    modes = EndpointModes()

    assert modes.refused(status, message, {"temperature": 0.2}, Rung.SCHEMA) is again
    assert modes.rung is rung
