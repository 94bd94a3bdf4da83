"""The Dutch words of the guide's pages: what the matcher's values are called."""

from typing import Final

from sro_assistant.domain import Organisation, Part, Phase, SheetKind, SheetStatus
from sro_assistant.domain.guide import Authority, TermKind
from sro_assistant.guide.criteria import Criterion, Verdict
from sro_assistant.guide.programmes import Fit

ORGANISATIONS: Final = {
    Organisation.MUNICIPALITY: "gemeente of stad",
    Organisation.CENTRE_CITY: "centrumstad",
    Organisation.OCMW: "OCMW",
    Organisation.INTERMUNICIPAL: "intergemeentelijk verband",
    Organisation.PROVINCE: "provincie",
    Organisation.VGC: "VGC (Brussel)",
    Organisation.POLICE_ZONE: "politiezone",
    Organisation.MUNICIPAL_COMPANY: "autonoom gemeentebedrijf",
    Organisation.LOCAL_AUTHORITY: "ander lokaal bestuur",
    Organisation.FLEMISH_ENTITY: "Vlaamse entiteit",
    Organisation.KNOWLEDGE_INSTITUTION: "kennisinstelling",
    Organisation.SCHOOL: "school",
    Organisation.COMPANY: "onderneming",
    Organisation.ASSOCIATION: "vereniging",
    Organisation.CITIZEN: "burger",
}
PHASES: Final = {
    Phase.IDEA: "idee",
    Phase.PILOT: "piloot (proefproject)",
    Phase.PURCHASE: "aankoop",
    Phase.ROLLOUT: "uitrol",
}
TOGETHER: Final = {False: "alleen", True: "samen met anderen"}
FITS: Final = {Fit.FITS: "Past", Fit.MIGHT: "Past misschien", Fit.NOT: "Past niet, en waarom"}
OUTCOME: Final = {Fit.FITS: "past", Fit.MIGHT: "past misschien", Fit.NOT: "past niet"}
FIT_CLASS: Final = {Fit.FITS: "yes", Fit.MIGHT: "unsure", Fit.NOT: "no"}
FIT_MEANS: Final = {
    Fit.FITS: "Lijkt op uw nood, en uw soort organisatie mag meedoen. Of het nog loopt, staat erbij.",
    Fit.MIGHT: "Hier weten de bronnen of wij nog niet alles van. Lees wat onbekend is.",
    Fit.NOT: "Gesloten, of u voldoet niet aan een voorwaarde.",
}
CRITERIA: Final = {
    Criterion.NEED: "Uw nood",
    Criterion.APPLICANT: "Wie mag meedoen",
    Criterion.COOPERATION: "Samenwerken",
    Criterion.PHASE: "Fase",
    Criterion.AMOUNT: "Bedrag",
    Criterion.STATUS: "Loopt het nog?",
}
VERDICT_CLASS: Final = {Verdict.MEETS: "yes", Verdict.FAILS: "no", Verdict.UNKNOWN: "unsure"}
STATUS_CLASS: Final = {
    SheetStatus.OPEN: "yes",
    SheetStatus.IN_USE: "yes",
    SheetStatus.CLOSED: "no",
    SheetStatus.UNKNOWN: "unsure",
}
PARTS: Final = {
    Part.SUMMARY: "In het kort",
    Part.AUDIENCE: "Voor wie",
    Part.OFFER: "Wat het biedt",
    Part.CONDITIONS: "Voorwaarden",
    Part.AMOUNTS: "Bedragen",
    Part.TERMS: "Termijnen",
    Part.STATUS: "Loopt het nog?",
    Part.CONFLICTS: "Waar bronnen elkaar tegenspreken",
}
KINDS: Final = {
    SheetKind.FUNDING: "Financiering",
    SheetKind.PROGRAMME: "Programma’s",
    SheetKind.PROJECT: "Projecten",
    SheetKind.BUILDING_BLOCK: "Bouwstenen",
    SheetKind.NETWORK: "Netwerken",
    SheetKind.EVENT: "Evenementen",
    SheetKind.BODY: "Organen",
}
AUTHORITY: Final = {
    Authority.DECIDES: "Beslist",
    Authority.STEERS: "Stuurt",
    Authority.ADVISES: "Adviseert",
    Authority.CARRIES_OUT: "Voert uit",
    Authority.UNKNOWN: "De bronnen zeggen niet wie hier beslist of adviseert",
}
TERM_KINDS: Final = {
    TermKind.ABBREVIATION: "afkorting",
    TermKind.CONCEPT: "begrip",
    TermKind.FORMER_NAME: "vroegere naam",
}
CHECK: Final = "Controleer altijd of een programma of oproep nog loopt."
NOT_CHECKED: Final = "niet nagekeken door de SRO"
OUT_OF_CORPUS: Final = "Dit citaat is nu niet terug te vinden in de bron."
