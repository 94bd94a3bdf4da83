"""What the workbench says of its own, and the words that Gradio's Dutch leaves in English."""

from collections.abc import Mapping
from types import MappingProxyType

TITLE = "Werkbank · SRO-assistent"
NO_SCRIPT = "De werkbank heeft JavaScript nodig. De openbare pagina werkt ook zonder."
CANNOT = "Dit kan de werkbank niet. Herlaad de pagina en probeer het opnieuw."
QUESTIONS, WEBINAR, GAPS_TAB = "Vragen", "Webinarvragen", "Kennishiaten"
DOCUMENTS, EVALUATION = "Documenten", "Evaluatie"

SEARCHING = "Ik zoek in de bronnen …"
FILTER = "Zoek alleen in bepaalde documenten"
FILTER_HINT = "Kies geen enkel document om in alles te zoeken."
QUESTION = "Uw vraag"
ASK = "Vraag stellen"
NEW = "Nieuw gesprek"

UNKNOWN_ACTION = "Deze knop werkt niet meer. Herlaad de pagina."
NO_QUESTIONS = "Kies een bestand met vragen, of plak uw vragen in het tekstvak."
READ = "{count} vragen ingelezen."
REGROUPED = "Er blijven {count} vragen over."
DRAFTING = "Ik maak de ontwerpen …"
DRAFTED = "De ontwerpen staan klaar: {ready} klaar, {check} na te kijken, {open} onbeantwoord."
LOOSE = "Bewaard. {count} keer steunt een zin niet op een bron."
SUPPORTED = "Bewaard. Elke zin steunt op haar bron."
RESTORED = "Het eerste antwoord staat er opnieuw."
MARKED = "Bewaard als: {standing}."
MERGED = "De vragen staan nu samen."
WEIGHING = "Ik hou het antwoord naast de bronnen …"
PROPOSED = "Het voorstel voor de antwoordbank staat klaar."
NOT_ADDED = "Nog niet toegevoegd. Kijk wat er aan het voorstel schort."

INDEXING = "De index wordt bijgewerkt …"
INDEXED = "De index is bijgewerkt."

ASKING_AGAIN = "Ik stel de vragen opnieuw …"
GAPS = "{open} open hiaten, {closed} gesloten."
NOT_KEPT = (
    "De assistent bewaart geen vragen, dus zijn er geen hiaten te tonen. "
    "Wie de assistent beheert, kan dat aanzetten met SRO_KEEP_QUESTIONS."
)

LOOKING = "Ik kijk de documenten na …"
READING = "Ik lees het document …"
NO_FILE = "Kies eerst een bestand."
PREVIEWED = "Zo leest de assistent het document. Kijk het na en vul de gegevens aan."
CANNOT_ADD = "Dit document kan er zo niet bij."
ADDING = "Het document wordt toegevoegd …"
ADDED = "Het document ‘{id}’ is toegevoegd, met {passages} passages."
NO_VALIDITY = "Kies of het document nog geldt."
NOTHING_STALE = "Er is niets verouderd: antwoorden en verwachte vragen kloppen met de bronnen."
NO_DUPLICATES = "Geen twee documenten lijken erg op elkaar."
FACTS = (
    ("titel", "Titel", "", True),
    ("kenmerk", "Kenmerk", "Kleine letters, cijfers en streepjes; komt in het adres van de bron.", True),
    ("uitgever", "Uitgever", "", True),
    ("datum", "Datum van publicatie", "Zoals 2024-05-01 of 2024. Leeg als de bron geen datum noemt.", False),
    ("soort", "Soort", "Bijvoorbeeld: webpagina, nota, mededeling.", True),
    ("reden", "Waarom die geldigheid", "Eén zin, die de lezer bij de bron ziet.", True),
    ("licentie", "Licentie", "Wie mag de tekst gebruiken en hoe?", True),
    ("adres", "Adres van het origineel", "Begint met https://. Mag leeg blijven.", False),
    ("kopie", "Andere versie van", "Het kenmerk van het document met dezelfde tekst, of leeg.", False),
)

FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "right": "juist",
        "utility": "nut (juist min fout)",
        "fact_recall": "feiten gevonden",
        "complete": "volledig",
        "citation_relevance": "citaten ter zake",
        "quote_validity": "citaten woordelijk",
        "claim_support": "feiten staan in citaat",
        "false_refusal": "ten onrechte geweigerd",
        "false_answer": "ten onrechte beantwoord",
    }
)
"""The figures that the tab shows, by name; the report has them all."""

MEASURING = "De meting loopt …"
MEASURED = "De meting is klaar."

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "common.back_to_app": "Terug",
        "common.back_to_app_description": "Terug naar de werkbank",
        "common.download_all": "Alles downloaden",
        "common.error": "Fout",
        "common.loading": "Laden",
        "common.progress": "Voortgang",
        "common.run": "Uitvoeren",
        "common.runs": "Uitvoeringen",
        "blocks.connection_can_break": "Op een telefoon kan de verbinding wegvallen in een ander tabblad.",
        "blocks.long_requests_queue": "Er wachten veel vragen. Even geduld.",
        "blocks.lost_connection": "De verbinding viel weg. Ik probeer het opnieuw …",
        "blocks.waiting_for_inputs": "Even wachten tot alles geladen is.",
        "errors.use_via_api": "Gebruik de API",
    }
)
