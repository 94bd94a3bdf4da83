"""Keywords in a tantivy index over terms that are already analysed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import tantivy

from sro_assistant.errors import IndexDamagedError, IndexMissingError

FIELDS = ("body", "heading", "grams")
_ID = "id"
_WRITER_BYTES = 64_000_000


class TantivyKeywords:
    """A `KeywordIndex` in one folder: BM25 per field, every term with a weight of its own."""

    def __init__(self, folder: Path, index: tantivy.Index) -> None:
        self._folder = folder
        self._index = index

    @classmethod
    def create(cls, folder: Path) -> Self:
        """An empty index in a new folder."""
        with _named_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            return cls(folder, tantivy.Index(_schema(), path=str(folder), reuse=False))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index that stands in a folder; raises IndexMissingError or IndexDamagedError."""
        if not (folder / "meta.json").is_file():
            raise IndexMissingError(f"Er staan geen zoekwoorden in {folder}. Bouw de index met: sro index")
        with _named_errors(folder):
            return cls(folder, tantivy.Index.open(str(folder)))

    def add(self, rows: Sequence[tuple[str, Mapping[str, str]]]) -> None:
        """Stores passages, {field: space-separated terms}; an id that is there is replaced."""
        with _named_errors(self._folder):
            writer = self._index.writer(_WRITER_BYTES, num_threads=1)
            for passage_id, fields in rows:
                writer.delete_documents_by_term(_ID, passage_id)
                document = tantivy.Document()
                document.add_text(_ID, passage_id)
                for field in FIELDS:
                    document.add_text(field, fields.get(field, ""))
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()

    def search(self, field: str, terms: Mapping[str, float], limit: int) -> Sequence[tuple[str, float]]:
        """The passage ids with the best weighted BM25 score, best first; equal ones in order of id.

        The query is built term by term, so that no character in it can have a meaning.
        """
        with _named_errors(self._folder):
            schema = self._index.schema
            clauses = [
                (tantivy.Occur.Should, _clause(schema, field, term, weight))
                for term, weight in terms.items()
                if term and weight > 0
            ]
            searcher = self._index.searcher()
            if not clauses or limit <= 0:
                return ()
            found = searcher.search(tantivy.Query.boolean_query(clauses), limit, count=False)
            pairs = [(str(searcher.doc(place).get_first(_ID)), float(score)) for score, place in found.hits]
        return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))

    def document_frequency(self, field: str, term: str) -> int:
        """In how many passages a term stands in a field."""
        with _named_errors(self._folder):
            return int(self._index.searcher().doc_freq(field, term))

    def count(self) -> int:
        """How many passages it holds."""
        with _named_errors(self._folder):
            return int(self._index.searcher().num_docs)

    def close(self) -> None:
        """Nothing to stop: the files are let go with the last reference."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_ID, stored=True, tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _clause(schema: tantivy.Schema, field: str, term: str, weight: float) -> tantivy.Query:
    return tantivy.Query.boost_query(tantivy.Query.term_query(schema, field, term, "freq"), weight)


@contextmanager
def _named_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        raise IndexDamagedError(
            f"De zoekwoorden in {folder} zijn niet bruikbaar ({error}). Bouw de index opnieuw met: sro index"
        ) from error
