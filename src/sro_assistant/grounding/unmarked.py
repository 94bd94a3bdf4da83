"""Names that no capital tells from other words: at the head of a sentence, or written small."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sro_assistant.dutch.tokens import fold
from sro_assistant.grounding.names import NO_NAMES, Names
from sro_assistant.grounding.tokens import tokens

_LEAST_VERB = 4
_OPENS = re.compile(r"[.:!?]\s")
# A word that opens a sentence and is followed by its verb stands without an article: a name does, and so do
# plurals, what cannot be counted, and adverbs.
_FINITE = frozenset(
    "heeft had kan kon mag mocht moet moest zal zou wil wilde wou doet deed gaat ging geeft gaf "
    "krijgt kreeg neemt nam komt kwam houdt hield brengt bracht laat liet werkt werkte maakt maakte "
    "biedt bood".split()
)
_NO_SINGULAR = re.compile(
    r"(?:en|ing|heid|ie|iek|teit|schap|isme|ij|uur|iseer|age|logie|nis|lijk|lijks|ens|aal|eel|isch|tijds|weg|st)$"
)
_COMPARED = re.compile(r"(?:er|ere)$")
_ADVERBS = frozenset(
    "vandaag gisteren morgen nu momenteel voorlopig tegelijk tegelijkertijd samen eerst later "
    "vroeger soms vaak meestal altijd daarnaast bovendien verder ook zo dus toch concreet kortom "
    "onlangs recent wereldwijd lokaal iedereen niemand alles iets elk ieder wie wat waar hoe dat dit "
    "deze die zij ze hij het er hier daar daarmee daarvoor daarom daardoor daarbij daarna hiermee "
    "hiervoor hierdoor hierbij dan toen nee ja intussen geld data software hardware ict werk water "
    "overleg onderzoek beleid advies bestuur steun hulp budget".split()
)


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Finds them by what is known of words.

    `called` are the folded words that the sources only ever write as names, `is_known` tells whether a folded
    word is Dutch that everybody uses, and `terms_of` gives the stems of a text's words of meaning.
    """

    called: frozenset[str]
    is_known: Callable[[str], bool]
    terms_of: Callable[[str], Sequence[str]]

    def names_in(self, text: str, names: Names = NO_NAMES) -> frozenset[str]:
        """The names, folded: short ones written small, and one at the head of each sentence."""
        every = [token.text for token in tokens(text) if token.text.isalpha()]
        small = {fold(word) for word in every} & {fold(short) for short, _ in names.pairs}
        heads = (self._head(part) for part in _OPENS.split(text))
        return frozenset(small).union(*heads)

    def _head(self, text: str) -> frozenset[str]:
        """The first word of a text where it is a name; so is "Digitaal" before "Vlaanderen"."""
        found = [token.text for token in tokens(text) if token.text.isalpha()]
        if not found or not found[0][0].isupper() or not self.terms_of(found[0]):
            return frozenset()
        head, after = fold(found[0]), found[1] if len(found) > 1 else ""
        is_known = self.is_known(head) or self.is_known(_COMPARED.sub("", head))
        is_name = after[:1].isupper() or head in self.called or not is_known
        return frozenset({head}) if is_name or self._stands_bare(head, after) else frozenset()

    def _stands_bare(self, head: str, after: str) -> bool:
        """Whether a singular word that can be counted stands right before its verb, without an article."""
        if head in _ADVERBS or _NO_SINGULAR.search(head) or self._is_plural(head):
            return False
        return after in _FINITE or (
            after.endswith("t") and len(after) >= _LEAST_VERB and not after.endswith("st")
        )

    def _is_plural(self, head: str) -> bool:
        return head.endswith("s") and self.is_known(head.removesuffix("s").removesuffix("'"))
