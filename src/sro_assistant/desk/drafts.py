"""New entries for the answer bank: drafted from an answer that was given, written where people keep them."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import yaml

from sro_assistant.desk.files import write_whole
from sro_assistant.domain import Answer, Citation, Layout, Statement, Status
from sro_assistant.domain.bank import Review
from sro_assistant.errors import InputError
from sro_assistant.ingest.curated.answers import FOLDER, STATUSES, SUFFIX, Quote, is_id, read_file

WIDTH = 100

Piece = dict[str, object]


def draft_of(answer: Answer, entry_id: str, review: Review | None = None, ways: Sequence[str] = ()) -> str:
    """An answer as an entry in YAML; `ways` are other ways in which it was asked.

    Raises InputError for one that declines for another reason.
    """
    if answer.status not in STATUSES:
        raise InputError(
            f"Op deze vraag is het antwoord ‘{answer.status}’; daar kan geen voorbereid antwoord van komen. "
            "Stel een vraag over de bronnen."
        )
    entry: Piece = {"id": entry_id, "vraag": answer.question, "anders_gevraagd": list(ways)}
    if answer.status is not Status.ANSWERED:
        entry["status"] = answer.status.value
    if answer.statements:
        entry["antwoord"] = [_statement(statement) for statement in answer.statements]
    if answer.status is Status.NOT_FOUND:
        entry["ontbreekt"] = ["De bronnen geven hierop geen antwoord."]
        entry["verwant"] = [_quote(citation) for s in answer.related for citation in s.citations]
        entry["waar_vragen"] = "Vraag het na bij de SRO."
    elif answer.missing:
        entry["ontbreekt"] = list(answer.missing)
    entry["nazicht"] = (
        {"stand": "nagekeken", "rol": review.role, "datum": date.fromisoformat(review.on)}
        if review
        else "voorbereid"
    )
    return yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=WIDTH)


def entry_of(
    entry_id: str, question: str, ways: Sequence[str], statements: Iterable[tuple[str, Sequence[Quote]]]
) -> str:
    """A question and its answer as an entry in YAML, to be reviewed; each sentence with its quotes."""
    said = [
        {"tekst": text, "citaten": [_cited(quote.document_id, quote.text) for quote in quotes]}
        for text, quotes in statements
    ]
    entry: Piece = {"id": entry_id, "vraag": question, "anders_gevraagd": list(ways), "antwoord": said}
    return yaml.safe_dump(
        [{**entry, "nazicht": "voorbereid"}], allow_unicode=True, sort_keys=False, width=WIDTH
    )


def bank_file(subject: str, drafts: Iterable[str]) -> str:
    """A file of the bank with these drafts as its entries."""
    return f"onderwerp: {subject}\nantwoorden:\n" + "\n".join(_indented(draft) for draft in drafts)


def add_entry(corpus_dir: Path, subject: str, entry_id: str, draft: str) -> Path:
    """Writes a draft behind the entries of a subject's file, which is made where there is none.

    Raises InputError where the file or the id cannot be used; the file is then as it was.
    """
    if not (is_id(subject) and is_id(entry_id)):
        raise InputError(f"‘{subject}’ en ‘{entry_id}’ mogen alleen kleine letters, cijfers en - hebben.")
    path = corpus_dir / FOLDER / f"{subject}{SUFFIX}"
    before = path.read_text("utf-8") if path.exists() else None
    known = read_file(path) if before is not None else None
    if known is not None and known.problems:
        raise InputError(f"{known.problems[0].message} Herstel dat eerst, met: sro bank check {subject}")
    if known is not None and any(entry.id == entry_id for entry in known.entries):
        raise InputError(f"{path.name} heeft al een antwoord ‘{entry_id}’. Kies een ander id.")
    head = f"onderwerp: {subject}\nantwoorden:\n" if before is None else f"{before.rstrip()}\n\n"
    path.parent.mkdir(exist_ok=True)
    write_whole(path, (head + _indented(draft)).encode())
    written = read_file(path)
    if written.problems or written.entries[-1].id != entry_id:
        write_whole(path, before.encode()) if before is not None else path.unlink()
        raise InputError(f"In {path.name} staat iets na de antwoorden. Zet ‘antwoorden’ als laatste.")
    return path


def _statement(statement: Statement) -> Piece:
    piece: Piece = {"tekst": statement.text}
    if statement.layout is Layout.ITEM:
        piece["punt"] = True
    piece["citaten"] = [_quote(citation) for citation in statement.citations]
    return piece


def _quote(citation: Citation) -> Piece:
    return _cited(citation.source.id, citation.quote)


def _cited(document_id: str, quote: str) -> Piece:
    return {"document": document_id, "citaat": " ".join(quote.split())}


def _indented(draft: str) -> str:
    lines: Sequence[str] = draft.splitlines()
    return "".join(f"  {line}\n" if line else "\n" for line in lines)
