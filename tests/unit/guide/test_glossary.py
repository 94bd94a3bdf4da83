from sro_assistant.domain.guide import QuoteProof, Term, TermKind
from sro_assistant.guide.glossary import Glossary

PROOF = (QuoteProof(document_id="nota", quote="Smart Region Office (SRO)"),)
SRO = Term(term="SRO", kind=TermKind.ABBREVIATION, meaning="Smart Region Office", proofs=PROOF)
API = Term(term="API", kind=TermKind.ABBREVIATION, meaning="application programming interface", proofs=PROOF)
REGION = Term(term="slimme regio", kind=TermKind.CONCEPT, meaning="een regio", proofs=PROOF)
GLOSSARY = Glossary(terms=(SRO, API, REGION))


def test_an_abbreviation_that_is_not_written_out_is_explained() -> None:
    assert GLOSSARY.unexplained(["De SRO helpt.", "Een slimme regio."]) == (SRO,)


def test_one_that_is_written_out_anywhere_is_not() -> None:
    assert GLOSSARY.unexplained(["De SRO helpt.", "De smart region office is een team."]) == ()


def test_letters_inside_a_word_or_in_small_are_no_abbreviation() -> None:
    assert GLOSSARY.unexplained(["De SROs van VSRO en de sro."]) == ()


def test_a_plural_with_an_apostrophe_still_counts() -> None:
    assert GLOSSARY.unexplained(["De API's zijn open."]) == (API,)
