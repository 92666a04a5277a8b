from concurrent.futures import ThreadPoolExecutor

import pytest

from reportgen.llm.budget import Budget, Spent
from reportgen.llm.chat import ChatError


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def reserve_or_none(budget, tokens):
    try:
        budget.reserve(tokens)
    except ChatError as error:
        return error.code
    return None


def test_tokens_set_aside_count_until_they_are_settled():
    budget = Budget(requests=10, tokens=1000, seconds=60)
    budget.reserve(600)

    refused = reserve_or_none(budget, 600)
    budget.settle(600, 100)
    budget.reserve(600)

    assert refused == "budget"
    assert (budget.spent.requests, budget.spent.tokens) == (2, 100)


def test_many_threads_together_do_not_exceed_the_requests():
    budget = Budget(requests=100, tokens=10**9, seconds=60)

    with ThreadPoolExecutor(16) as pool:
        refusals = list(pool.map(lambda _: reserve_or_none(budget, 1), range(500)))

    assert refusals.count(None) == 100
    assert budget.spent.requests == 100


def test_time_counts_from_the_first_request():
    clock = Clock()
    budget = Budget(requests=10, tokens=10, seconds=60, clock=clock)
    clock.now = 1000.0
    budget.reserve(1)
    clock.now = 1059.0

    assert budget.seconds_left() == 1.0
    assert budget.spent == Spent(requests=1, tokens=0, seconds=59.0)


def test_no_request_begins_after_the_time_is_up():
    clock = Clock()
    budget = Budget(requests=10, tokens=10, seconds=60, clock=clock)
    budget.reserve(1)
    clock.now += 60

    with pytest.raises(ChatError) as raised:
        budget.reserve(1)

    assert raised.value.reason == "模型用时达到设置的上限 60 秒，没有再问"
