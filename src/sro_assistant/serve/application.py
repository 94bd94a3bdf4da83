"""The whole application: API, probes, pages, and what stands round them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from sro_assistant import __doc__ as package_description
from sro_assistant.domain.journal import Origin
from sro_assistant.serve import api, feedback, pages
from sro_assistant.serve.exchange import AssistantSource
from sro_assistant.serve.guide import api as guide_api
from sro_assistant.serve.http import handlers, probes
from sro_assistant.serve.http.limits import Admission, RateLimit
from sro_assistant.serve.http.metrics import Metrics
from sro_assistant.serve.http.middleware import BodyLimit, Envelope, RateGate
from sro_assistant.serve.http.openapi import describe
from sro_assistant.serve.journalled import NoJournal, Recorder, journalled
from sro_assistant.serve.openai import api as openai_api
from sro_assistant.serve.templating import STATIC, VersionedFiles
from sro_assistant.settings import Settings

_OTHER_THREADS = 40
"""What the library has for all of them together."""


def create_app(
    assistant_source: AssistantSource, settings: Settings, recorder: Recorder | None = None
) -> FastAPI:
    """The application over whatever assistant the source gives; without a recorder it keeps no journal."""
    app = FastAPI(
        title="SRO-assistent",
        version=version("sro-assistant"),
        description=package_description or "",
        docs_url=None,  # FastAPI's own pages load scripts from a content network
        redoc_url=None,
        lifespan=_with_threads(settings.turns),
    )
    admission = Admission(settings.turns, settings.answers_waiting, settings.waiting_seconds)
    metrics = Metrics(admission)
    app.state.journal = recorder or NoJournal()
    app.state.assistant_source = journalled(assistant_source, app.state.journal, Origin.PUBLIC)
    app.state.settings = settings
    app.state.admission = admission
    app.state.metrics = metrics
    for part in (api, feedback, guide_api, openai_api, probes, pages):
        app.include_router(part.router)
    app.mount("/static", VersionedFiles(directory=STATIC), name="static")
    handlers.install(app)
    # The last one added stands outermost.
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    app.add_middleware(BodyLimit, seconds=settings.body_seconds)
    app.add_middleware(RateGate, limit=RateLimit(settings.rate_per_minute), refuse=handlers.refuse)
    app.add_middleware(Envelope, last_resort=handlers.last_resort, metrics=metrics)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]  # FastAPI's documented hook
    return app


def _with_threads(turns: int) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """While it serves, a thread for each answer that is made, besides those of everything else."""

    @asynccontextmanager
    async def served(_app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = turns + _OTHER_THREADS
        yield

    return served
