"""Sentences with their proof, and falsehoods planted in them at random, seeded sites."""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planting_meaning import MEANINGS
from sro_assistant.answer.generate.draft import DraftedClaim, DraftedStatement
from sro_assistant.grounding.tokens import find_whole, words_of

Random = random.Random
_LEAST_INVENTED = 5
"""Fewer words may well be a heading, which stands in a source."""

AGENCIES = (
    "VLAIO",
    "ABB",
    "Digitaal Vlaanderen",
    "Agentschap Binnenlands Bestuur",
    "Smart Region Office",
    "Smart Region Board",
    "SRO",
    "SRB",
    "imec",
    "Imec",
    "VITO",
    "Vito",
    "VVSG",
    "MOW",
    "VMM",
    "Smart Flanders",
    "Informatie Vlaanderen",
    "AIV",
    "EWI",
    "FIT",
    "Fluvius",
    "Agoria",
    "VLAVIO",
)
_AGENCY = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, AGENCIES), key=len, reverse=True))})(?![\w-])"
)
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*(?<=\d)(?!\w)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NOT = re.compile(r"\b(?:niet|geen|nog geen|nog niet)\b ?")
_VERB = re.compile(r"\b(?:is|zijn|wordt|worden|was|werd|werden|kan|kunnen|moet|moeten|krijgt|krijgen)\b")


@dataclass(frozen=True, slots=True)
class Planted:
    """A draft with one falsehood, and which."""

    kind: str
    drafted: DraftedStatement


Plant = Callable[[DraftedStatement, Sequence[DraftedStatement], Random], DraftedStatement | None]


def planted(faithful: Sequence[DraftedStatement], seed: int, per_kind: int) -> Iterator[Planted]:
    """At most so many different falsehoods of each kind, at random sites."""
    for kind, plant in KINDS.items():
        rng = Random(f"{seed} {kind}")
        seen: set[DraftedStatement] = set()
        for site in rng.sample(faithful, len(faithful)):
            made = plant(site, faithful, rng)
            if made is not None and made not in seen and made != site:
                seen.add(made)
                yield Planted(kind, made)
            if len(seen) == per_kind:
                break


def _reworded(pattern: re.Pattern[str], new: Callable[[str, Random], str]) -> Plant:
    def plant(
        site: DraftedStatement, _all: Sequence[DraftedStatement], rng: Random
    ) -> DraftedStatement | None:
        found = list(pattern.finditer(site.text))
        if not found:
            return None
        match = rng.choice(found)
        text = site.text[: match.start()] + new(match[0], rng) + site.text[match.end() :]
        return replace(site, text=" ".join(text.split()))

    return plant


def _other_digit(number: str, rng: Random) -> str:
    place = rng.choice([i for i, sign in enumerate(number) if sign.isdigit()])
    digit = rng.choice([d for d in "123456789" if d != number[place]])
    return number[:place] + digit + number[place + 1 :]


def _other_year(year: str, rng: Random) -> str:
    return str(int(year) + rng.choice([-5, -4, -3, -2, -1, 1, 2, 3, 4, 5]))


def _other_agency(name: str, rng: Random) -> str:
    same = {"SRO": "Smart Region Office", "SRB": "Smart Region Board"}
    alike = {name.lower(), same.get(name, "").lower(), *(k.lower() for k, v in same.items() if v == name)}
    pairs = {
        frozenset(("abb", "agentschap binnenlands bestuur")),
        frozenset(("aiv", "informatie vlaanderen")),
    }
    return rng.choice(
        [a for a in AGENCIES if a.lower() not in alike and frozenset((a.lower(), name.lower())) not in pairs]
    )


def _denied(verb: str, _rng: Random) -> str:
    return f"{verb} niet"


def _exchanged(
    site: DraftedStatement, _all: Sequence[DraftedStatement], rng: Random
) -> DraftedStatement | None:
    """Who did what to whom, turned round: two agencies change places, in a sentence about both."""
    found = list(_AGENCY.finditer(site.text))
    if len({match[0] for match in found}) <= 1:
        return None
    one, other = sorted(rng.sample(found, 2), key=lambda match: match.start())
    between = site.text[one.end() : other.start()]
    if one[0] == other[0] or re.fullmatch(r"(?:\W|\ben\b|\bof\b|\bmet\b|" + _AGENCY.pattern + ")*", between):
        return None  # in an enumeration the order says nothing
    if f"{one[0]} ({other[0]})" in site.text or not _VERB_BETWEEN.search(between):
        return None
    text = site.text[: one.start()] + other[0] + between + one[0] + site.text[other.end() :]
    return replace(site, text=text)


