"""The corpus: files and entries that don't fit, the age of each source, copies and their differences."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sro_assistant.desk.checkup.findings import Area, Finding, note, ok, wrong
from sro_assistant.domain import SourceFile, Validity, documents_by_id
from sro_assistant.ingest.copies.differences import Difference
from sro_assistant.ingest.copies.variants import Variants
from sro_assistant.ingest.curated.questions import anchored, read_anchors, stale_message
from sro_assistant.ingest.load import Corpus, differences_of

OLD_YEARS = 5
SHOWN_DIFFERENCES = 20
_VALIDITY = {Validity.CURRENT: "actueel", Validity.HISTORICAL: "historisch", Validity.UNKNOWN: "onbekend"}


def look(corpus: Corpus, corpus_dir: Path, today: date) -> Iterator[Finding]:
    """What is wrong with files, then each source with its date, then the expected questions."""
    for problem in corpus.problems:
        yield wrong(Area.CORPUS, problem.message, "sro index (na het herstel)")
    if not corpus.documents:
        text = f"Er is geen enkele bruikbare bron in {corpus_dir}."
        yield wrong(Area.CORPUS, text, "zet documenten in corpus en in manifest.toml, en dan: sro index")
    else:
        count = f"{len(corpus.sources)} bestanden, {len(corpus.documents)} documenten"
        yield ok(Area.CORPUS, f"{count}, {len(corpus.passages)} passages")
    for source in corpus.sources:
        yield _age(source, today)
    for variants in corpus.variants:
        if variants.missing is not None:
            place = f"{variants.best.source.path} vervangt het"
            yield note(Area.CORPUS, f"Het origineel van {variants.missing} is niet bruikbaar; {place}.")
    yield from _questions(corpus, corpus_dir)


def look_at_copies(corpus: Corpus) -> Iterator[Finding]:
    """Which files are copies of one document, and in which words they differ."""
    for variants in corpus.variants:
        yield from _copies(variants)


def _age(source: SourceFile, today: date) -> Finding:
    name, validity = f"{source.id} ({source.path})", f"geldigheid {_VALIDITY[source.validity]}"
    if source.published_from is None:
        text = f"{name}: geen datum, {validity}. Een filter op datum laat deze bron weg."
        return note(
            Area.CORPUS, text, "vul published in bij deze bron in corpus/manifest.toml, dan: sro index"
        )
    years = (today - source.published_from).days // 365
    text = f"{name}: van {source.published}, {validity}"
    if years >= OLD_YEARS and source.validity is Validity.CURRENT:
        return note(Area.CORPUS, f"{text}, maar al {years} jaar oud: kijk na of ze nog geldt.")
    return ok(Area.CORPUS, text)


def _questions(corpus: Corpus, corpus_dir: Path) -> Iterator[Finding]:
    """The expected questions: how many take part, and which hang on a quote that is gone."""
    passages = {entry.document.source.id: entry.passages for entry in corpus.loaded}
    found = anchored(read_anchors(corpus_dir), documents_by_id(corpus.documents), passages)
    for anchor in found.stale:
        yield note(Area.CORPUS, stale_message(anchor), "sro index (na het herstel)")
    if found.questions:
        yield ok(Area.CORPUS, f"{len(found.questions)} verwachte vragen")


def _copies(variants: Variants) -> Iterator[Finding]:
    for copy in variants.others:
        found = [
            difference for difference in differences_of(variants) if difference.copy_id == copy.source.id
        ]
        same = (
            f"{variants.best.source.path} en {copy.source.path} zijn kopieën van {variants.served.source.id}"
        )
        if not found:
            yield ok(Area.CORPUS, f"{same}, zonder verschil in de woorden.")
            continue
        lines = [shown(difference) for difference in found[:SHOWN_DIFFERENCES]]
        if len(found) > SHOWN_DIFFERENCES:
            lines.append(f"… en nog {len(found) - SHOWN_DIFFERENCES} (alle: sro doctor --json)")
        verb = "verschil" if len(found) == 1 else "verschillen"
        text = f"{same}, met {len(found)} {verb}; de eerste wordt gebruikt:\n" + "\n".join(lines)
        yield note(Area.CORPUS, text)


def shown(difference: Difference) -> str:
    """A difference on one line: the words, what stands round them, and the place."""
    words = f"“{difference.served or '(niets)'}” ↔ “{difference.other or '(niets)'}”"
    around = f"… {difference.before} [{difference.served}] {difference.after} …"
    page = f", deel vanaf bladzijde {difference.page}" if difference.page is not None else ""
    place = f"{difference.headings[-1]}{page}" if difference.headings else "voor de eerste titel"
    return f"{words} in ‘{place}’: {around}"
