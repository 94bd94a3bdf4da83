"""What the commands that draft share: where a draft may be written, and what is told of it."""

import sys
from pathlib import Path

from sro_assistant.cli.console import DONE, FAILED, say
from sro_assistant.desk.drafting import Drafted
from sro_assistant.desk.files import write_whole
from sro_assistant.errors import InputError
from sro_assistant.settings import Settings


def writable(path: Path, settings: Settings) -> Path:
    """The file for the drafts; raises InputError for one that would serve as it stands."""
    if path.resolve().is_relative_to(settings.corpus_dir.resolve()):
        raise InputError(
            f"{path} staat bij de bronnen, en een ontwerp moet eerst nagelezen worden. "
            "Kies een plaats buiten corpus/ met -o."
        )
    return path


def told(drafted: Drafted, path: Path, home: str) -> int:
    """Writes the drafts and prints what became of all; 1 where something was asked and none passed."""
    if not drafted.asked:
        say("Er is geen passage die er nog geen heeft. Er is niets gevraagd en niets geschreven.", sys.stdout)
        return DONE
    for reason in drafted.left_out:
        say(f"WEGGELATEN  {reason}", sys.stdout)
    for reason in drafted.silent:
        say(f"GEEN ANTWOORD  {reason}", sys.stdout)
    say(
        f"Gevraagd over {drafted.asked} passages. Goed: {drafted.kept} ontwerpen. "
        f"Weggelaten: {len(drafted.left_out)}. Zonder antwoord: {len(drafted.silent)}.",
        sys.stdout,
    )
    if not drafted.kept:
        return FAILED
    write_whole(path, drafted.text.encode())
    say(f"De ontwerpen staan in {path}. Lees ze na en zet wat goed is in {home}.", sys.stdout)
    return DONE
