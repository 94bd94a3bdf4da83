"""The one place that keeps the libraries we stand on from calling outside."""

import os
from collections.abc import Mapping, MutableMapping
from types import MappingProxyType

SWITCHES: Mapping[str, str] = MappingProxyType(
    {
        "ANONYMIZED_TELEMETRY": "False",  # chromadb
        "GRADIO_ANALYTICS_ENABLED": "False",
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "DO_NOT_TRACK": "1",
    }
)
"""What each library reads, on import, to stay silent."""


def go_offline(environment: MutableMapping[str, str] = os.environ) -> None:
    """Switches telemetry and downloads off in this process and its children, whatever was set before.

    It works for libraries that are imported afterwards. A model that is not on the machine then
    gives an error instead of a silent download.
    """
    environment.update(SWITCHES)
