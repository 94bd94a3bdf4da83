"""A wrong answer beside its gold, as HTML."""

from html import escape

from sro_assistant.evaluate.run import Judged
from sro_assistant.evaluate.scores import AnswerScore

STATUSES = {
    "answered": "beantwoord",
    "partial": "deels beantwoord",
    "not_found": "niet gevonden",
    "out_of_scope": "buiten het domein",
    "refused": "geweigerd",
}
LABELS = {
    "single_fact": "één feit",
    "list": "lijst",
    "definition": "begrip",
    "role": "rol",
    "programme_fit": "programma",
    "comparison": "vergelijking",
    "temporal": "tijd",
    "multi_doc": "meer bronnen",
    "follow_up": "vervolgvraag",
    "unanswerable": "niet in de bronnen",
    "out_of_scope": "buiten het domein",
    "adversarial": "lastig bedoeld",
    "colloquial": "spreektaal",
    "paraphrase": "andere woorden",
    "french": "Frans",
    "english": "Engels",
    "typo": "tikfouten",
}
"""The types and styles of questions, as people name them."""


def wrong_answer(one: Judged) -> str:
    """What was asked, what was said and cited, and what should have been."""
    case = one.case
    before = "".join(f'<p class="soft">eerder gevraagd: {escape(turn.question)}</p>' for turn in case.history)
    kind = LABELS.get(case.type, case.type)
    status = STATUSES.get(one.given.status, one.given.status)
    return (
        f'<article id="{escape(case.id)}"><h3>{escape(case.question)}</h3>{before}'
        f'<p class="why"><span class="soft">{escape(case.id)}, {escape(kind)}:</span> '
        f"{escape('; '.join(reasons(one.score)))}</p>"
        f'<div class="sides"><div><h4>Antwoord ({escape(status)})</h4>'
        f"{_said(one)}</div><div><h4>Verwacht</h4>{_gold(one.score)}</div></div></article>"
    )


def reasons(score: AnswerScore) -> list[str]:
    """Why an answer is not right, in Dutch."""
    case = score.case
    found = ["zegt iets dat fout is"] if score.forbidden else []
    if not case.answerable:
        return found or ["beantwoord, terwijl de bronnen het niet zeggen"]
    if not score.answered:
        return [*found, "geweigerd, terwijl de bronnen het zeggen"]
    if score.fact_recall < 1:
        found.append(f"{score.facts_found} van {len(case.facts)} feiten gevonden")
    if not score.evidence_cited:
        found.append("het bewijs is niet geciteerd")
    return found


def _said(one: Judged) -> str:
    if not one.given.sentences:
        return f"<p>{escape(one.given.text.replace('**', ''))}</p>"
    rows = "".join(
        f"<li>{escape(' '.join(filter(None, (s.frame, s.heading, ' '.join(s.text.split())))))}</li>"
        for s in one.given.sentences
    )
    documents = dict.fromkeys(citation.document for citation in one.given.citations)
    return f'<ul>{rows}</ul><p class="soft">citeert: {escape(", ".join(documents))}</p>'


def _gold(score: AnswerScore) -> str:
    case = score.case
    if not case.answerable:
        expected = "De bronnen zeggen dit niet: weigeren" + (
            ", of het uitgangspunt verbeteren." if case.correction_ok else "."
        )
        return f"<p>{expected}</p>" + (f'<p class="soft">{escape(case.note)}</p>' if case.note else "")
    facts = "".join(f"<li>{escape(' / '.join(fact))}</li>" for fact in case.facts)
    quotes = "".join(
        f"<blockquote>{escape(' '.join(e.quote.split()))} "
        f'<span class="soft">({escape(e.doc)})</span></blockquote>'
        for e in case.evidence
    )
    return f"<p>Deze feiten:</p><ul>{facts}</ul>{quotes}"
