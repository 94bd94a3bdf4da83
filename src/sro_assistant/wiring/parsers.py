"""The parsers of the sources."""

from sro_assistant.adapters.parsers import HtmlParser, MarkdownParser, PdfParser, TextParser
from sro_assistant.ingest.sheets.parser import SheetParser

PARSERS = (MarkdownParser(), TextParser(), HtmlParser(), PdfParser(), SheetParser())
