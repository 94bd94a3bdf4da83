"""A cross-encoder for natural language inference, from a folder on disk."""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from sro_assistant.errors import ModelError
from sro_assistant.offline import go_offline

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_FOLLOWS = "entail"


class CrossEncoderEntailment:
    """Tells how surely a sentence follows from others; loaded when first asked, safe to share."""

    def __init__(self, folder: Path) -> None:
        """A cross-encoder of sentence-transformers; raises ModelError where the folder is not there."""
        if not (folder / "config.json").is_file():
            raise ModelError(
                f"De map {folder} bevat geen controlemodel (cross-encoder). Zet het model daar of haal "
                "SRO_LLM_ENTAILMENT weg. De assistent haalt zelf niets op."
            )
        self._folder = folder
        self._lock = Lock()
        self._opened: tuple[CrossEncoder, int] | None = None

    def chance(self, premise: str, claim: str) -> float:
        """The chance, 0 to 1, that the claim follows from the premise."""
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            model, place = self._opened
            scores = model.predict([(premise, claim)], apply_softmax=True, show_progress_bar=False)
        return float(scores[0][place])

    def _open(self) -> "tuple[CrossEncoder, int]":
        go_offline()
        try:
            from sentence_transformers import CrossEncoder  # noqa: PLC0415 - it takes seconds
        except ImportError as error:
            raise ModelError(
                "Voor het controlemodel ontbreken onderdelen. Installeer ze met: "
                "pip install 'sro-assistant[transformers]', of haal SRO_LLM_ENTAILMENT weg."
            ) from error
        try:
            model = CrossEncoder(str(self._folder), local_files_only=True, device="cpu")
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                f"Het controlemodel in {self._folder} is niet leesbaar. "
                "Zet de map terug zoals ze geleverd is."
            ) from error
        labels: dict[int, str] = model.config.id2label
        places = [place for place, label in labels.items() if label.casefold().startswith(_FOLLOWS)]
        if len(places) != 1 or len(labels) == 1:
            raise ModelError(
                f"Het controlemodel in {self._folder} kent geen label ‘entailment’. Kies een model dat "
                "getraind is op natural language inference."
            )
        return model, places[0]
