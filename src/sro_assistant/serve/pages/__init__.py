"""The public pages: whole without JavaScript, nothing kept in the browser."""

from fastapi import APIRouter

from sro_assistant.serve.pages import about, onboarding, programmes, questions, sources, verdicts

router = APIRouter(include_in_schema=False)
for _part in (
    questions.router,
    verdicts.router,
    sources.router,
    programmes.router,
    onboarding.router,
    about.router,
):
    router.include_router(_part)
