"""Dutch words that say nothing about a subject, Flemish everyday ones included."""

_FUNCTION_WORDS = """
aan aangaande aangezien achter af al aldus alhoewel alle alleen allen alles als alsnog alsook alsof altijd
alvorens ander andere anderen anders ben bent bepaald bepaalde bij bijna bijvoorbeeld binnen blijkbaar
boven bovendien buiten bv bvb daar daarbij daardoor daarin daarmee daarna daarom daarop daarover daartoe
daarvan daarvoor dan dat de degene den deze dezelfde di die dienen dient dit doen doet door doorheen dus
dwz e echt echter een eens eer eerder eigen eigenlijk elk elkaar elke en enerzijds anderzijds enige enkel
enkele enz enzovoort er ervan ervoor erin erop erover ermee eruit etc even evenals exact feitelijk gaan
gaat ga gedurende geen gehad geval geweest gewoon ging graag had hadden haar heb hebben hebt heeft heel hele
hem hen her het hier hierbij hierdoor hiermee hierna hierop hierover hiertoe hiervan hiervoor hij hoewel
hun iemand iets ieder iedere iedereen ik immers in indien inderdaad inzake is ja je jij jou jouw juist jullie
kan kon konden kun kunnen kunt laat laten louter maar mag me mee meestal men met mezelf mij mijn misschien
mocht mochten moest moesten moet moeten mogen na naar naartoe naast namelijk natuurlijk nee net niet niets
noch nog nogal nu o oa of ofwel om omdat omtrent omwille onder ondanks ons onszelf onze ook op over
overigens per plots pas precies qua reeds resp rond rondom sinds slechts soms sommige sowieso steeds
straks te tegen ten tenzij ter terwijl thans tijdens toch toe toen tot totdat trouwens tussen u uit
uiteraard uw vaak van vanaf vanuit vanwege vb veeleer vermits via vlak voor vooral voorbij voordat want
wanneer waren was we wel weliswaar werd werden wij wil willen wilde wilt word worden wordt wou zal ze zeer
zeker zelf zelfs zich zichzelf zij zijn zo zoals zodat zodra zon zou zouden zowel zulke zullen zult svp
aub ivm ihkv dmv tav tov mbt nav adhv ism cf cfr nl nvt
"""

_QUESTION_WORDS = """
hoe hoeveel hoelang hoever wat wie wiens waar waarom waardoor waarin waarmee waarna waarnaar waarop
waarover waartoe waaruit waarvan waarvoor waarheen wanneer welk welke wat watvoor
"""

_FLEMISH_WORDS = """
ge gij gulder da dees deez diejen dieje diene efkens effe effen es goh he hoezo hier ieverans iet
int ist kheb kzou kwil kweet lijk ma ne nen nekeer nie niemendal nogeens nonkel omda oeveel oe
percies seffens tis tes tgaat twas toch uwe voila vant watte weeral zeg zie zoe zulder zunne
"""

_CHAT_WORDS = """
alstublieft alsjeblieft bedankt dank geef geeft graag hallo hoi legt leg noem noemt vertel
vertelt weet weten weten toon toont vraagje zegt
"""

_APOSTROPHES = "'t 's 'n zo'n m'n z'n d'r 'k 'm 'r da's wa's"

STOP_WORDS = frozenset(
    f"{_FUNCTION_WORDS} {_QUESTION_WORDS} {_FLEMISH_WORDS} {_CHAT_WORDS} {_APOSTROPHES}".split()
)
"""Folded (lower-case, no accents, straight apostrophes, no dots)."""
