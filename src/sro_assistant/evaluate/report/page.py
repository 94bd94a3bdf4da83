"""A run as one HTML page in Dutch that needs nothing but itself: figures, plots and every wrong answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources

from sro_assistant.dutch.numbers import decimal
from sro_assistant.evaluate.bootstrap import interval_of
from sro_assistant.evaluate.figures import FIGURES, by_style, by_type, figures_of
from sro_assistant.evaluate.gates import Failure
from sro_assistant.evaluate.report.plots import Bar, bars, by_step, cumulative, percent, table
from sro_assistant.evaluate.report.stored import StoredRun
from sro_assistant.evaluate.report.table import MILLISECONDS, written
from sro_assistant.evaluate.report.wrong import LABELS, wrong_answer
from sro_assistant.evaluate.run import Judged, Report
from sro_assistant.evaluate.scores import AnswerScore

STEPS = 5
CHAPTERS = (
    ("poorten", "Poorten"),
    ("cijfers", "Cijfers"),
    ("grafieken", "Grafieken"),
    ("vergelijking", "Vorige keer"),
    ("fouten", "Niet juist"),
    ("instellingen", "Instellingen"),
)

HEAD = (
    '<!doctype html><html lang="nl-BE"><head><meta charset="utf-8"><title>Evaluatieverslag</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the page shows: a run, the gates it fails, the run before it, and what others would reach."""

    report: Report
    failures: Sequence[Failure]
    baselines: Mapping[str, Mapping[str, float]]
    previous: StoredRun | None
    written: str

    def html(self) -> str:
        """The page."""
        style = resources.files(__package__).joinpath("page.css").read_text(encoding="utf-8")
        parts = (
            self._head,
            self._gates,
            self._figures,
            self._plots,
            self._changes,
            self._wrong,
            self._settings,
        )
        body = "".join(part() for part in parts)
        return f"{HEAD}<style>{style}</style></head><body>{body}</main></body></html>\n"

    def _head(self) -> str:
        figures = figures_of(self.report.scores)
        keys = "".join(
            f"<li><strong>{percent(figures[name])}</strong>{escape(label)}</li>"
            for name, label in (
                ("right", "juist"),
                ("false_answer", "ten onrechte beantwoord"),
                ("false_refusal", "ten onrechte geweigerd"),
                ("quote_validity", "citaten woord voor woord"),
            )
            if name in figures
        )
        links = "".join(f'<li><a href="#{name}">{label}</a></li>' for name, label in CHAPTERS)
        about = f"{self.report.settings.get('cases', '')}, {len(self.report.judged)} vragen, {self.written}"
        return (
            f'<header><h1>Evaluatieverslag</h1><p class="soft">{escape(about)}</p></header><main>'
            f'<ul class="key">{keys}</ul><nav aria-label="Inhoud"><ul>{links}</ul></nav>'
        )

    def _gates(self) -> str:
        if not self.failures:
            return _chapter("poorten", '<p class="good">Alle poorten zijn gehaald.</p>')
        items = "".join(f"<li>{escape(failure.message)}</li>" for failure in self.failures)
        return _chapter("poorten", f'<p class="bad">Niet gehaald:</p><ul>{items}</ul>')

    def _figures(self) -> str:
        scores = self.report.scores
        before = self.previous.figures if self.previous else {}
        last = ("vorige keer",) if self.previous else ()
        rows = [
            (
                figure.label,
                _comma(written(figure.name, figure.of(scores), scores)),
                *((_comma(written(figure.name, before.get(figure.name))),) if self.previous else ()),
                *(
                    "-"
                    if figure.name in MILLISECONDS
                    else _comma(written(figure.name, theirs.get(figure.name)))
                    for theirs in self.baselines.values()
                ),
            )
            for figure in FIGURES
            if figure.of(scores) is not None
        ]
        head = ("cijfer", "nu (95 %-interval)", *last, *self.baselines)
        told = (
            "<p>Wat elk cijfer betekent en waar het vandaan komt, staat in <code>evals/README.md</code>.</p>"
        )
        return _chapter("cijfers", told + table(head, rows))

    def _plots(self) -> str:
        plots = (
            bars("Juist per type vraag", _bars(by_type(self.report.scores))),
            bars("Juist per stijl van de vraag", _bars(by_style(self.report.scores))),
            _calibration(self.report.judged),
            cumulative("Tijd per antwoord", [one.score.milliseconds for one in self.report.judged]),
        )
        told = (
            "<p>Een balk is het aandeel juiste antwoorden, de streep het 95 %-interval: bij weinig vragen is "
            "die lang. Bij het weigeren geldt: hoe dichter de lijnen bij elkaar, hoe beter.</p>"
        )
        return _chapter("grafieken", f'{told}<div class="plots">{"".join(plots)}</div>')

    def _changes(self) -> str:
        if self.previous is None:
            return _chapter("vergelijking", "<p>Er is geen eerder verslag over deze vragen.</p>")
        right = {score.case.id: score.right for score in self.report.scores}
        before = self.previous.right
        gained = [name for name, now in right.items() if now and before.get(name) is False]
        lost = [name for name, now in right.items() if not now and before.get(name)]
        return _chapter(
            "vergelijking",
            f"<p>Vergeleken met {escape(self.previous.written)}.</p>"
            f'<p><strong class="good">Nu wel juist ({len(gained)}):</strong> {_links(gained)}</p>'
            f'<p><strong class="bad">Niet meer juist ({len(lost)}):</strong> {_links(lost)}</p>',
        )

    def _wrong(self) -> str:
        wrong = [one for one in self.report.judged if not one.score.right]
        told = (
            f"<p>{len(wrong)} van de {len(self.report.judged)} antwoorden, naast wat er had moeten staan.</p>"
        )
        return _chapter("fouten", told + "".join(wrong_answer(one) for one in wrong))

    def _settings(self) -> str:
        rows = list(self.report.settings.items())
        return _chapter("instellingen", table(("instelling", "waarde"), rows))


def _chapter(name: str, body: str) -> str:
    title = dict(CHAPTERS)[name]
    return f'<section aria-labelledby="{name}"><h2 id="{name}">{title}</h2>{body}</section>'


def _comma(text: str) -> str:
    return text.replace(".", ",")


def _links(names: Sequence[str]) -> str:
    return ", ".join(f'<a href="#{escape(name)}">{escape(name)}</a>' for name in names) or "geen"


def _bars(groups: Mapping[str, Sequence[AnswerScore]]) -> list[Bar]:
    found = []
    for label, scores in groups.items():
        interval = interval_of(float(score.right) for score in scores)
        if interval is not None:
            found.append(
                Bar(
                    label=LABELS.get(label, label.replace("_", " ")),
                    value=interval.mean,
                    low=interval.low,
                    high=interval.high,
                    count=len(scores),
                )
            )
    return found


def _calibration(judged: Sequence[Judged]) -> str:
    """By the score of the best passage, in five equal groups: what the sources answer, and what we answer."""
    ordered = sorted(judged, key=lambda one: one.found)
    size = max(1, -(-len(ordered) // STEPS))
    groups = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    shares = (
        ("wordt beantwoord", [_share(group, gold=False) for group in groups]),
        ("staat in de bronnen", [_share(group, gold=True) for group in groups]),
    )
    labels = [f"{decimal(group[0].found, 2)}–{decimal(group[-1].found, 2)}" for group in groups]
    return by_step("Weigeren naar wat de zoekmachine vindt", labels, shares, "score van de beste passage")


def _share(group: Sequence[Judged], *, gold: bool) -> float:
    return sum(one.case.answerable if gold else one.score.answered for one in group) / len(group)
