"""Which passages fit best."""

import pytest

from reportgen.model.prior_report import PriorReport, PriorSection, SectionKind
from reportgen.retrieval.search import Query, find
from reportgen.retrieval.store import ReportStore


def report(source: str, department: str, field: str, year: int, *sections: tuple[SectionKind, str]) -> PriorReport:
    return PriorReport(
        source=source,
        department=department,
        field=field,
        level="县级",
        year=year,
        sections=tuple(PriorSection(kind=kind, heading=kind.chinese, paragraphs=(text,)) for kind, text in sections),
    )


@pytest.fixture
def store() -> ReportStore:
    made = ReportStore(None)
    made.add(
        report(
            "a.md", "桥城县教育局", "教育", 2022,
            (SectionKind.PROBLEMS, "校舍维修项目进度滞后，暑期没有完成全部加固，影响了开学安排。"),
            (SectionKind.IMPROVEMENTS, "校舍维修项目提前到春季完成设计，暑期集中施工，按周通报进度。"),
        )
    )  # fmt: skip
    made.add(
        report(
            "b.md", "柳城县水利局", "水利", 2023,
            (SectionKind.PROBLEMS, "灌区维修项目进度滞后，汛期停工两个月，影响了秋灌放水安排。"),
        )
    )  # fmt: skip
    return made


def test_the_same_section_and_field_comes_first(store: ReportStore) -> None:
    query = Query(text="维修项目进度滞后", section=SectionKind.IMPROVEMENTS, field="教育")

    hits = find(store, query)

    assert hits[0].passage.text.startswith("校舍维修项目提前")
    assert hits[0].why == "同一章节、同一领域"


def test_an_excluded_year_is_not_found(store: ReportStore) -> None:
    hits = find(store, Query(text="维修项目进度滞后", only_year=2023))

    assert [hit.passage.department for hit in hits] == ["柳城县水利局"]


def test_filters_of_section_field_and_level_exclude(store: ReportStore) -> None:
    only = Query(text="维修项目", only_section=SectionKind.PROBLEMS, only_field="教育", only_level="县级")

    assert [hit.passage.source for hit in find(store, only)] == ["a.md"]
    assert find(store, Query(text="维修项目", only_level="省级")) == ()


def test_a_field_is_found_by_its_other_names(store: ReportStore) -> None:
    told = find(store, Query(text="维修项目进度滞后", field="水务"))
    only = find(store, Query(text="维修项目进度滞后", only_field="水务"))

    assert (told[0].passage.department, told[0].why) == ("柳城县水利局", "同一领域")
    assert [hit.passage.department for hit in only] == ["柳城县水利局"]


def test_a_field_that_no_report_is_of_finds_nothing(store: ReportStore) -> None:
    assert find(store, Query(text="维修项目进度滞后", only_field="供销")) == ()


def test_nearly_the_same_passage_is_shown_once(store: ReportStore) -> None:
    store.add(
        report(
            "c.md", "石城县教育局", "教育", 2021,
            (SectionKind.PROBLEMS, "校舍维修项目进度滞后，暑期没有完成全部加固，影响了开学的安排。"),
        )
    )  # fmt: skip

    hits = find(store, Query(text="校舍维修 暑期加固 开学安排"))

    assert sum("暑期没有完成全部加固" in hit.passage.text for hit in hits) == 1


@pytest.mark.parametrize("text", ['" OR 1', "words:(a", "维修 NEAR(", "*", "", "。，", "'; drop table passage; --"])
def test_nothing_in_a_query_is_an_order_to_the_database(store: ReportStore, text: str) -> None:
    find(store, Query(text=text))

    assert len(store.reports()) == 2
