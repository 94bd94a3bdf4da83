import pytest
from samples import source_file

from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.lexicon import Lexicon
from sro_assistant.dutch.phrasebook import Phrasebook
from sro_assistant.dutch.spelling import Speller
from sro_assistant.dutch.words import Analyzer
from sro_assistant.retrieve.query import QueryReader
from sro_assistant.retrieve.wording import Wordings

VOCABULARY = Vocabulary.from_levels({})
READER = QueryReader(
    Analyzer(VOCABULARY),
    Wordings(Lexicon(()), Phrasebook.of(()), Speller(VOCABULARY, frozenset[str]().__contains__)),
    (
        source_file("strategie", kind="strategienota"),
        source_file("webinar", kind="nieuwsbericht", title="Volg een webinar!"),
        source_file("slim_vlaanderen", kind="programmapagina", title="Over Slim Vlaanderen", published=None),
    ),
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Wat zegt de strategienota over data?", {"strategie"}),
        ("Wat stond er in de nota van 2023?", {"strategie", "webinar"}),
        ("Wat staat er op de webinarpagina?", {"webinar"}),
        ("Wat zegt de pagina over Slim Vlaanderen?", {"slim_vlaanderen"}),
        ("Noemt de Slim Vlaanderen-website een bedrag?", {"slim_vlaanderen"}),
        ("Wanneer is het webinar?", set()),
        ("Wat is Slim Vlaanderen?", set()),
    ],
)
def test_a_question_names_a_source_by_its_kind_its_year_its_subject_or_its_id(
    question: str, named: set[str]
) -> None:
    assert READER.read(question).named_documents == named
