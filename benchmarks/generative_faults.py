"""How many planted falsehoods of a language model are shown, and how many of its faithful sentences.

The faithful sentences are those of the answer bank that are worded otherwise than their quotes; those in
generative_faithful.jsonl, which were written from the quotes alone; those in generative_written.jsonl,
which were written to questions of the office as a strong model would; and those in generative_free.jsonl and
generative_unseen.jsonl, written freely by four authors who never saw the check. Falsehoods are planted in
all. generative_false.jsonl holds falsehoods that authors wrote, worded as freely as the true sentences.
Nobody looked at a line of the fourth author while the check was mended.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from planting import planted
from sro_assistant.adapters.encoders import open_encoder
from sro_assistant.answer.generate.draft import DraftedClaim, DraftedStatement
from sro_assistant.answer.generate.material import Material
from sro_assistant.answer.generate.opening import bearing_on
from sro_assistant.answer.generate.prove import Refused, prove
from sro_assistant.grounding.tokens import find_quote, find_whole, words_of
from sro_assistant.index.generation import Generation, open_generation
from sro_assistant.retrieve.library import Library
from sro_assistant.settings import load_settings
from sro_assistant.wiring import index_stores

FAITHFUL = Path(__file__).with_name("generative_faithful.jsonl")
WRITTEN = Path(__file__).with_name("generative_written.jsonl")
FREE = Path(__file__).with_name("generative_free.jsonl")
UNSEEN = Path(__file__).with_name("generative_unseen.jsonl")
FALSE = Path(__file__).with_name("generative_false.jsonl")
AUTHORS = ("tweede auteur", "derde auteur", "vierde auteur")
SEED = 9
TOKENS_PER_SECOND = 50
CHARACTERS_PER_TOKEN = 4
"""Of Dutch, on the generous side: fewer characters a token would give the model more time."""


def from_bank(generation: Generation, material: Material) -> Iterator[DraftedStatement]:
    """The sentences of the answer bank that no quote of theirs holds word for word."""
    labels = {passage.id: label for label, passage in material.labelled.items()}
    for name in generation.bank.saved:
        entry = generation.bank.entry(name)
        for statement in entry.statements if entry is not None else ():
            if not any(find_whole(words_of(statement.text), claim.quote) for claim in statement.claims):
                claims = tuple(DraftedClaim(labels[c.passage_id], c.quote) for c in statement.claims)
                yield DraftedStatement(text=statement.text, claims=claims)


def from_file(
    material: Material, path: Path = FAITHFUL, author: str | None = None
) -> Iterator[DraftedStatement]:
    """The sentences of a file with their quotes; only those of one author, where that is asked."""
    for _kind, drafted in written_in(material, path, author):
        yield drafted


def written_in(
    material: Material, path: Path, author: str | None = None
) -> Iterator[tuple[str, DraftedStatement]]:
    """The sentences of a file, each with its kind and its quotes on the passages where they stand."""
    for line in path.read_text("utf-8").splitlines():
        written = json.loads(line)
        if author is not None and written["author"] != author:
            continue
        quotes = written.get("quotes") or [written["quote"]]
        claims = tuple(DraftedClaim(_label_of(quote, material), quote) for quote in quotes)
        text = written.get("text") or written["statement"]
        yield written.get("kind", ""), DraftedStatement(text=text, claims=claims)


def _label_of(quote: str, material: Material) -> str:
    for label, passage in material.labelled.items():
        if find_quote(quote, passage.text) is not None:
            return label
    for label, passage in material.labelled.items():  # it begins there and runs on
        place = find_quote(quote, material.documents[passage.document_id].text)
        if place is not None and passage.start <= place.start < passage.end:
            return label
    raise SystemExit(f"Dit citaat staat niet meer in de bronnen: {quote}")


def _print_written(
    material: Material, outcome: Callable[[DraftedStatement], Refused | None], author: str
) -> None:
    """Prints which of the falsehoods that an author wrote are shown, by kind."""
    written, shown = Counter[str](), Counter[str]()
    for kind, false in written_in(material, FALSE, author):
        written[kind] += 1
        shown[kind] += outcome(false) is None
    print(f"geschreven onwaarheden getoond ({author}): {shown.total()} / {written.total()}")
    print("  " + ", ".join(f"{kind} {shown[kind]}/{count}" for kind, count in written.most_common()))


def main() -> None:
    """Prints both figures, each refused faithful sentence and each shown falsehood where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-kind", type=int, default=40, help="falsehoods of each kind, at most")
    parser.add_argument("--seed", type=int, default=SEED, help="where the falsehoods are planted")
    parser.add_argument(
        "--faithful", type=Path, nargs="*", default=[], help="more files of faithful sentences (.jsonl)"
    )
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    arguments = parser.parse_args()
    settings = load_settings()
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    generation = open_generation(settings.index_dir, index_stores())
    library = Library(generation.texts)
    documents = library.documents()
    passages = [passage for document in documents for passage in library.passages(document.source.id)]
    by_id = {document.source.id: document for document in documents}
    material = Material.of(passages, by_id, generation.bank.names)
    bearing = bearing_on(generation, encoder, library)

    seconds: list[float] = []

    def outcome(drafted: DraftedStatement) -> Refused | None:
        started = time.process_time()
        proven = prove(drafted, material, bearing)
        taken = time.process_time() - started
        length = len(drafted.text) + sum(len(claim.quote) for claim in drafted.claims)
        seconds.append(taken / (length / CHARACTERS_PER_TOKEN / TOKENS_PER_SECOND))
        return proven if isinstance(proven, Refused) else None

    faithful = {
        "antwoordenbank": [*from_bank(generation, material)],
        "los geschreven": [*from_file(material)],
        "als een sterk model": [*from_file(material, WRITTEN)],
        "vrij verwoord": [*from_file(material, FREE)],
        **{f"vrij verwoord, {author}": [*from_file(material, UNSEEN, author)] for author in AUTHORS},
        **{path.name: [*from_file(material, path)] for path in arguments.faithful},
    }
    for name, statements in faithful.items():
        refused = [found for statement in statements if (found := outcome(statement)) is not None]
        if arguments.show:
            for found in refused:
                print(f"  geweigerd: {found.why} | {found.drafted.text} | {found.drafted.claims[0].quote}")
        print(f"trouwe zinnen getoond ({name}): {len(statements) - len(refused)} / {len(statements)}")

    every = [statement for statements in faithful.values() for statement in statements]
    sites, shown = Counter[str](), Counter[str]()
    for false in planted(every, arguments.seed, arguments.per_kind):
        sites[false.kind] += 1
        if outcome(false.drafted) is None:
            shown[false.kind] += 1
            if arguments.show:
                print(f"  getoond: {false.kind} | {false.drafted.text} | {false.drafted.claims[0].quote}")
    for kind, count in sites.items():
        print(f"  {kind:28}{shown[kind]:4} / {count}")
    print(f"geplante onwaarheden getoond: {shown.total()} / {sites.total()}")
    for author in AUTHORS:
        _print_written(material, outcome, author)
    print(
        f"nagaan / schrijven aan {TOKENS_PER_SECOND} tokens per seconde: ratio {statistics.mean(seconds):.4f}"
    )


if __name__ == "__main__":
    main()
