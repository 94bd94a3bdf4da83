"""The whole application: API, probes, pages, and what stands round them."""

from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from sro_assistant import __doc__ as package_description
from sro_assistant.serve import api, guide_api, handlers, pages, probes
from sro_assistant.serve.exchange import AssistantSource
from sro_assistant.serve.limits import Admission, RateLimit
from sro_assistant.serve.metrics import Metrics
from sro_assistant.serve.middleware import BodyLimit, Envelope, RateGate
from sro_assistant.serve.openapi import describe
from sro_assistant.settings import Settings


def create_app(assistant_source: AssistantSource, settings: Settings) -> FastAPI:
    """The application over whatever assistant the source gives."""
    app = FastAPI(
        title="SRO-assistent",
        version=version("sro-assistant"),
        description=package_description or "",
        docs_url=None,  # FastAPI's own pages load scripts from a content network
        redoc_url=None,
    )
    admission = Admission(settings.answers_at_once, settings.answers_waiting, settings.waiting_seconds)
    metrics = Metrics(admission)
    app.state.assistant_source = assistant_source
    app.state.settings = settings
    app.state.admission = admission
    app.state.metrics = metrics
    for router in (api.router, guide_api.router, probes.router, pages.router):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    handlers.install(app)
    # The last one added stands outermost.
    app.add_middleware(BodyLimit, seconds=settings.body_seconds)
    app.add_middleware(RateGate, limit=RateLimit(settings.rate_per_minute), refuse=handlers.refuse)
    app.add_middleware(Envelope, last_resort=handlers.last_resort, metrics=metrics)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]  # FastAPI's documented hook
    return app
