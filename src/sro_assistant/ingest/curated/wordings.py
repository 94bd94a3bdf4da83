"""The folders of the corpus that say what people ask, how, and what is answered, as one hash."""

import hashlib
from pathlib import Path

from sro_assistant.ingest.curated import answers, lexicon, questions

FOLDERS = (lexicon.FOLDER, questions.FOLDER, answers.FOLDER)


def wordings_hash(corpus_dir: Path) -> str:
    """A hash of the names and contents of all files in these folders; the same without any."""
    digest = hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted((corpus_dir / folder).glob("*")):
            if path.is_file():
                digest.update(f"{folder}/{path.name}\0".encode())
                digest.update(path.read_bytes())
                digest.update(b"\0")
    return digest.hexdigest()
