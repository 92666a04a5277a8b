"""Where a language model answers (接口), and the limits of using it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An OpenAI-compatible endpoint. The key is empty where a local server wants none; it is never shown.

    *timeout* is seconds for one request as a whole; the budget (预算) holds for everything asked of one model opened.
    """

    base_url: str
    model: str
    api_key: str = field(default="", repr=False)
    temperature: float = 0.2
    concurrency: int = 6  # as many as a report has sections for a model
    timeout: float = 300.0
    max_output_tokens: int = 8192
    budget_requests: int = 1000
    budget_tokens: int = 500_000
    budget_seconds: float = 3600.0

    @property
    def on_this_machine(self) -> bool:
        """Whether what is sent stays on this machine."""
        host = urlsplit(self.base_url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"
