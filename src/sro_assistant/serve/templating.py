"""The templates: the one place that turns values into HTML, with everything escaped."""

import re
from functools import cache
from hashlib import sha256
from os import PathLike, stat_result
from pathlib import Path

from fastapi import Request
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from sro_assistant.desk.files import MAX_FILE_BYTES, MAX_MEGABYTES
from sro_assistant.domain.addresses import document_href
from sro_assistant.dutch.dates import date_in_words, stated_in_words
from sro_assistant.dutch.numbers import grouped
from sro_assistant.serve import render, words
from sro_assistant.serve.copied import copied_text
from sro_assistant.serve.schemas import Problem
from sro_assistant.serve.source_page import section_anchor
from sro_assistant.settings import Settings

STATIC = Path(__file__).parent / "static"
_KEPT = "public, max-age=31536000, immutable"
_ADDRESS = re.compile(r"(https?://[\w./?=&%#~+-]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")


class VersionedFiles(StaticFiles):
    """Static files that a browser keeps where their address names their version, as those on our pages do.

    They are small: a request for a part gets the whole, and never starlette's English on a wrong range.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        headers = [(name, value) for name, value in scope["headers"] if name != b"range"]
        await super().__call__({**scope, "headers": headers}, receive, send)

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """One file."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        if scope["query_string"].startswith(b"v="):
            response.headers["Cache-Control"] = _KEPT
        return response


def page(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    """A template as the answer to a request; `base.html` knows from its path which page the reader is on."""
    settings: Settings = request.app.state.settings
    context = {"contact": settings.contact, "here": request.url.path, **values}
    return _templates().TemplateResponse(request, template, context, status_code=status)


def error_page(request: Request, found: Problem) -> Response:
    """A failure in the reader's words."""
    return page(request, "error.html", status=found.status, problem=found)


def rendered(template: str, **values: object) -> str:
    """A template as HTML, for what is no answer to a request of the public pages."""
    return _templates().get_template(template).render({"here": "", **values})


def macro(template: str, name: str, *values: object, **named: object) -> str:
    """What one macro of a template makes of values, as HTML."""
    made = getattr(_templates().get_template(template).module, name)
    return str(made(*values, **named))


def linked(text: str) -> Markup:
    """A text of our own in which web and mail addresses are links; everything else stands for itself."""
    return Markup("").join(
        _link(part) if position % 2 else escape(part) for position, part in enumerate(_ADDRESS.split(text))
    )


def _link(address: str) -> Markup:
    target = f"mailto:{address}" if "://" not in address else address
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(target, address)


def strong(text: str) -> Markup:
    """Our own guidance with its **bold** words as <strong>, and its addresses as links."""
    parts = text.split("**")
    if len(parts) % 2 == 0:
        return linked(text)
    return Markup("").join(
        Markup("<strong>{}</strong>").format(linked(part)) if position % 2 else linked(part)
        for position, part in enumerate(parts)
    )


@cache
def _templates() -> Jinja2Templates:
    environment = Environment(
        loader=PackageLoader("sro_assistant.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "date_in_words": date_in_words,
        "grouped": grouped,
        "linked": linked,
        "page_words": words.page_words,
        "place_words": words.place_words,
        "stated_in_words": stated_in_words,
        "strong": strong,
    }
    environment.globals |= {
        "words": words,
        "answer_blocks": render.blocks_of,
        "by_document": render.by_document,
        "checked_href": render.checked_href,
        "copied_text": copied_text,
        "document_href": document_href,
        "max_file_bytes": MAX_FILE_BYTES,
        "max_megabytes": MAX_MEGABYTES,
        "section_anchor": section_anchor,
        "static": _versioned,
    }
    return Jinja2Templates(env=environment)


@cache
def _versioned(name: str) -> str:
    """The address of a static file, which changes when the file does."""
    return f"/static/{name}?v={sha256((STATIC / name).read_bytes()).hexdigest()[:8]}"
