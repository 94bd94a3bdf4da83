"""One frozen `Settings`, read from the environment (prefix SRO_); every setting is documented here."""

from functools import cached_property
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from sro_assistant.errors import SettingsError

CHECKOUT = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """Where everything is and how it serves; the working directory never matters."""

    model_config = SettingsConfigDict(env_prefix="SRO_", frozen=True, extra="ignore")

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
    contact: str = Field(
        default="smartregionoffice@vlaanderen.be",
        description="The role mailbox to which a reader without an answer is sent.",
    )

    @cached_property
    def corpus_dir(self) -> Path:
        """The sources and their manifest."""
        return self.home / "corpus"

    @cached_property
    def index_dir(self) -> Path:
        """The generations of the index and the pointer to the one that serves."""
        return self.home / "index"

    @cached_property
    def models_dir(self) -> Path:
        """The embedding models that ship."""
        return self.home / "models"


def load_settings() -> Settings:
    """The settings of this environment; raises SettingsError where a value cannot be used."""
    try:
        settings = Settings()
    except ValidationError as error:
        names = ", ".join(f"SRO_{str(e['loc'][0]).upper()}" for e in error.errors() if e["loc"])
        raise SettingsError(
            f"De instelling {names} heeft een waarde die niet kan. "
            "Pas de omgevingsvariabele aan of laat ze weg."
        ) from error
    return settings.model_copy(update={"home": settings.home.expanduser().resolve()})
