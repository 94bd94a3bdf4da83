"""Keywords in a tantivy index over terms that are already analysed."""

import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Self

import tantivy

from sro_assistant.domain import document_id_of
from sro_assistant.errors import IndexDamagedError, IndexMissingError

FIELDS = ("body", "heading", "grams")
_KEPT = ("body", "heading")
_ID = "id"
_DOCUMENT = "document"
_META = "meta.json"
_TIED = 200
_CACHED_TERMS = 50_000
_CACHED_FILTERS = 64
_MANY = 0.2
"""From this share of the passages on, a filter is applied to what was found."""
_MARGIN = 2.0
"""By how many standard deviations more are then asked than would do if the admitted stood evenly."""
_WRITER_BYTES = 64_000_000


class TantivyKeywords:
    """A `KeywordIndex` in one folder: BM25 per field, every term with a weight of its own."""

    def __init__(self, folder: Path, index: tantivy.Index) -> None:
        self._folder = folder
        self._index = index
        self._removed = _removed(folder)
        self._correction = lru_cache(_CACHED_TERMS)(self._correct)
        self._names: dict[tuple[int, int], str] = {}
        self._filter = lru_cache(_CACHED_FILTERS)(self._filter_on)

    @classmethod
    def create(cls, folder: Path) -> Self:
        """An empty index in a new folder."""
        with _named_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            return cls(folder, tantivy.Index(_schema(), path=str(folder), reuse=False))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index that stands in a folder; raises IndexMissingError or IndexDamagedError."""
        if not (folder / _META).is_file():
            raise IndexMissingError(f"Er staan geen zoekwoorden in {folder}. Bouw de index met: sro index")
        with _named_errors(folder):
            return cls(folder, tantivy.Index.open(str(folder)))

    def add(self, rows: Iterable[tuple[str, Mapping[str, str]]]) -> None:
        """Stores passages, {field: space-separated terms}; an id that is there is replaced."""
        self.change((), rows)

    def change(self, removed: Sequence[str], rows: Iterable[tuple[str, Mapping[str, str]]]) -> None:
        """Takes out passages and stores others, at once; tantivy replaces files and never writes in one.

        It keeps counting the terms of what is taken out until it merges what held them.
        """
        with _named_errors(self._folder):
            writer = self._index.writer(_WRITER_BYTES, num_threads=1)
            is_empty = not self._index.searcher().num_docs
        if not is_empty:  # looking for what cannot be there takes long
            rows = tuple(rows)
            with _named_errors(self._folder):
                for passage_id in (*removed, *(passage_id for passage_id, _ in rows)):
                    writer.delete_documents_by_term(_ID, passage_id)
        for passage_id, fields in rows:
            with _named_errors(self._folder):
                writer.add_document(_document(passage_id, fields))
        with _named_errors(self._folder):
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
            self._removed = _removed(self._folder)
            self._correction.cache_clear()
            self._names.clear()
            self._filter.cache_clear()

    def search(
        self, field: str, terms: Mapping[str, float], limit: int, within: Collection[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        """The passage ids with the best weighted BM25 score, best first; equal ones in order of id.

        The query is built term by term, so that no character in it can have a meaning. `within` names
        the documents that may be found.
        """
        with _named_errors(self._folder):
            weights = {term: weight for term, weight in terms.items() if term and weight > 0}
            if self._removed:
                weights = {t: weight * self._correction(field, t) for t, weight in weights.items()}
            schema = self._index.schema
            clauses = [
                (tantivy.Occur.Should, _clause(schema, field, term, weight))
                for term, weight in weights.items()
                if weight > 0
            ]
            if not clauses or limit <= 0:
                return ()
            query = tantivy.Query.boolean_query(clauses)
            # tantivy lets the order of adding decide between equals, which a change upsets: ids do.
            asked = limit + _TIED if self._removed else limit
            if within is None:
                pairs = self._hits(query, asked)
            else:
                pairs = self._hits_within(query, asked, frozenset(within))
        return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:limit])

    def _hits(self, query: tantivy.Query, limit: int) -> list[tuple[str, float]]:
        """The best passages with their scores, as tantivy orders them."""
        searcher, names = self._index.searcher(), self._names
        found: list[tuple[str, float]] = []
        for score, place in searcher.search(query, limit, count=False).hits:
            key = (place.segment_ord, place.doc)
            name = names.get(key)
            if name is None:
                name = names[key] = str(searcher.doc(place).get_first(_ID))
            found.append((name, score))
        return found

    def _hits_within(
        self, query: tantivy.Query, limit: int, documents: frozenset[str]
    ) -> list[tuple[str, float]]:
        """The best passages of some documents: the same as the best of all with the others left out.

        tantivy finds the best of all without looking at most passages, and the best that something else
        finds too only by looking at all: a filter that lets many through is quicker applied afterwards.
        """
        admitted, share = self._filter(documents)
        if share < _MANY:
            return self._hits(_only(query, admitted), limit)
        asked = math.ceil(limit / share + _MARGIN * math.sqrt(limit / share))
        while True:
            hits = self._hits(query, asked)
            kept = [hit for hit in hits if document_id_of(hit[0]) in documents]
            if len(kept) >= limit or len(hits) < asked:
                return kept[:limit]
            asked *= 2

    def _filter_on(self, documents: frozenset[str]) -> tuple[tantivy.Query, float]:
        """What finds the passages of some documents, and the share of all passages that these are."""
        query = tantivy.Query.term_set_query(self._index.schema, _DOCUMENT, sorted(documents))
        found = self._index.searcher().search(query, 1, count=True)
        count = int(found.count or 0)  # type: ignore[attr-defined]  # tantivy has it, its stubs do not
        return query, count / max(1, self.count())

    def document_frequency(self, field: str, term: str) -> int:
        """In how many passages a term stands in a field."""
        with _named_errors(self._folder):
            return self._holding(field, term)

    def terms(self, passage_id: str) -> frozenset[str]:
        """The terms of a passage and of its headings; none of one that it does not hold."""
        with _named_errors(self._folder):
            searcher = self._index.searcher()
            found = searcher.search(_term(self._index.schema, _ID, passage_id), 1, count=False).hits
            if not found:
                return frozenset()
            document = searcher.doc(found[0][1])
            return frozenset(term for field in _KEPT for term in str(document.get_first(field) or "").split())

    def count(self) -> int:
        """How many passages it holds."""
        with _named_errors(self._folder):
            return int(self._index.searcher().num_docs)

    def _holding(self, field: str, term: str) -> int:
        """In how many passages a term stands, those that were removed not counted."""
        searcher = self._index.searcher()
        if not self._removed:
            return int(searcher.doc_freq(field, term))
        found = searcher.search(_term(self._index.schema, field, term), 1, count=True)
        return int(found.count or 0)  # type: ignore[attr-defined]  # tantivy has it, its stubs do not

    def _correct(self, field: str, term: str) -> float:
        """By how much to weigh a term so that removed passages do not count in how rare it is.

        tantivy's idf counts them: ln(1 + (N - n + .5) / (n + .5)), N passages, n of them with the term.
        """
        if not self._removed:
            return 1.0
        searcher = self._index.searcher()
        alive, every = self._holding(field, term), int(searcher.doc_freq(field, term))
        if not alive:
            return 0.0
        total = int(searcher.num_docs)
        return _idf(alive, total) / _idf(every, total + self._removed)

    def close(self) -> None:
        """Nothing to stop: the files are let go with the last reference."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_ID, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(_DOCUMENT, stored=False, tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, stored=field in _KEPT, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _document(passage_id: str, fields: Mapping[str, str]) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text(_ID, passage_id)
    document.add_text(_DOCUMENT, document_id_of(passage_id))
    for field in FIELDS:
        document.add_text(field, fields.get(field, ""))
    return document


def _only(query: tantivy.Query, admitted: tantivy.Query) -> tantivy.Query:
    """A query whose scores are kept, of what another finds too."""
    unscored = tantivy.Query.const_score_query(admitted, 0.0)
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, unscored)])


def _clause(schema: tantivy.Schema, field: str, term: str, weight: float) -> tantivy.Query:
    query = _term(schema, field, term)
    return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)


def _term(schema: tantivy.Schema, field: str, term: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema, field, term, "freq")


def _idf(holding: int, total: int) -> float:
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


def _removed(folder: Path) -> int:
    """How many passages were removed from the index and still take part in tantivy's counts."""
    with _named_errors(folder):
        segments = json.loads((folder / _META).read_text("utf-8"))["segments"]
        return sum(int((segment.get("deletes") or {}).get("num_deleted_docs", 0)) for segment in segments)


@contextmanager
def _named_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, RuntimeError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamagedError(
            f"De zoekwoorden in {folder} zijn niet bruikbaar ({error}). Bouw de index opnieuw met: sro index"
        ) from error
