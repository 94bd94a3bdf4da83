"""The reader of fact sheets behind the `Parser` port; it loads YAML when it first reads."""

from sro_assistant.ports import RawLine


class SheetParser:
    """Reads a fact sheet."""

    suffixes = frozenset({".yaml"})

    def parse(self, data: bytes) -> tuple[RawLine, ...]:
        """The sheet's text; raises ParseError where the file is not a sheet."""
        from sro_assistant.ingest.sheets.read import read_sheet  # noqa: PLC0415 - no question needs YAML
        from sro_assistant.ingest.sheets.text import sheet_lines  # noqa: PLC0415 - as above

        return tuple(RawLine(line) for line in sheet_lines(read_sheet(data)))
