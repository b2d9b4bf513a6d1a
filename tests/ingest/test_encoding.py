"""Bytes become text, and what was guessed is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.diagnostics import DigestError
from digest.ingest.encoding import decode_text

ENGLISH = "The mayor’s plan – a new bridge – was “adopted” on Monday.\nNobody spoke against it.\n"
GERMAN = "Die Brücke über den Fluß wird erst nächstes Jahr fertig, sagte die Bürgermeisterin.\nDas ärgert viele.\n" * 3
RUSSIAN = "Мост через реку откроют только в следующем году, сообщила мэр города.\nЖители недовольны.\n" * 3
ARABIC = "قالت رئيسة البلدية إن الجسر الجديد لن يفتح قبل العام المقبل.\nوعبر السكان عن استيائهم.\n" * 3
JAPANESE = "市長は新しい橋の完成が来年になると発表しました。\n住民からは不満の声が上がっています。\n" * 3
KOREAN = "시장은 새 다리가 내년에야 완공될 것이라고 밝혔다.\n주민들은 불만을 나타냈다.\n" * 3
CHINESE = "市长表示，新的大桥要到明年才能完工。\n不少市民对此表示不满，他们已经等了三年。\n" * 3
TAIWANESE = "市長表示，新的大橋要到明年才能完工。\n不少市民對此表示不滿，他們已經等了三年。\n" * 3
TURKISH = "Belediye başkanı, yeni köprünün gelecek yıla kadar açılmayacağını söyledi. Halk şikâyetçi.\n" * 3
GREEK = "Η δήμαρχος είπε ότι η νέα γέφυρα θα ανοίξει το επόμενο έτος.\nΟι κάτοικοι διαμαρτύρονται.\n" * 3
POLISH = "Burmistrz powiedziała, że nowy most będzie gotowy dopiero w przyszłym roku. Mieszkańcy są źli.\n" * 3
HEBREW = "ראש העיר אמרה כי הגשר החדש ייפתח רק בשנה הבאה.\nהתושבים אינם מרוצים.\n" * 3
THAI = "นายกเทศมนตรีกล่าวว่าสะพานใหม่จะเปิดในปีหน้า\nชาวบ้านไม่พอใจ\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [ENGLISH, GERMAN, RUSSIAN, ARABIC, JAPANESE, KOREAN, CHINESE, THAI])
def test_unicode_is_read_with_and_without_a_mark(text: str, encoding: str) -> None:
    decoded = decode_text(text.encode(encoding))
    assert (decoded.text, decoded.guessed) == (text, False)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (GERMAN, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (ARABIC, "cp1256"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "cp949"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (TURKISH, "cp1254"),
        (GREEK, "cp1253"),
        (POLISH, "cp1250"),
        (HEBREW, "cp1255"),
        (THAI, "cp874"),
    ],
)
def test_an_old_encoding_is_guessed_and_the_guess_is_recorded(text: str, encoding: str) -> None:
    decoded = decode_text(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.guessed) == (text, encoding, True)
    finding = decoded.finding("page.txt")
    assert finding is not None
    assert encoding in finding.problem


def test_one_damaged_character_does_not_turn_a_utf_8_page_into_another_encoding() -> None:
    decoded = decode_text(RUSSIAN.encode() + b"\xd0")
    assert decoded.text == RUSSIAN + "\ufffd"
    assert (decoded.encoding, decoded.guessed) == ("utf-8", True)


def test_an_encoding_that_the_file_declares_is_no_guess() -> None:
    decoded = decode_text("Город".encode("koi8-r"), declared="KOI8-R")
    assert (decoded.text, decoded.guessed) == ("Город", False)


@pytest.mark.parametrize("name", ["utf-7", "rot13", "idna", "unicode_escape", "nonsense", "utf\x008", "zlib"])
def test_a_declared_encoding_that_pages_never_use_is_passed_over(name: str) -> None:
    assert decode_text(b"+ADw-b+AD4- plain", declared=name).text == "+ADw-b+AD4- plain"


def test_lines_end_as_editors_count_them() -> None:
    decoded = decode_text("a\r\nb\rc\nd\x0ce\u2028f\x85g".encode())
    assert decoded.text.split("\n") == decoded.text.splitlines() == ["a", "b", "c", "d e f g"]


def test_zero_bytes_and_controls_are_dropped() -> None:
    assert (
        decode_text(b"\xef\xbb\xbfThe mayor\x00 spoke.\x1b[31m Red.\x07 Tab\there.").text
        == "The mayor spoke.[31m Red. Tab\there."
    )


def test_noise_is_refused_with_the_line_of_the_first_stray_byte() -> None:
    with pytest.raises(DigestError) as refused:
        decode_text(b"one line\nanother\n" + bytes(range(128, 160)) * 20 + bytes(range(32)) * 20, "inbox/odd.txt")
    assert str(refused.value).startswith("inbox/odd.txt:3: error: ")
    assert refused.value.diagnostic.code == "ingest.bad-encoding"


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text = decode_text(data, "x").text
    except DigestError:
        return
    text.encode("utf-8")
    assert "\r" not in text
    assert "\x00" not in text


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"], exclude_characters="\u2028\u2029\ufeff\ufffd"))
)
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    assert decode_text(text.encode()).text == text
