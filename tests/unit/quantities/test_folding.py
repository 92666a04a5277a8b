"""Text is folded character by character, and most characters stay what they are."""

from reportgen.quantities.folding import fold


def test_printed_ascii_ideographs_and_full_stops_read_as_themselves() -> None:
    text = "".join(map(chr, range(0x20, 0x7F))) + "".join(map(chr, range(0x4E00, 0xA000))) + "，。；：、“”\t"

    assert fold(text).text == text


def test_a_full_width_comma_between_full_width_digits_belongs_to_the_number() -> None:
    assert fold("共１，２３４人，5人").text == "共1,234人，5人"


def test_offsets_lead_back_over_a_hidden_character() -> None:
    folded = fold("共1\u200b2人")

    assert folded.text == "共12人"
    assert folded.span(1, 3) == (1, 4)
