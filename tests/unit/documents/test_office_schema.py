import pytest

from reportgen.documents.word_reports import write_word_report
from reportgen.model.draft import Draft, Section
from sample_drafts import full_draft, indicator_table

pytestmark = pytest.mark.schema


@pytest.mark.parametrize(
    "layout",
    [
        {},
        {
            "digits": "east-asian",
            "page_number": "centre",
            "landscape_number": "bottom",
            "seal": "yes",
            "level_3_bold": "yes",
            "table_size": "12",
            "title_font": "宋体",
        },
    ],
)
def test_a_report_that_uses_everything_is_valid(schema_errors, layout):
    assert schema_errors(write_word_report(full_draft(), layout).data) == []


def test_a_report_without_comments_or_annexes_is_valid(schema_errors):
    draft = Draft(title="部门绩效自评报告", sections=(), signature=(), date=())

    assert schema_errors(write_word_report(draft).data) == []


def test_a_single_table_on_landscape_pages_is_valid(schema_errors):
    draft = Draft(
        title="部门整体支出绩效自评表",
        sections=(Section("table", (indicator_table(30, landscape=True),)),),
        table_only=True,
    )

    assert schema_errors(write_word_report(draft).data) == []


def test_the_validator_does_find_faults(schema_errors):
    from io import BytesIO
    from zipfile import ZipFile

    sound = write_word_report(full_draft()).data
    spoilt = BytesIO()
    with ZipFile(BytesIO(sound)) as package, ZipFile(spoilt, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, package.read(name).replace(b"<w:body>", b"<w:body><w:tc/>"))

    assert len(schema_errors(spoilt.getvalue())) == 1
