"""A seeded corpus of as many Dutch documents as asked for, recombined from the shipped one.

Usage: generated_corpus.py FOLDER DOCUMENTS [--seed N]
"""

import argparse
import hashlib
import random
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sro_assistant.adapters.parsers import MarkdownParser, TextParser
from sro_assistant.dutch.compounds import common_words
from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.ingest.load import load_corpus
from sro_assistant.ingest.manifest import MANIFEST
from sro_assistant.settings import load_settings

SECTIONS = 5
SENTENCES = 12
REPLACED = 0.45
"""The share of content words that another word takes the place of, so that no two documents are copies."""
COMPOUNDED = 0.15
"""The share of those words that are compounds which no list knows."""
LISTED = 20_000
SHORTEST = 4
FIRST_YEAR, YEARS = 2015, 10
SHARE = 10
"""One document in so many is a "verslag"."""
_WORD = re.compile(r"[a-zà-ÿ]{4,}")


@dataclass(frozen=True, slots=True)
class Material:
    """What documents are recombined from."""

    sentences: Sequence[str]
    headings: Sequence[str]
    words: Sequence[str]


def shipped_material() -> Material:
    """The sentences and headings of the shipped corpus, and the common words of Dutch."""
    corpus = load_corpus(load_settings().corpus_dir, (MarkdownParser(), TextParser()))
    sentences = [
        d.slice(span).replace("\n", " ").replace("\t", " ") for d in corpus.documents for span in d.sentences
    ]
    headings = [section.heading for d in corpus.documents for section in d.sections if section.heading]
    listed = [w for w in common_words(LISTED) if len(w) >= SHORTEST and w not in STOP_WORDS]
    return Material(
        sentences=sorted({s for s in sentences if len(s.split()) >= SHORTEST}),
        headings=sorted(set(headings)),
        words=sorted(listed),
    )


def document(material: Material, chance: random.Random) -> str:
    """One Markdown document, unlike any other."""

    def other(found: re.Match[str]) -> str:
        if found[0] in STOP_WORDS or chance.random() >= REPLACED:
            return found[0]
        word = chance.choice(material.words)
        return word + chance.choice(material.words) if chance.random() < COMPOUNDED else word

    lines: list[str] = []
    for _ in range(SECTIONS):
        lines += [f"## {_WORD.sub(other, chance.choice(material.headings))}", ""]
        sentences = [_WORD.sub(other, s) for s in chance.sample(material.sentences, SENTENCES)]
        half = SENTENCES // 2
        lines += [" ".join(sentences[:half]), "", " ".join(sentences[half:]), ""]
    return "\n".join(lines)


def entry(name: str, text: str, number: int = 0) -> str:
    """The manifest's block for a document; its number decides its kind, validity and year."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    fields = {
        "id": name,
        "path": f"{name}.md",
        "title": f"Document {name}",
        "publisher": "Benchmark",
        "published": str(FIRST_YEAR + number % YEARS),
        "kind": "verslag" if number % SHARE == 0 else "nota",
        "validity": "historical" if number % 2 else "current",
        "validity_reason": "Gemaakt om te meten.",
        "licence": "EUPL-1.2",
        "sha256": digest,
    }
    return "\n".join(["[[source]]", *(f'{field} = "{value}"' for field, value in fields.items()), ""])


def write_corpus(folder: Path, texts: Sequence[str]) -> None:
    """Writes documents and their manifest into a folder of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"doc{number:06d}" for number in range(len(texts))]
    for name, text in zip(names, texts, strict=True):
        (folder / f"{name}.md").write_text(text, "utf-8")
    entries = (entry(name, text, n) for n, (name, text) in enumerate(zip(names, texts, strict=True)))
    (folder / MANIFEST).write_text("\n".join(entries), "utf-8")


def documents(count: int, seed: int = 1) -> list[str]:
    """So many documents; the same for the same seed, and the first ones the same for any count."""
    material = shipped_material()
    return [document(material, random.Random(f"{seed}-{n}")) for n in range(count)]  # noqa: S311 - no secret


def main() -> None:
    """Writes a corpus where the command line says."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("documents", type=int)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    write_corpus(given.folder, documents(given.documents, given.seed))
    sys.stdout.write(f"{given.documents} documenten in {given.folder}\n")


if __name__ == "__main__":
    main()
