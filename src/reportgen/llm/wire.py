"""One request to an OpenAI-compatible endpoint, and what can go wrong with it. The one place that knows the SDK."""

from __future__ import annotations

import asyncio
import email.utils
import re
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from reportgen.errors import SettingsError
from reportgen.llm.chat import Message, Rung
from reportgen.llm.endpoint import Endpoint
from reportgen.llm.modes import EndpointModes, is_about_length
from reportgen.llm.stream import BrokenReplyError, RawReply, ServerSaidError, read_reply

if TYPE_CHECKING:
    import httpx2
    import openai

_CONNECT_SECONDS = 10.0
_SHOWN_MESSAGE = 200
MOST_WAIT_SECONDS = 60.0
_ABOUT_QUOTA = re.compile(r"insufficient.?(quota|balance)|arrearage|余额不足|欠费", re.IGNORECASE)
_ABOUT_CONTENT = re.compile(
    r"data.?inspection|content.?(filter|policy|management)|sensitive|敏感|内容安全", re.IGNORECASE
)


class WireError(Exception):
    """A request brought no reply. *transient* tells whether asking again may help.

    *retry_after* is seconds the server asked to wait, at most 60; *other_way* that it was refused for its form and
    should be sent at once in another; *generated* that the model may have worked, so that tokens were used.
    """

    def __init__(
        self,
        code: str,
        reason: str,
        *,
        transient: bool = False,
        retry_after: float | None = None,
        other_way: bool = False,
        generated: bool = False,
        server: str = "",
    ) -> None:
        self.code = code
        self.reason = reason
        self.transient = transient
        self.retry_after = retry_after
        self.other_way = other_way
        self.generated = generated
        self.server = server
        super().__init__(reason)

    @property
    def line(self) -> str:
        """The reason with what the server said, on one line."""
        return f"{self.reason}（服务器说：{self.server}）" if self.server else self.reason