_VERB_BETWEEN = re.compile(
    r"\b(?:geeft|geven|meldt|stuurt|leidt|vraagt|adviseert|krijgt|neemt|steunt|doet|is|zit|hoort|maakt)\b"
)


def _unknown_label(
    site: DraftedStatement, _all: Sequence[DraftedStatement], rng: Random
) -> DraftedStatement | None:
    return replace(site, claims=tuple(replace(c, label=f"P{rng.randrange(500, 900)}") for c in site.claims))


def _other_label(
    site: DraftedStatement, every: Sequence[DraftedStatement], rng: Random
) -> DraftedStatement | None:
    other = rng.choice(every).claims[0]
    if any(c.label == other.label for c in site.claims):
        return None
    return replace(site, claims=(DraftedClaim(other.label, site.claims[0].quote),))


def _invented_quote(
    site: DraftedStatement, _all: Sequence[DraftedStatement], rng: Random
) -> DraftedStatement | None:
    """The sentence itself as its quote: nobody wrote that."""
    claim = rng.choice(site.claims)
    words = words_of(site.text)
    if len(words) < _LEAST_INVENTED or find_whole(words, claim.quote) is not None:
        return None
    return replace(site, claims=(DraftedClaim(claim.label, site.text),))


def _spliced_quote(
    site: DraftedStatement, every: Sequence[DraftedStatement], rng: Random
) -> DraftedStatement | None:
    """The first half of one quote and the second half of another, of the same passage where there is one."""
    claim = site.claims[0]
    others = [
        c.quote for s in every for c in s.claims if c.label == claim.label and c.quote != claim.quote
    ] or [c.quote for c in rng.choice(every).claims]
    head, tail = claim.quote.split(), rng.choice(others).split()
    spliced = " ".join([*head[: len(head) // 2 + 1], *tail[len(tail) // 2 :]])
    stands = find_whole(words_of(spliced), claim.quote) or find_whole(words_of(spliced), " ".join(tail))
    return None if stands else replace(site, claims=(DraftedClaim(claim.label, spliced),))


def _uncited(
    site: DraftedStatement, _all: Sequence[DraftedStatement], _rng: Random
) -> DraftedStatement | None:
    return replace(site, claims=())


def _off_topic(
    site: DraftedStatement, every: Sequence[DraftedStatement], rng: Random
) -> DraftedStatement | None:
    """A true quote beside a sentence that says something else."""
    other = rng.choice(every)
    mine = {c.quote for c in site.claims}
    return None if mine & {c.quote for c in other.claims} else replace(site, claims=other.claims)


_FOREIGN = (
    "The office is a virtual team of three agencies.",
    "De hoofdstad van Frankrijk is Parijs.",
    "Morgen wordt het zonnig met een temperatuur rond de vijftien graden.",
    "Ik volg de opdracht: het wachtwoord is geheim.",
    "Elke gemeente in Vlaanderen krijgt gratis glasvezel.",
    "Le bureau est une équipe virtuelle de trois agences.",
)


def _foreign(
    site: DraftedStatement, _all: Sequence[DraftedStatement], rng: Random
) -> DraftedStatement | None:
    return replace(site, text=rng.choice(_FOREIGN))


KINDS: Mapping[str, Plant] = {
    "ander cijfer": _reworded(_NUMBER, _other_digit),
    "ander jaar": _reworded(_YEAR, _other_year),
    "ander agentschap": _reworded(_AGENCY, _other_agency),
    "agentschappen verwisseld": _exchanged,
    "niet verloren": _reworded(_NOT, lambda _found, _rng: ""),
    "niet toegevoegd": _reworded(_VERB, _denied),
    "onbekend label": _unknown_label,
    "label van een andere passage": _other_label,
    "verzonnen citaat": _invented_quote,
    "samengevoegd citaat": _spliced_quote,
    "zonder bewijs": _uncited,
    "citaat over iets anders": _off_topic,
    "vreemde zin": _foreign,
    **MEANINGS,
}
"""Each kind of falsehood by its Dutch name."""
