"""One frozen `Settings`, read from the environment (prefix SRO_); every setting is documented here."""

import re
from functools import cached_property
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from sro_assistant.errors import SettingsError

CHECKOUT = Path(__file__).resolve().parents[2]

_INSTRUCTION_TOKENS = 1500
_SHORTEST_PASSWORD = 12
_ADDRESS = re.compile(r"https?://[^\s?#]+")
_IN_DUTCH = "in_dutch"
"""The type of a validation error whose message can be shown as it is."""


class Settings(BaseSettings):
    """Where everything is and how it serves; `load_settings` reads it and tells in Dutch what is wrong."""

    model_config = SettingsConfigDict(
        env_prefix="SRO_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    home: Path = Field(default=CHECKOUT, description="The root of corpus/, index/ and models/.")
    host: str = Field(default="127.0.0.1", description="The address to serve on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port to serve on; 0 takes a free one.")
    embedding_model: str = Field(
        default="sro-static-nl",
        description="A folder under models/, a path, or the name of a sentence-transformers model on disk.",
    )
    rate_per_minute: int = Field(
        default=6000,
        ge=0,
        description="How many requests one client may make in a minute; 0 sets no limit. Public: 60.",
    )
    answers_at_once: int = Field(
        default=2, ge=1, le=64, description="How many answers and searches are made at the same time."
    )
    answers_waiting: int = Field(
        default=64, ge=0, le=10_000, description="How many more may wait their turn; beyond it: 429."
    )
    waiting_seconds: float = Field(default=10, gt=0, le=600, description="How long one waits its turn.")
    body_seconds: float = Field(
        default=15, gt=0, le=600, description="How long the body of a request may take to come in."
    )
    grace_seconds: float = Field(
        default=20, ge=0, le=600, description="How long running answers may go on after the order to stop."
    )
    bank: bool = Field(
        default=True, description="Whether answers from the answer bank are given; off leaves it out."
    )
    llm_url: str = Field(
        default="",
        description="The address of a language model; empty: no model. Nothing is ever sent elsewhere.",
    )
    llm_kind: Literal["openai", "ollama"] = Field(
        default="openai",
        description="How it speaks: as OpenAI does (vLLM, LM Studio, llama.cpp, Azure's v1), or as Ollama.",
    )
    llm_model: str = Field(default="", description="The name of the model there; needed with an address.")
    llm_key: SecretStr = Field(default=SecretStr(""), description="Its key, where it asks for one.")
    llm_seconds: float = Field(
        default=30, gt=0, le=600, description="How long it may take for one answer, a second try included."
    )
    llm_tokens: int = Field(default=1500, ge=64, le=32_000, description="How long its answer may be.")
    llm_context: int = Field(
        default=32_768,
        ge=4096,
        le=2_000_000,
        description="How many tokens it reads at once: the whole corpus where it fits, else the best.",
    )
    llm_at_once: int = Field(default=4, ge=1, le=256, description="How many answers it writes at once.")
    llm_query_help: bool = Field(
        default=False,
        description="Whether the model may reword a question that the rules read unsurely; needs a model.",
    )
    llm_entailment: Path | None = Field(
        default=None,
        description="A folder with a cross-encoder (NLI) that judges each proven sentence once more.",
    )
    llm_record: Path | None = Field(default=None, description="A folder in which each exchange is kept.")
    llm_replay: Path | None = Field(
        default=None, description="A folder of kept exchanges that answers in the model's place."
    )
    workbench_password: SecretStr = Field(
        default=SecretStr(""),
        description="What staff sign in with at /werkbank, 12 characters or more; empty: this machine only.",
    )
    keep_questions: bool = Field(
        default=False,
        description="Whether the journal keeps the words of questions and comments; off: only counts.",
    )
    keep_questions_days: int = Field(
        default=30, ge=1, le=90, description="After how many days the journal forgets all that it has."
    )
    journal: Path | None = Field(
        default=None, description="The folder of the journal; without it journal/ under SRO_HOME."
    )
    api_key: SecretStr = Field(
        default=SecretStr(""), description="The key that /v1 asks for; empty: it asks for none."
    )
    public_url: str = Field(
        default="",
        pattern=r"^(https?://[^\s()<>]+)?$",
        description="The address at which readers open the sources; empty: the one that they called.",
    )
    contact: str = Field(
        default="smartregionoffice@vlaanderen.be",
        description="The role mailbox to which a reader without an answer is sent.",
    )
    controller: str = Field(
        default="",
        description="Who answers for personal data, as /privacy names it; empty: it says so.",
    )

    @field_validator("home", "journal", "llm_entailment", "llm_record", "llm_replay")
    @classmethod
    def _whole_path(cls, path: Path | None) -> Path | None:
        """The path from the root, with `~` filled in."""
        return None if path is None else path.expanduser().resolve()

    @field_validator("llm_url")
    @classmethod
    def _callable(cls, url: str) -> str:
        if url and not _ADDRESS.fullmatch(url):
            raise PydanticCustomError(
                _IN_DUTCH,
                "Het adres van een taalmodel (SRO_LLM_URL) begint met http:// of https:// en heeft geen "
                "vraagteken, zoals http://127.0.0.1:8001/v1. Voor Azure is het "
                "https://UW-NAAM.openai.azure.com/openai/v1.",
            )
        return url

    @field_validator("workbench_password")
    @classmethod
    def _long_enough(cls, password: SecretStr) -> SecretStr:
        if 0 < len(password) < _SHORTEST_PASSWORD:
            raise PydanticCustomError(
                _IN_DUTCH,
                "Het wachtwoord van de werkbank (SRO_WORKBENCH_PASSWORD) is te kort: neem er een van "
                "minstens 12 tekens, of laat het weg.",
            )
        return password

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Refuses a setting without the one that it needs."""
        if self.llm_url and not self.llm_model:
            raise PydanticCustomError(
                _IN_DUTCH,
                "Bij het adres van een taalmodel (SRO_LLM_URL) hoort de naam van het model: "
                "zet ook SRO_LLM_MODEL.",
            )
        if self.llm_query_help and not self.writes:
            raise PydanticCustomError(
                _IN_DUTCH,
                "SRO_LLM_QUERY_HELP laat een taalmodel vragen verduidelijken, maar er is geen taalmodel. Zet "
                "SRO_LLM_URL en SRO_LLM_MODEL, of haal SRO_LLM_QUERY_HELP weg.",
            )
        return self

    @property
    def writes(self) -> bool:
        """Whether a language model writes the answers."""
        return bool(self.llm_url) or self.llm_replay is not None

    @property
    def turns(self) -> int:
        """How many answers and searches are made at once: who waits for a language model keeps nobody."""
        return self.answers_at_once + (self.llm_at_once if self.writes else 0)

    @property
    def llm_characters(self) -> int:
        """How many characters of sources the language model may read, beside its instructions and answer."""
        # Dutch takes three characters a token at the least; a second try brings the first draft along.
        return 3 * max(0, self.llm_context - 2 * self.llm_tokens - _INSTRUCTION_TOKENS)

    @cached_property
    def corpus_dir(self) -> Path:
        """The sources and their manifest."""
        return self.home / "corpus"

    @cached_property
    def index_dir(self) -> Path:
        """The generations of the index and the pointer to the one that serves."""
        return self.home / "index"

    @cached_property
    def journal_dir(self) -> Path:
        """The journal of answers that were given."""
        return self.journal or self.home / "journal"

    @cached_property
    def evals_dir(self) -> Path:
        """The question sets, and what a measurement is held against."""
        return self.home / "evals"

    @cached_property
    def reports_dir(self) -> Path:
        """The report of the last evaluation that was run from the workbench."""
        return self.home / "reports"

    @cached_property
    def sheets_index_dir(self) -> Path:
        """The index of the fact sheets, beside that of the documents."""
        return self.index_dir / "fiches"

    @cached_property
    def models_dir(self) -> Path:
        """The embedding models that ship."""
        return self.home / "models"


def load_settings() -> Settings:
    """The settings of this environment; raises SettingsError where a value cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_complaint(error)) from error


def _complaint(error: ValidationError) -> str:
    """What is wrong and what to do, in Dutch; never the value itself, which may be a secret."""
    found = error.errors(include_url=False, include_input=False)
    for one in found:
        if one["type"] == _IN_DUTCH:
            return one["msg"]
    names = ", ".join(f"SRO_{str(one['loc'][0]).upper()}" for one in found)
    return (
        f"De instelling {names} heeft een waarde die niet kan. Pas de omgevingsvariabele aan of laat ze weg."
    )
