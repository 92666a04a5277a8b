from datetime import UTC, datetime

import pytest

from reportgen.llm.wire import retry_after

NOW = datetime(2024, 3, 1, 8, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 1.5 ", 1.5),
        ("0", 0.0),
        ("3600", 60.0),
        ("Fri, 01 Mar 2024 08:00:20 GMT", 20.0),
        ("Fri, 01 Mar 2024 09:00:00 GMT", 60.0),
        ("Fri, 01 Mar 2024 07:00:00 GMT", 0.0),
        ("Fri, 01 Mar 2024 16:00:20 +0800", 20.0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("nan", None),
        ("９", None),
    ],
)
def test_the_wait_a_server_asks_for_is_read_and_capped_at_a_minute(header, seconds):
    assert retry_after(header, NOW) == seconds
