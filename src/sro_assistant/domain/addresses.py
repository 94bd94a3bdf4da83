"""The paths at which a reader finds a source, a passage and a cited quote; the same on every face."""

from urllib.parse import quote as url_quote

from sro_assistant.domain.answers import Citation
from sro_assistant.domain.sources import Passage


def document_href(document_id: str) -> str:
    """The path of the page that shows a document."""
    return f"/bronnen/{url_quote(document_id, safe='')}"


def anchor(passage_id: str) -> str:
    """The passage's anchor on its document's page: "strategienota:0012" is "p-0012"."""
    return f"p-{url_quote(passage_id.rpartition(':')[2], safe='')}"


def passage_href(passage: Passage) -> str:
    """The address at which a passage can be read."""
    return f"{document_href(passage.document_id)}#{anchor(passage.id)}"


def citation_href(citation: Citation) -> str:
    """The address at which the cited words are highlighted in their document."""
    span, page = citation.span, document_href(citation.source.id)
    return f"{page}?van={span.start}&tot={span.end}#{anchor(citation.passage.id)}"
