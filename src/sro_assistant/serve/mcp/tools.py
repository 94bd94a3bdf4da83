"""What an MCP client can have the assistant do; names and texts are Dutch, for whoever sees them there."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated, Final, TypeVar

from anyio import to_thread
from mcp.types import CallToolResult, TextContent
from pydantic import Field

from sro_assistant.domain import Filters, Mode, Organisation, Phase
from sro_assistant.errors import InputError
from sro_assistant.serve.exchange import Assistant, AssistantSource, answered, require_documents
from sro_assistant.serve.guide.api import guide_in, matched
from sro_assistant.serve.guide.places import Places
from sro_assistant.serve.guide.schemas import (
    MOST_EUROS,
    MOST_INHABITANTS,
    MOST_PARTIES,
    MatchRequest,
    MatchResponse,
)
from sro_assistant.serve.http.limits import Admission
from sro_assistant.serve.mcp.documents import OpenedDocument, opened
from sro_assistant.serve.mcp.matches import text_of
from sro_assistant.serve.openai.footnotes import footnoted
from sro_assistant.serve.render import document_of, found_passage_of
from sro_assistant.serve.schemas import (
    MAX_TURNS,
    AskRequest,
    AskResponse,
    DocumentsResponse,
    FiltersIn,
    QueryOut,
    SearchResponse,
    TurnIn,
)

Made = TypeVar("Made")

MOST_PASSAGES: Final = 50
MOST_CHARACTERS: Final = 100_000
MOST_PROGRAMMES: Final = 100

Question = Annotated[str, Field(description="De vraag in gewone taal; 1 tot 2000 tekens.")]
Documents = Annotated[
    list[str] | None,
    Field(description="Alleen deze documenten, met hun id (zie ‘bronnen’). Laat weg voor alles."),
]


class Tools:
    """The tools over whatever assistant the source gives; each call takes its turn.

    Every tool raises an SroError where it cannot do what is asked.
    """

    def __init__(self, source: AssistantSource, admission: Admission, base: str) -> None:
        """Tools whose answers link to sources under an address, `base`."""
        self._source = source
        self._admission = admission
        self._base = base

    async def vraag(
        self,
        vraag: Question,
        eerdere_vragen: Annotated[
            list[str] | None,
            Field(max_length=MAX_TURNS, description="Eerdere vragen van het gesprek, de oudste eerst."),
        ] = None,
        documenten: Documents = None,
        vanaf: Annotated[
            date | None, Field(description="Alleen bronnen vanaf deze dag; bronnen zonder datum vallen weg.")
        ] = None,
        tot: Annotated[
            date | None, Field(description="Alleen bronnen tot en met deze dag; zonder datum valt weg.")
        ] = None,
        modus: Annotated[
            Mode, Field(description="auto, extractive (alleen bronzinnen) of generative (met taalmodel).")
        ] = Mode.AUTO,
    ) -> Annotated[CallToolResult, AskResponse]:
        """Beantwoordt een vraag over de slimme regio Vlaanderen, met bewezen citaten.

        Elke zin staat op woordelijke citaten die in de bron zijn nagekeken. Zeggen de bronnen het niet,
        dan zegt het antwoord dat ook: vul dan niets zelf in. Geef de bronnen met hun datum mee.
        """
        filters = FiltersIn(documents=documenten or None, published_after=vanaf, published_before=tot)
        asked = AskRequest(
            question=vraag,
            history=[TurnIn(question=question) for question in eerdere_vragen or ()],
            filters=filters,
            mode=modus,
        )
        response = await self._turn(partial(answered, sent=asked))
        text = TextContent(type="text", text=footnoted(response, self._base).text)
        return CallToolResult(content=[text], structured_content=response.model_dump(mode="json"))

    async def zoek(
        self,
        vraag: Question,
        aantal: Annotated[int, Field(ge=1, le=MOST_PASSAGES, description="Hoeveel passages hoogstens.")] = 8,
        documenten: Documents = None,
    ) -> SearchResponse:
        """Zoekt passages in de bronnen over de slimme regio Vlaanderen, de beste eerst.

        Geeft de letterlijke tekst met document, hoofdstuk, bladzijde en plaats. Gebruik dit om zelf te
        lezen; voor een antwoord met citaten is er ‘vraag’.
        """
        return await self._turn(partial(_searched, question=vraag, limit=aantal, documents=documenten))

    async def bronnen(self) -> DocumentsResponse:
        """Toont alle brondocumenten: id, titel, uitgever, datum en of ze nog geldig zijn."""
        return await self._turn(_listed)

    async def open_document(
        self,
        document: Annotated[str, Field(description="Het id van het document, zoals in ‘bronnen’.")],
        vanaf: Annotated[int, Field(ge=0, description="Het eerste teken dat u wilt lezen.")] = 0,
        tekens: Annotated[
            int, Field(ge=1, le=MOST_CHARACTERS, description="Hoeveel tekens hoogstens.")
        ] = 20_000,
    ) -> OpenedDocument:
        """Opent een brondocument: de tekst zelf, met hoofdstukken en plaatsen.

        De plaatsen (start en end) tellen tekens, zoals in elk citaat. Staat er een getal in ‘next’, dan
        is er meer tekst: lees verder met dat getal als ‘vanaf’.
        """
        return await self._turn(partial(_opened, name=document, start=vanaf, length=tekens))

    async def match_programma(  # noqa: PLR0913, PLR0917 - a client fills in a flat form
        self,
        nood: Annotated[str, Field(description="Wat u zoekt, in uw eigen woorden.")],
        organisatie: Annotated[Organisation | None, Field(description="Het soort organisatie.")] = None,
        samen: Annotated[bool | None, Field(description="true: samen met anderen; false: alleen.")] = None,
        partners: Annotated[
            int | None, Field(ge=1, le=MOST_PARTIES, description="Hoeveel organisaties, uzelf inbegrepen.")
        ] = None,
        inwoners: Annotated[
            int | None, Field(ge=1, le=MOST_INHABITANTS, description="Inwoners van alle deelnemers samen.")
        ] = None,
        fase: Annotated[Phase | None, Field(description="Hoe ver het project staat.")] = None,
        bedrag: Annotated[int | None, Field(ge=1, le=MOST_EUROS, description="De steun in euro.")] = None,
        aantal: Annotated[int, Field(ge=1, le=MOST_PROGRAMMES, description="Hoeveel hoogstens.")] = 5,
    ) -> Annotated[CallToolResult, MatchResponse]:
        """Zoekt welk steunprogramma bij een nood past, misschien past of niet past, en waarom.

        Elk oordeel staat op feiten van een fiche met haar bron. Zeg altijd dat de fiches niet live
        gecontroleerd zijn en dat elke voorwaarde moet worden nagekeken.
        """
        asked = MatchRequest(
            need=nood,
            organisation=organisatie,
            together=samen,
            parties=partners,
            inhabitants=inwoners,
            phase=fase,
            euros=bedrag,
        )
        found = await self._turn(partial(_matched, asked=asked, limit=aantal))
        text = TextContent(type="text", text=text_of(found))
        return CallToolResult(content=[text], structured_content=found.model_dump(mode="json"))

    async def _turn(self, work: Callable[[Assistant], Made]) -> Made:
        """What a piece of work makes of the assistant that serves now, in its turn and in a thread."""
        async with self._admission.slot():
            return await to_thread.run_sync(lambda: work(self._source()))


def _searched(
    assistant: Assistant, *, question: str, limit: int, documents: list[str] | None
) -> SearchResponse:
    filters = Filters(documents=frozenset(documents) if documents else None)
    require_documents(assistant, filters)
    query, found = assistant.search(question, limit, filters)
    return SearchResponse(
        query=QueryOut(resolved=query.resolved, language=query.language),
        passages=[found_passage_of(passage) for passage in found],
    )


def _listed(assistant: Assistant) -> DocumentsResponse:
    return DocumentsResponse(documents=[document_of(document) for document in assistant.documents()])


def _opened(assistant: Assistant, *, name: str, start: int, length: int) -> OpenedDocument:
    document = assistant.document(name)
    if start >= len(document.text):
        raise InputError(
            f"Het document ‘{name}’ heeft {len(document.text)} tekens. Kies een kleiner getal voor ‘vanaf’."
        )
    return opened(document, start, min(start + length, len(document.text)))


def _matched(assistant: Assistant, *, asked: MatchRequest, limit: int) -> MatchResponse:
    found = matched(guide_in(assistant), asked, Places(assistant).href)
    return found.model_copy(update={"matches": found.matches[:limit]})
