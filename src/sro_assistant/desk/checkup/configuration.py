"""The settings with where each comes from, and the switches that keep libraries from calling outside."""

import re
from collections.abc import Iterator, Mapping

from pydantic import SecretStr

from sro_assistant.desk.checkup.findings import Area, Finding, note, ok, wrong
from sro_assistant.offline import SWITCHES
from sro_assistant.settings import Settings

PREFIX = "SRO_"
_USER_IN_URL = re.compile(r"(?<=://)[^/@\s]+(?=@)")
MASK = "•••"


def look(settings: Settings, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Each setting with its value; a name that no setting has may be a typing error."""
    given = {name.upper(): name for name in environment if name.upper().startswith(PREFIX)}
    for field in type(settings).model_fields:
        name = f"{PREFIX}{field.upper()}"
        origin = "uit de omgeving" if name in given else "standaard"
        yield ok(Area.SETTINGS, f"{name} = {shown(getattr(settings, field))} ({origin})")
        given.pop(name, None)
    for name in sorted(given.values()):
        yield note(
            Area.SETTINGS, f"{name} is geen instelling van de assistent: een tikfout?", f"unset {name}"
        )


def shown(value: object) -> str:
    """A value as it may be shown: of a secret only that it is set, of an address not who signs in."""
    if isinstance(value, SecretStr):
        return MASK if value.get_secret_value() else ""
    return _USER_IN_URL.sub(MASK, str(value))


def look_outside(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Whether the switches that keep libraries silent are on in this process."""
    off = [name for name, value in SWITCHES.items() if environment.get(name) != value]
    for name in off:
        text = f"{name} staat niet op {SWITCHES[name]}: een bibliotheek kan naar buiten bellen."
        yield wrong(Area.OUTSIDE, text, f"export {name}={SWITCHES[name]}")
    if not off:
        yield ok(Area.OUTSIDE, "Telemetrie en downloads van bibliotheken staan uit.")
