"""A language model behind an OpenAI-compatible endpoint: bounded attempts, bounded re-asks, one budget."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from reportgen.llm.budget import Budget
from reportgen.llm.chat import ChatError, ChatReply, ChatRequest, Message, Rung
from reportgen.llm.endpoint import Endpoint
from reportgen.llm.event_loop import EventLoop, StoppedError
from reportgen.llm.form_words import asked_again, with_form
from reportgen.llm.masking import Masking
from reportgen.llm.modes import EndpointModes, response_format
from reportgen.llm.reply_form import Judged, judge
from reportgen.llm.schema import Fault, check_schema
from reportgen.llm.stream import RawReply
from reportgen.llm.wire import Wire, WireError

MOST_FAILURES = 4  # of the endpoint, for one question
MOST_TIMEOUTS = 2
MOST_REASKS = 2
MOST_REQUESTS = 12  # for one question, whatever happens
_IGNORES_FORM = frozenset({"empty", "not_json", "schema"})
_BACK_OFF = wait_random_exponential(multiplier=0.5, max=20)

Sleep = Callable[[float], Awaitable[None]]


class OpenAIChat:
    """A ChatModel. Names and identity numbers are masked here, where every request passes; close it when done."""

    def __init__(
        self,
        endpoint: Endpoint,
        masking: Masking | None = None,
        *,
        budget: Budget | None = None,
        rung: Rung = Rung.SCHEMA,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.endpoint = endpoint
        self.budget = budget or Budget(
            requests=endpoint.budget_requests, tokens=endpoint.budget_tokens, seconds=endpoint.budget_seconds
        )
        self._masking = masking or Masking()
        self._modes = EndpointModes(rung)
        self._wire = Wire(endpoint, self._modes)
        self._slots = asyncio.Semaphore(endpoint.concurrency)
        self._sleep = sleep
        self._loop = EventLoop()

    @property
    def name(self) -> str:
        """The model's name as set, not as the server may call it."""
        return self.endpoint.model

    def ask(self, request: ChatRequest) -> ChatReply:
        """The reply to *request*. Raises ChatError."""
        return self._ask(request)

    def try_rung(self, request: ChatRequest, rung: Rung) -> ChatReply:
        """One attempt on *rung*, without retries and re-asks: for ``reportgen model check``. Raises ChatError."""
        return self._ask(request, rung)

    def stop(self) -> None:
        """End the questions in flight and refuse new ones: they raise ChatError with the code ``stopped``."""
        self._loop.stop()

    def close(self) -> None:
        """Stop, and close the connections."""
        self._loop.close(self._wire.close())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, request: ChatRequest, rung: Rung | None = None) -> ChatReply:
        check_schema(request.schema)
        masked = self._masking.mask(request)
        means = _Means(self._wire, self._modes, self.budget, self._slots, self._sleep, self.endpoint)
        asking = _Asking(masked.request, frozenset(masked.originals), means, forced=rung)
        try:
            return masked.restore(self._loop.run(asking.answer()))
        except StoppedError:
            raise ChatError("stopped", "已中断，没有等到模型的回答", attempts=asking.attempts) from None


@dataclass(frozen=True, slots=True)
class _Means:
    """What all questions to one endpoint share."""

    wire: Wire
    modes: EndpointModes
    budget: Budget
    slots: asyncio.Semaphore
    sleep: Sleep
    endpoint: Endpoint


