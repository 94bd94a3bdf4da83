"""Copies of one document."""

from samples import source_file

from sro_assistant.domain import Validity
from sro_assistant.ingest.copies.variants import Copy, best_of, clusters
from sro_assistant.ingest.parse.clean import CleanText
from sro_assistant.ingest.parse.lines import Line

TEXT = "De regio zet data in om de uitdagingen van steden en gemeenten samen aan te pakken met datakluizen."


def copy(name: str, text: str, copy_of: str | None = None, contents: dict[str, int] | None = None) -> Copy:
    source = source_file(name, title=name, published=None, validity=Validity.UNKNOWN, copy_of=copy_of)
    return Copy(source=source, clean=CleanText(lines=(Line(text=text),), contents=contents or {}))


def known(word: str) -> bool:
    return word not in {"datakluisen", "staden"}


def test_near_duplicates_and_named_copies_are_one_document() -> None:
    a, b = copy("a", TEXT), copy("b", "Iets heel anders dat nergens op lijkt en nergens staat.")
    near, named = (
        copy("near", TEXT.replace("datakluizen", "datakluisen")),
        copy("named", "Kort.", copy_of="b"),
    )
    assert clusters([a, b, near, named]) == [[a, near], [b, named]]


def test_the_better_spelled_copy_is_served_under_the_name_of_the_original() -> None:
    original = copy("nota", TEXT.replace("datakluizen", "datakluisen"), contents={"visie": 2})
    better = copy("nota_pdf", TEXT, copy_of="nota")
    variants = best_of([original, better], known)
    assert variants.ids == ("nota", "nota_pdf")
    assert (variants.served.source, variants.served.text) == (original.source, TEXT)
    assert variants.served.clean.contents == {"visie": 2}


def test_copies_spelled_alike_serve_the_first() -> None:
    first, second = copy("a", TEXT), copy("b", TEXT)
    assert best_of([first, second], known).served == first


def test_a_copy_that_lost_words_is_not_served() -> None:
    cut, whole = copy("a", TEXT.removesuffix(" met datakluizen.")), copy("b", TEXT, copy_of="a")
    variants = best_of([cut, whole], known)
    assert (variants.best, variants.others) == (whole, (cut,))
    assert (variants.served.source, variants.served.text) == (cut.source, TEXT)


def test_an_excerpt_of_a_document_is_a_source_of_its_own() -> None:
    long = TEXT + " " + " ".join(f"Zin {n} gaat over iets anders dan zin {n + 1}." for n in range(20))
    note, message = copy("nota", long), copy("bericht", TEXT)
    assert clusters([note, message]) == [[note], [message]]


def test_copies_of_an_original_that_cannot_be_read_answer_under_its_id() -> None:
    first = copy("nota_pdf", TEXT.replace("datakluizen", "datakluisen"), copy_of="nota")
    second = copy("nota_web", "Kort maar goed.", copy_of="nota")
    assert clusters([first, second]) == [[first, second]]
    variants = best_of([first], known)
    assert (variants.served.source.id, variants.served.source.copy_of) == ("nota", None)
    assert (variants.ids, variants.missing) == (("nota", "nota_pdf"), "nota")
    assert variants.served.source.title == "nota_pdf"


def test_a_document_without_copies_is_served_as_it_is() -> None:
    alone = copy("a", "Met datakluisen.")
    assert best_of([alone], known).served == alone
