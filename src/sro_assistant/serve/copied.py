"""An answer as the plain text that a reader takes along."""

from collections.abc import Iterator, Sequence

from sro_assistant.domain import Layout
from sro_assistant.serve.render import blocks_of, bullet
from sro_assistant.serve.schemas import AskResponse, SentenceOut
from sro_assistant.serve.words import COPY_NOTICE, sentence_words, source_words


def copied_text(question: str, response: AskResponse) -> str:
    """The question, the answer with its markers, and the sources with their quotes.

    The notice on AI goes along, unless the office has read the answer.
    """
    return "\n\n".join(part for part in _parts(question, response) if part)


def _parts(question: str, response: AskResponse) -> Iterator[str]:
    yield question.strip()
    if not response.sentences:
        yield response.answer.replace("**", "")
    yield from (_block(block) for block in blocks_of(response.sentences))
    yield "\n".join(f"{short.term}: {short.meaning}" for short in response.abbreviations)
    yield from (f"Let op: {notice}" for notice in response.notices)
    yield _listed("Wat ontbreekt", [f"- {part}" for part in response.missing])
    related = [f"- “{item.text}” {source_words(item.citation)}" for item in response.related]
    yield _listed("Wat de bronnen wel zeggen over dit onderwerp", related)
    cited = [f"[{c.number}] {source_words(c)}: “{c.quote}”" for c in response.citations]
    yield _listed("Bronnen", cited)
    if response.approved is None or response.approved.reviewed is None:
        yield COPY_NOTICE


def _listed(heading: str, lines: Sequence[str]) -> str:
    return "\n".join((f"{heading}:", *lines)) if lines else ""


def _block(block: Sequence[SentenceOut]) -> str:
    first = block[0]
    if first.layout is not Layout.ITEM:
        return " ".join(part for part in (first.frame, sentence_words(first)) if part)
    items = [f"{bullet(sentence)} {sentence_words(sentence)}" for sentence in block]
    return "\n".join((*([first.frame] if first.frame else ()), *items))