class _Asking:
    """One question on its way: sent, sent again where the endpoint fails, asked again where the reply is no use.

    On a *forced* rung it is sent once, and again only without a parameter that the endpoint does not know.
    """

    def __init__(
        self, request: ChatRequest, placeholders: frozenset[str], means: _Means, *, forced: Rung | None
    ) -> None:
        self.attempts = 0
        self._request, self._placeholders, self._means = request, placeholders, means
        self._forced = forced
        self._rung = forced or means.modes.rung
        self._failures = self._timeouts = 0
        self._tokens = (0, 0)
        self._details: list[str] = []

    async def answer(self) -> ChatReply:
        """The reply. Raises ChatError."""
        started = time.monotonic()
        messages: Sequence[Message] = self._request.messages
        if self._forced is None:
            await self._means.modes.lead_or_wait()
        try:
            for _ in range(1 if self._forced else 1 + MOST_REASKS):
                raw = await self._sent(messages)
                judged = judge(raw, self._request, self._placeholders)
                if judged.data is not None:
                    return self._reply(judged, raw, time.monotonic() - started)
                faults = self._learn(judged)
                messages = asked_again(self._request.messages, judged.text, faults)
        except WireError as error:
            raise ChatError(error.code, _sentence(error), attempts=self.attempts, details=self._details) from error
        except ChatError as error:
            raise ChatError(error.code, error.reason, attempts=self.attempts, details=self._details) from error
        finally:
            self._means.modes.settle()
        last = faults[0]
        reason = f"模型的回答不能用：{last.message}" + (f"，问了 {self.attempts} 次" if self.attempts > 1 else "")
        raise ChatError(last.code, reason, attempts=self.attempts, details=self._details)

    def _learn(self, judged: Judged) -> tuple[Fault, ...]:
        """Note why a reply is no use; a rung whose form it ignores is given up."""
        self._details += map(str, judged.faults)
        if self._forced is None and any(fault.code in _IGNORES_FORM for fault in judged.faults):
            self._means.modes.step_down(self._rung)
        return judged.faults

    async def _sent(self, messages: Sequence[Message]) -> RawReply:
        """The reply to *messages*, sent again while the endpoint fails in a way that may pass."""
        retrying = AsyncRetrying(
            retry=retry_if_exception(_may_pass if self._forced is None else _asks_for_another_way),
            wait=_wait,
            stop=self._enough,
            sleep=self._means.sleep,
            reraise=True,
        )
        return await retrying(self._once, messages)

    def _enough(self, state: RetryCallState) -> bool:
        return (
            self._failures >= MOST_FAILURES
            or self._timeouts >= MOST_TIMEOUTS
            or self.attempts >= MOST_REQUESTS
            or state.upcoming_sleep >= self._means.budget.seconds_left()
        )

    async def _once(self, messages: Sequence[Message]) -> RawReply:
        """One request, within the budget and the concurrency."""
        async with self._means.slots:
            self._rung = self._forced or self._means.modes.rung
            told = with_form(messages, self._rung, self._request.schema)
            wanted = response_format(self._rung, self._request.schema, self._request.schema_name)
            question = _estimated_tokens(told)
            reserved = question + self._means.endpoint.max_output_tokens
            self._means.budget.reserve(reserved)
            self.attempts += 1
            spent = reserved
            try:
                async with asyncio.timeout(self._means.budget.seconds_left()):
                    raw = await self._means.wire.send(told, self._rung, wanted, forced=self._forced is not None)
                tokens = (raw.input_tokens or question, raw.output_tokens or len(raw.text) + len(raw.thought))
                spent = sum(tokens)
                self._tokens = (self._tokens[0] + tokens[0], self._tokens[1] + tokens[1])
                return raw
            except TimeoutError:
                raise ChatError("budget", "模型用时达到设置的上限，没有等到回答") from None
            except WireError as error:
                spent = reserved if error.generated else 0
                self._note(error)
                raise
            finally:
                self._means.budget.settle(reserved, spent)

    def _note(self, error: WireError) -> None:
        self._details.append(error.line)
        self._failures += not error.other_way
        self._timeouts += error.code == "timeout"

    def _reply(self, judged: Judged, raw: RawReply, seconds: float) -> ChatReply:
        assert judged.data is not None
        return ChatReply(
            data=judged.data,
            text=judged.text,
            model=raw.model or self._means.endpoint.model,
            rung=self._rung,
            input_tokens=self._tokens[0],
            output_tokens=self._tokens[1],
            seconds=seconds,
            attempts=self.attempts,
            details=tuple(self._details),
        )


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, WireError) and error.transient


def _asks_for_another_way(error: BaseException) -> bool:
    return isinstance(error, WireError) and error.other_way


def _wait(state: RetryCallState) -> float:
    """What the server asked for, nothing before asking in another way, else longer each time."""
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, WireError):
        if error.other_way:
            return 0.0
        if error.retry_after is not None:
            return error.retry_after
    return _BACK_OFF(state)


def _estimated_tokens(messages: Sequence[Message]) -> int:
    """About as many tokens as *messages* take, rather more: one a character."""
    return sum(len(message.content) for message in messages)


_REMEDIES = {
    "unreachable": "请检查模型服务是否已启动、地址和网络是否正确",
    "timeout": "请换小一些的模型，或者调大超时时间",
    "dropped": "请检查网络和模型服务的日志",
    "rate_limited": "请稍后再试，或者调小并发数",
    "quota": "请充值或换一个模型服务",
    "server": "请查看模型服务的日志",
    "auth": "请检查密钥",
    "not_found": "请检查接口地址（一般以 /v1 结尾）和模型名称",
    "certificate": "请管理员把单位的证书装进系统，见 docs/model.md 的“内网”",
    "refused": "请检查填报的文字，或者换一个模型服务",
    "bad_request": "请用 reportgen model check 检查这个模型",
    "too_long": "请换上下文更长的模型",
}


def _sentence(error: WireError) -> str:
    return f"{error.reason}；{_REMEDIES[error.code]}"
