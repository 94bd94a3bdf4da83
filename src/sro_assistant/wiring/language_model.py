"""The language model that the settings name, where they name one."""

from typing import TYPE_CHECKING

from sro_assistant.errors import SettingsError
from sro_assistant.ports import Entailment, LanguageModel
from sro_assistant.settings import Settings

if TYPE_CHECKING:
    from sro_assistant.answer.generate.opening import Writing


def writing_with(settings: Settings, *, is_served: bool) -> "Writing | None":
    """With what the answers from the documents are written; None where no language model is set."""
    if not settings.writes:
        return None
    from sro_assistant.answer.generate.opening import Writing  # noqa: PLC0415 - few have a language model

    return Writing(
        model=_guarded_model(settings, is_served=is_served),
        seconds=settings.llm_seconds,
        budget=settings.llm_characters,
        second=_second_check(settings),
        helps_reading=settings.llm_query_help,
    )


def drafting_model(settings: Settings) -> LanguageModel:
    """The model that drafts for the office; raises SettingsError where none is set."""
    if not settings.writes:
        raise SettingsError(
            "Er is geen taalmodel dat ontwerpen kan schrijven. Zet SRO_LLM_URL en SRO_LLM_MODEL."
        )
    return _guarded_model(settings, is_served=False)


def _guarded_model(settings: Settings, *, is_served: bool) -> LanguageModel:
    model = _language_model(settings, is_served=is_served)
    from sro_assistant.answer.generate.breaker import GuardedModel  # noqa: PLC0415 - as above

    if settings.llm_replay is not None:  # a folder of exchanges is never down, it only lacks an answer
        return model
    return GuardedModel(model)


def _second_check(settings: Settings) -> Entailment | None:
    """The cross-encoder that judges proven sentences once more, where one is set."""
    if settings.llm_entailment is None:
        return None
    from sro_assistant.adapters.entailment import CrossEncoderEntailment  # noqa: PLC0415 - few have one

    return CrossEncoderEntailment(settings.llm_entailment)


def _language_model(settings: Settings, *, is_served: bool) -> LanguageModel:
    """The model that the settings name; only what is served loads the library before the first question."""
    from sro_assistant.adapters import exchanges, llm  # noqa: PLC0415 - few have a language model

    if settings.llm_replay is not None:
        return exchanges.ReplayedModel(settings.llm_model or "bewaard", settings.llm_replay)
    server = llm.Server(
        url=settings.llm_url,
        model=settings.llm_model,
        key=settings.llm_key.get_secret_value(),
        tokens=settings.llm_tokens,
        context=settings.llm_context,
        seconds=settings.llm_seconds,
    )
    llm.require_installed()
    if settings.llm_kind == "ollama":
        model = llm.LlamaIndexModel(server.model, llm.ollama(server), settings.llm_at_once)
    else:
        newest = llm.openai_compatible(server, is_newest=True)
        model = llm.LlamaIndexModel(server.model, llm.openai_compatible(server), settings.llm_at_once, newest)
    if is_served:
        model.warm()
    return exchanges.RecordedModel(model, settings.llm_record) if settings.llm_record is not None else model
