"""What the workbench says of its own, and the words that Gradio's Dutch leaves in English."""

from collections.abc import Mapping
from types import MappingProxyType

TITLE = "Werkbank · SRO-assistent"
SEARCHING = "Ik zoek in de bronnen …"
FILTER = "Zoek alleen in bepaalde documenten"
FILTER_HINT = "Kies geen enkel document om in alles te zoeken."
QUESTION = "Uw vraag"
ASK = "Vraag stellen"
NEW = "Nieuw gesprek"

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
