import asyncio

import pytest

from reportgen.llm.chat import Rung
from reportgen.llm.modes import EndpointModes


@pytest.mark.parametrize("turns", [0, 1, 2])
def test_a_cancellation_that_comes_with_the_news_is_not_lost(monkeypatch, turns):
    monkeypatch.setattr("reportgen.llm.modes.PATIENCE_SECONDS", 30.0)

    async def is_cancelled():
        modes = EndpointModes()
        await modes.lead_or_wait()

        async def second_question():
            await modes.lead_or_wait()
            await asyncio.sleep(3600)

        waiting = asyncio.create_task(second_question())
        await asyncio.sleep(0.01)
        modes.settle()
        for _ in range(turns):
            await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait({waiting}, timeout=5)
        return waiting.cancelled()

    assert asyncio.run(is_cancelled())


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
