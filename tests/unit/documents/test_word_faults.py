"""What LibreOffice writes against the schema is put right where the part is written anew, and nothing else is."""

from __future__ import annotations

import pytest
from lxml import etree

from reportgen.documents.word_faults import word_part

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def written(xml: str) -> str:
    root = etree.fromstring(f'<w:root xmlns:w="{MAIN}">{xml}</w:root>')
    return word_part(root).decode().partition(f'<w:root xmlns:w="{MAIN}">')[2].removesuffix("</w:root>")


@pytest.mark.parametrize(
    ("faulty", "right"),
    [
        ('<w:trPr><w:cantSplit w:val="true"/></w:trPr>', "<w:trPr><w:cantSplit/></w:trPr>"),
        ('<w:trPr><w:tblHeader w:val="false"/></w:trPr>', '<w:trPr><w:tblHeader w:val="0"/></w:trPr>'),
        ('<w:comment w:id="1" w:date="0-00-00T00:00:00Z"/>', '<w:comment w:id="1"/>'),
        ('<w:docGrid w:charSpace="4294966271"/>', '<w:docGrid w:charSpace="-1025"/>'),
        (
            '<w:pPr><w:numPr/><w:pStyle w:val="a"/></w:pPr>',
            '<w:pPr><w:pStyle w:val="a"/><w:numPr/></w:pPr>',
        ),
    ],
)
def test_a_known_fault_is_put_right(faulty, right):
    assert written(faulty) == right


@pytest.mark.parametrize(
    "xml",
    [
        "<w:trPr><w:cantSplit/></w:trPr>",
        '<w:comment w:id="1" w:date="2024-03-01T00:00:00Z"/>',
        '<w:docGrid w:charSpace="-1025"/>',
        '<w:docGrid w:charSpace="640"/>',
        '<w:pPr><w:pStyle w:val="a"/><w:numPr/></w:pPr>',
    ],
)
def test_what_is_right_stays_as_it_is(xml):
    assert written(xml) == xml
