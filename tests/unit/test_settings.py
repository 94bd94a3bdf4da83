"""The settings of the environment: what they mean, and what is said of those that cannot be."""

import os
from pathlib import Path

import pytest

from sro_assistant.errors import SettingsError
from sro_assistant.settings import CHECKOUT, Settings, load_settings


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without settings of ours."""
    for name in [name for name in os.environ if name.startswith("SRO_")]:
        monkeypatch.delenv(name)


def loaded(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def test_without_any_nothing_writes_nothing_asks_for_a_key_and_home_is_the_checkout(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = loaded(monkeypatch)
    assert settings == Settings(home=CHECKOUT)
    assert not settings.writes
    assert (settings.api_key.get_secret_value(), settings.public_url) == ("", "")


def test_a_key_for_openai_that_happens_to_be_set_is_no_setting_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = loaded(monkeypatch, OPENAI_API_KEY="sk-toevallig", OPENAI_BASE_URL="https://api.voorbeeld")
    assert (settings.writes, settings.llm_url, settings.llm_key.get_secret_value()) == (False, "", "")


def test_a_language_model_is_named_by_its_address_and_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = loaded(
        monkeypatch,
        SRO_LLM_URL="http://127.0.0.1:8001/v1",
        SRO_LLM_MODEL="proef",
        SRO_LLM_KIND="ollama",
        SRO_LLM_KEY="geheim",
        SRO_LLM_SECONDS="12.5",
        SRO_LLM_TOKENS="800",
        SRO_LLM_CONTEXT="8192",
        SRO_LLM_AT_ONCE="2",
    )
    assert settings.writes
    assert (settings.llm_url, settings.llm_model, settings.llm_kind) == (
        "http://127.0.0.1:8001/v1",
        "proef",
        "ollama",
    )
    assert (settings.llm_seconds, settings.llm_tokens, settings.llm_context, settings.llm_at_once) == (
        12.5,
        800,
        8192,
        2,
    )


def test_an_address_without_a_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="zet ook SRO_LLM_MODEL"):
        loaded(monkeypatch, SRO_LLM_URL="http://127.0.0.1:8001/v1")


def test_a_folder_of_kept_exchanges_writes_too_and_needs_no_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = loaded(monkeypatch, SRO_LLM_REPLAY=str(tmp_path / "in"), SRO_LLM_RECORD=str(tmp_path / "uit"))
    assert settings.writes
    assert (settings.llm_replay, settings.llm_record) == (tmp_path / "in", tmp_path / "uit")


def test_recording_alone_writes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert not loaded(monkeypatch, SRO_LLM_RECORD=str(tmp_path)).writes


def test_what_the_model_may_read_leaves_room_for_its_instructions_and_two_answers() -> None:
    assert Settings(llm_context=32_768, llm_tokens=1500).llm_characters == 3 * (32_768 - 2 * 1500 - 1500)
    assert Settings(llm_context=4096, llm_tokens=4000).llm_characters == 0


@pytest.mark.parametrize(
    "url",
    ["127.0.0.1:8001/v1", "htp://x", "https://a.azure.com/openai?api-version=2024", "http://", "http://a b"],
)
def test_what_is_no_address_of_a_model_is_told_with_how_one_looks(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    with pytest.raises(SettingsError) as told:
        loaded(monkeypatch, SRO_LLM_URL=url, SRO_LLM_MODEL="proef")
    assert str(told.value) == (
        "Het adres van een taalmodel (SRO_LLM_URL) begint met http:// of https:// en heeft geen vraagteken, "
        "zoals http://127.0.0.1:8001/v1. Voor Azure is het https://UW-NAAM.openai.azure.com/openai/v1."
    )


def test_answers_that_wait_for_a_model_take_no_turn_of_the_others() -> None:
    assert Settings(answers_at_once=3).turns == 3
    model = {"llm_url": "http://127.0.0.1:8001/v1", "llm_model": "proef", "llm_at_once": 5}
    assert Settings(answers_at_once=3).model_copy(update=model).turns == 8


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SRO_LLM_KIND", "gpt"),
        ("SRO_LLM_SECONDS", "0"),
        ("SRO_LLM_SECONDS", "601"),
        ("SRO_LLM_TOKENS", "63"),
        ("SRO_LLM_CONTEXT", "4095"),
        ("SRO_LLM_AT_ONCE", "0"),
        ("SRO_LLM_AT_ONCE", "veel"),
        ("SRO_PUBLIC_URL", "sro.voorbeeld.be"),
        ("SRO_PUBLIC_URL", "https://sro.voorbeeld.be/)("),
        ("SRO_PORT", "65536"),
    ],
)
def test_a_value_that_cannot_be_is_told_by_the_name_of_its_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with pytest.raises(SettingsError) as told:
        loaded(monkeypatch, **{name: value})
    assert str(told.value) == (
        f"De instelling {name} heeft een waarde die niet kan. Pas de omgevingsvariabele aan of laat ze weg."
    )


def test_no_secret_shows_in_what_is_printed_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = loaded(monkeypatch, SRO_LLM_KEY="geheim-een", SRO_API_KEY="geheim-twee")
    assert "geheim" not in f"{settings!r} {settings.model_dump()} {settings.model_dump_json()}"


def test_help_with_reading_needs_a_language_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="SRO_LLM_QUERY_HELP laat een taalmodel vragen verduidelijken"):
        loaded(monkeypatch, SRO_LLM_QUERY_HELP="true")
    assert loaded(monkeypatch, SRO_LLM_QUERY_HELP="true", SRO_LLM_REPLAY=str(tmp_path)).llm_query_help


def test_a_short_password_is_told_with_the_length_that_will_do_and_never_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short = "elftekens__"
    with pytest.raises(SettingsError) as told:
        loaded(monkeypatch, SRO_WORKBENCH_PASSWORD=short)
    assert str(told.value) == (
        "Het wachtwoord van de werkbank (SRO_WORKBENCH_PASSWORD) is te kort: neem er een van minstens 12 "
        "tekens, of laat het weg."
    )
    assert short not in str(told.value.__cause__)


@pytest.mark.parametrize("name", ["home", "journal", "llm_entailment", "llm_record", "llm_replay"])
def test_a_tilde_in_a_path_is_the_home_folder_of_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert getattr(loaded(monkeypatch, **{f"SRO_{name.upper()}": "~/daar"}), name) == tmp_path / "daar"
