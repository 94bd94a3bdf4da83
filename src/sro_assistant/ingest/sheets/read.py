"""From a sheet's file to a Sheet: its form is checked field by field, then what the form cannot see."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import yaml
from pydantic import ValidationError

from sro_assistant.domain import (
    AmountRule,
    ApplicantRule,
    AreaRule,
    CooperationRule,
    DeadlineRule,
    Fact,
    PageSource,
    Part,
    PhaseRule,
    QuoteSource,
    Rule,
    ShareRule,
    Sheet,
    SheetKind,
    SheetQuestion,
    SheetStatus,
)
from sro_assistant.errors import ParseError
from sro_assistant.ingest.sheets.form import Bron, Feit, Fiche, Vraag, wrong_field

_IN_USE = frozenset({SheetKind.BUILDING_BLOCK, SheetKind.NETWORK, SheetKind.BODY})
_KEPT = 256
_WRONG = {"missing": "ontbreekt", "extra_forbidden": "bestaat niet", "too_short": "is leeg"}


@lru_cache(maxsize=_KEPT)
def read_sheet(data: bytes) -> Sheet:
    """The sheet that a file holds; raises ParseError that names the field and the mend."""
    try:
        tree: object = yaml.load(data, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ParseError(f"dit is geen geldig YAML-bestand: {error}. Verbeter die regel.") from error
    try:
        form = Fiche.model_validate(tree)
    except ValidationError as error:
        raise ParseError(_complaint(error)) from error
    sheet = _sheet(form)
    for fault in _faults(sheet):
        raise ParseError(fault)
    return sheet


def _complaint(error: ValidationError) -> str:
    field, kind = wrong_field(error)
    wrong = _WRONG.get(kind, "heeft een waarde die niet kan")
    return f"het veld {field} {wrong}. Kijk na in corpus/fiches/README.md wat er moet staan."


def _sheet(form: Fiche) -> Sheet:
    return Sheet(
        id=form.id,
        name=form.naam,
        kind=form.soort,
        aliases=form.ook_genoemd,
        series=form.reeks,
        year=form.jaar,
        themes=form.themas,
        needs=form.noden,
        status=form.status.waarde,
        stated=form.status.datum,
        open_until=form.status.open_tot,
        facts=tuple(_facts(form)),
        not_found=form.niet_gevonden,
        gathered=form.verzameld,
        check_with=form.nakijken.bij,
        check_address=form.nakijken.adres,
        sources=tuple(map(_source, form.bronnen)),
        questions=tuple(map(_question, form.vragen)),
    )


def _facts(form: Fiche) -> Iterator[Fact]:
    parts: dict[Part, tuple[Feit, ...]] = {
        Part.SUMMARY: form.kort,
        Part.AUDIENCE: form.voor_wie,
        Part.OFFER: form.wat_het_biedt,
        Part.CONDITIONS: form.voorwaarden,
        Part.AMOUNTS: form.bedragen,
        Part.TERMS: form.termijnen,
        Part.STATUS: (form.status,),
        Part.CONFLICTS: form.tegenspraak,
    }
    for part, facts in parts.items():
        for fact in facts:
            rules = tuple(_rules(fact))
            yield Fact(part=part, text=fact.tekst, sources=fact.bron, rules=rules, warns=fact.let_op)


def _rules(fact: Feit) -> Iterator[Rule]:
    if (who := fact.aanvrager) is not None:
        yield ApplicantRule(
            allowed=frozenset(who.mag), partner_only=frozenset(who.partner), excluded=frozenset(who.niet)
        )
    if (together := fact.samenwerking) is not None:
        yield CooperationRule(
            need=together.nodig,
            least_parties=together.partijen,
            least_countries=together.landen,
            least_inhabitants=together.inwoners,
        )
    yield from (ShareRule(kind=share.soort, percent=share.procent) for share in fact.aandeel)
    yield from (AmountRule(kind=sum_.soort, euros=sum_.euro, year=sum_.jaar) for sum_ in fact.bedrag)
    if fact.uiterlijk is not None:
        yield DeadlineRule(day=fact.uiterlijk)
    if fact.fasen is not None:
        yield PhaseRule(supported=frozenset(fact.fasen.steunt), excluded=frozenset(fact.fasen.niet))
    if fact.gebied is not None:
        yield AreaRule(name=fact.gebied)


def _source(form: Bron) -> PageSource | QuoteSource:
    if form.document and form.citaat and not (form.adres or form.titel or form.datum):
        return QuoteSource(id=form.id, document_id=form.document, quote=form.citaat)
    page = (form.adres, form.titel, form.datum)
    if not all(page) or form.officieel is None or form.document or form.citaat:
        raise ParseError(
            f"bron {form.id} moet ofwel een document en een citaat hebben, "
            "ofwel een adres, titel, datum en officieel. Vul aan of haal weg."
        )
    address, title, stated = (value or "" for value in page)
    return PageSource(id=form.id, address=address, title=title, stated=stated, official=form.officieel)


def _question(form: Vraag) -> SheetQuestion:
    name, _, number = form.bij.partition(".")
    try:
        part = Part(name)
    except ValueError as error:
        raise ParseError(
            f"een vraag staat bij ‘{name}’, maar dat deel bestaat niet. Kies uit {', '.join(Part)}."
        ) from error
    return SheetQuestion(text=form.tekst, style=form.stijl, part=part, number=int(number or 1))


def _faults(sheet: Sheet) -> Iterator[str]:
    """What the form cannot see: names that point nowhere, and a status without proof."""
    names = Counter(source.id for source in sheet.sources)
    yield from (
        f"bron {name} staat er twee keer. Geef elke bron een eigen id." for name in names if names[name] > 1
    )
    used = {name for fact in sheet.facts for name in fact.sources}
    yield from (f"bron {name} staat niet bij bronnen. Vul ze aan." for name in sorted(used - names.keys()))
    yield from (f"geen enkel feit noemt bron {name}. Haal ze weg." for name in sorted(names.keys() - used))
    if sheet.questions and not sheet.is_document:
        yield "er staan vragen bij, maar zonder openbare pagina wordt er niet uit geantwoord. Haal ze weg."
    for question in sheet.questions:
        if len(sheet.facts_of(question.part)) < question.number:
            place = f"{question.part}.{question.number}"
            yield f"de vraag ‘{question.text}’ staat bij ‘{place}’, maar dat feit is er niet."
    if sheet.status is SheetStatus.IN_USE and sheet.kind not in _IN_USE:
        yield f"de status ‘in gebruik’ is er niet voor een {sheet.kind}. Kies gesloten of onbekend."
    if sheet.status is SheetStatus.OPEN and (sheet.open_until is None or sheet.open_until <= sheet.gathered):
        yield (
            "de status ‘open’ kan alleen met een open_tot na de dag waarop de fiche verzameld is. "
            "Is de laatste dag niet bekend, kies dan onbekend."
        )
    if sheet.status is not SheetStatus.OPEN and sheet.open_until is not None:
        yield f"open_tot past niet bij de status ‘{sheet.status}’. Haal het weg."
