"""Who may ask (访问): loopback alone without login, hosts that are meant, tokens that only our pages know."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SESSION_COOKIE = "reportgen_session"
TOKEN_FIELD = "form_token"  # noqa: S105  the name of a field
TOKEN_HEADER = "x-form-token"  # noqa: S105
_TOKEN_LENGTH = 43


@dataclass(frozen=True, slots=True)
class Access:
    """How the workbench is served: with *login*, or for the one user of this machine; which host names are ours."""

    login: bool
    hosts: frozenset[str] = frozenset()  # empty with login: any name the server is reached by
    secure: bool = False  # behind HTTPS


def new_token() -> str:
    """A session token nobody can guess."""
    return secrets.token_urlsafe(32)


def looks_like_token(text: str) -> bool:
    """Whether a cookie could be a session token."""
    return len(text) == _TOKEN_LENGTH and all(each.isalnum() or each in "-_" for each in text)


def form_token(session: str) -> str:
    """The token that the forms of a session carry; a page of another site cannot know it."""
    return hashlib.sha256(f"form {session}".encode()).hexdigest()


def is_form_token(given: str, session: str) -> bool:
    """Whether a form came from a page of this session."""
    return hmac.compare_digest(given.encode(), form_token(session).encode())


def host_name(header: str) -> str:
    """The name in a Host header without its port: ``127.0.0.1:8000`` → ``127.0.0.1``."""
    name = header.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.rpartition(":")[0] if ":" in name else name


def same_origin(origin: str, host: str) -> bool:
    """Whether an Origin header names the host that is asked; a request without one is judged by its token alone."""
    return not origin or origin.partition("://")[2] == host


@dataclass(slots=True)
class RateLimit:
    """At most *per_minute* requests of one client, refilled evenly. Forgets clients it has not seen for long."""

    per_minute: int
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def allows(self, client: str) -> bool:
        """Whether *client* may ask once more now."""
        moment = time.monotonic()
        with self._lock:
            left, since = self._buckets.pop(client, (float(self.per_minute), moment))
            left = min(float(self.per_minute), left + (moment - since) * self.per_minute / 60)
            allowed = left >= 1
            self._buckets[client] = (left - 1 if allowed else left, moment)
            while len(self._buckets) > 10_000:
                self._buckets.popitem(last=False)
        return allowed