class Wire:
    """The connection to one endpoint. Used on one event loop only."""

    def __init__(self, endpoint: Endpoint, modes: EndpointModes) -> None:
        self._endpoint = endpoint
        self._modes = modes
        self._client = self._connect()

    async def send(
        self, messages: Sequence[Message], rung: Rung, answer_format: dict[str, object], *, forced: bool = False
    ) -> RawReply:
        """The reply of the endpoint. With *forced* the rung stays though it be refused. Raises WireError."""
        import httpx2
        import openai

        body = {
            "model": self._endpoint.model,
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "stream": True,
            **self._modes.parameters(
                temperature=self._endpoint.temperature, max_output_tokens=self._endpoint.max_output_tokens
            ),
            **answer_format,
        }
        try:
            async with asyncio.timeout(self._endpoint.timeout):
                return await self._exchange(body)
        except TimeoutError:
            raise self._too_slow() from None
        except openai.APIStatusError as error:
            raise self._status_error(error, body, rung, forced=forced) from error
        except (openai.APITimeoutError, httpx2.TimeoutException):
            raise self._too_slow() from None
        except (openai.APIConnectionError, httpx2.InvalidURL) as error:
            raise self._unreachable(error) from error
        except (BrokenReplyError, httpx2.HTTPError) as error:
            reason = "回答没有传完，连接就断了，或者传来的不是回答"
            raise WireError("dropped", reason, transient=True, generated=True) from error
        except ServerSaidError as error:
            said = self._said(str(error))
            raise WireError("server", "模型服务在回答中报错", transient=True, generated=True, server=said) from error

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _exchange(self, body: dict[str, object]) -> RawReply:
        stream = await cast(Any, self._client.chat.completions).create(**body)
        response: httpx2.Response = stream.response  # read by ourselves, within limits
        try:
            self._modes.settle()
            streamed = "event-stream" in response.headers.get("content-type", "")
            return await read_reply(response.aiter_bytes(), streamed=streamed)
        finally:
            await response.aclose()

    def _connect(self) -> openai.AsyncOpenAI:
        import httpx2
        import openai

        has_key = bool(self._endpoint.api_key)

        async def only_what_is_needed(request: httpx2.Request) -> None:
            for name in [name for name in request.headers if name.lower().startswith("x-stainless")]:
                del request.headers[name]  # the SDK's account of this machine
            for name in ("openai-organization", "openai-project", *(() if has_key else ("authorization",))):
                request.headers.pop(name, None)

        try:
            http_client = httpx2.AsyncClient(
                timeout=httpx2.Timeout(self._endpoint.timeout, connect=min(_CONNECT_SECONDS, self._endpoint.timeout)),
                follow_redirects=False,  # a prompt goes nowhere but to the endpoint named
                trust_env=not self._endpoint.on_this_machine,  # no proxy between this machine and itself
                headers={"accept-encoding": "identity"},
                event_hooks={"request": [only_what_is_needed]},
            )
        except OSError as error:
            remedy = "请检查环境变量 SSL_CERT_FILE 指的文件，或者去掉这个变量。"
            raise SettingsError("证书文件打不开，或者里面没有证书", remedy=remedy) from error
        except (ImportError, ValueError) as error:
            remedy = (
                "代理只支持 http:// 和 https://；请修改环境变量 ALL_PROXY、HTTPS_PROXY，或把模型的地址写进 NO_PROXY。"
            )
            raise SettingsError("系统设置的代理不能用", remedy=remedy) from error
        return openai.AsyncOpenAI(
            api_key=self._endpoint.api_key or "none",
            base_url=self._endpoint.base_url,
            organization="",
            project="",
            max_retries=0,
            http_client=http_client,
        )

    def _unreachable(self, error: BaseException) -> WireError:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLCertVerificationError):
                reason = f"不信任 {self._endpoint.base_url} 的证书（{cause.verify_message}）"
                return WireError("certificate", reason)
            cause = cause.__cause__ or cause.__context__
        return WireError("unreachable", f"连接不上 {self._endpoint.base_url}", transient=True)

    def _too_slow(self) -> WireError:
        return WireError("timeout", f"{self._endpoint.timeout:g} 秒内没有答完", transient=True, generated=True)

    def _status_error(
        self, error: openai.APIStatusError, body: dict[str, object], rung: Rung, *, forced: bool
    ) -> WireError:
        status, said = error.status_code, self._said(_body_text(error))
        if status in {401, 403}:
            return WireError("auth", "模型服务不接受密钥，或者没有权限使用这个模型", server=said)
        if status == 402 or _ABOUT_QUOTA.search(said):
            return WireError("quota", "模型服务的额度或余额用完了", server=said)
        if status == 404:
            return WireError("not_found", f"接口地址或模型名称“{self._endpoint.model}”不对，服务器上没有", server=said)
        if 300 <= status < 400:
            return WireError("not_found", "接口地址被转到别处，没有跟随；请写最终的地址", server=said)
        if status == 400 and _ABOUT_CONTENT.search(said):
            return WireError("refused", "模型服务的内容审查没有放行这个提问", server=said)
        if status == 429:
            wait = retry_after(error.response.headers.get("retry-after", ""), datetime.now(UTC))
            reason = "模型服务说提问太频繁"
            return WireError("rate_limited", reason, transient=True, retry_after=wait, server=said)
        if (status >= 500 and status != 501) or status in {408, 409, 425}:
            wait = retry_after(error.response.headers.get("retry-after", ""), datetime.now(UTC))
            return WireError("server", f"模型服务出错（{status}）", transient=True, retry_after=wait, server=said)
        if self._modes.refused(status, said, body, rung, keep_rung=forced):
            return WireError("bad_request", "模型服务不接受这种提问方式", transient=True, other_way=True, server=said)
        if status == 413 or is_about_length(said):
            return WireError("too_long", "提问太长，超过这个模型的上限", server=said)
        return WireError("bad_request", f"模型服务不接受这个提问（{status}）", server=said)

    def _said(self, text: str) -> str:
        """What a server says, fit to be shown: one line, no control characters, not the key."""
        if self._endpoint.api_key:
            text = text.replace(self._endpoint.api_key, "***")
        line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
        return line if len(line) <= _SHOWN_MESSAGE else line[: _SHOWN_MESSAGE - 1] + "…"


def retry_after(header: str, now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` header asks for, given as seconds or as a date, at most 60; None if unreadable."""
    text = header.strip()
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text, re.ASCII):
        seconds = float(text)
    else:
        try:
            named = email.utils.parsedate_to_datetime(text)
        except (ValueError, IndexError):
            return None
        seconds = (named.replace(tzinfo=named.tzinfo or UTC) - now).total_seconds()
    return min(max(seconds, 0.0), MOST_WAIT_SECONDS)


def _body_text(error: openai.APIStatusError) -> str:
    """What the body of an error says: its message with its code, or its text."""
    body = error.body
    inner = body.get("error", body) if isinstance(body, dict) else body
    if isinstance(inner, dict):
        parts = [str(inner.get(key) or "") for key in ("message", "detail", "code", "param", "type")]
        return " ".join(part for part in parts if part) or str(inner)
    return str(inner or "")
