"""The typed conditions of a programme: what a source says of who, with whom, how much and until when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Organisation(StrEnum):
    """A kind of applicant, as narrow as the sources put it; see `includes`."""

    LOCAL_AUTHORITY = "lokaal_bestuur"
    MUNICIPALITY = "gemeente"
    CENTRE_CITY = "centrumstad"
    VGC = "vgc"
    INTERMUNICIPAL = "intergemeentelijk"
    PROVINCE = "provincie"
    OCMW = "ocmw"
    POLICE_ZONE = "politiezone"
    MUNICIPAL_COMPANY = "gemeentebedrijf"
    FLEMISH_ENTITY = "vlaamse_entiteit"
    COMPANY = "onderneming"
    KNOWLEDGE_INSTITUTION = "kennisinstelling"
    SCHOOL = "school"
    ASSOCIATION = "vereniging"
    CITIZEN = "burger"

    def includes(self, other: "Organisation") -> bool:
        """Whether every organisation of the other kind is of this kind too."""
        return other is self or any(kind.includes(other) for kind in _NARROWER.get(self, ()))


_NARROWER = {
    Organisation.LOCAL_AUTHORITY: (
        Organisation.MUNICIPALITY,
        Organisation.VGC,
        Organisation.INTERMUNICIPAL,
        Organisation.PROVINCE,
        Organisation.OCMW,
    ),
    Organisation.MUNICIPALITY: (Organisation.CENTRE_CITY,),
}


class Phase(StrEnum):
    """How far a project is."""

    IDEA = "idee"
    PILOT = "piloot"
    PURCHASE = "aankoop"
    ROLLOUT = "uitrol"


class Need(StrEnum):
    """How much something is asked for."""

    REQUIRED = "vereist"
    WELCOME = "gewenst"
    FORBIDDEN = "verboden"


class AmountKind(StrEnum):
    """What an amount is: for one project, or for all together."""

    MOST_PER_PROJECT = "hoogste_steun"
    LEAST_PER_PROJECT = "laagste_steun"
    BUDGET = "budget"
    AWARDED = "toegekend"


class ShareKind(StrEnum):
    """Of what a percentage of the costs is the bound."""

    MOST_SUPPORT = "steun_hoogstens"
    LEAST_OWN = "eigen_inbreng_minstens"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantRule:
    """Who may apply or take part, who only as a partner, and who may not. Others: unknown."""

    allowed: frozenset[Organisation] = frozenset()
    partner_only: frozenset[Organisation] = frozenset()
    excluded: frozenset[Organisation] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationRule:
    """Whether it takes several parties; numbers count the applicant in, None where none is named."""

    need: Need
    least_parties: int | None = None
    least_countries: int | None = None
    least_inhabitants: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRule:
    """A bound on a share of the costs, in per cent."""

    kind: ShareKind
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRule:
    """An amount in euros; `year` as the source gives it ("2022", "2021-2027"), None where it does not."""

    kind: AmountKind
    euros: int
    year: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRule:
    """The last day to apply."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRule:
    """The phases that are supported, and those that are not. Others: unknown."""

    supported: frozenset[Phase] = frozenset()
    excluded: frozenset[Phase] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRule:
    """The area outside which an applicant does not qualify."""

    name: str


Rule = ApplicantRule | CooperationRule | ShareRule | AmountRule | DeadlineRule | PhaseRule | AreaRule
