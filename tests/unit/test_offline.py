"""The switches that keep libraries from calling outside."""

import os

import sro_assistant
from sro_assistant.offline import SWITCHES, go_offline


def test_going_offline_overrules_what_the_environment_asked_for() -> None:
    environment = {"ANONYMIZED_TELEMETRY": "True", "HF_HUB_OFFLINE": "0", "LANG": "nl_BE.UTF-8"}

    go_offline(environment)

    assert environment == {**SWITCHES, "LANG": "nl_BE.UTF-8"}


def test_importing_the_package_is_enough_to_be_offline() -> None:
    assert sro_assistant.__doc__
    assert {name: os.environ.get(name) for name in SWITCHES} == dict(SWITCHES)
