"""Words by which a figure says what it counts: verbs of fate, acts that have a day, units, nouns."""

from __future__ import annotations

import re
from functools import lru_cache


def _table(rows: str) -> dict[str, str]:
    """Each line: the name of a class, a colon, the words that belong to it."""
    found: dict[str, str] = {}
    for row in rows.strip().splitlines():
        name, _, listed = row.partition(":")
        found |= dict.fromkeys(listed.split(), name.strip())
    return found


FATES = _table("""
shot: shot
killed: killed kill kills killing dead died dies deaths death fatalities fatally slain perished perishing
injured: injured injure injures wound injuring injuries wounded wounds wounding hurt hurting
missing: missing unaccounted
arrested: arrested arrests arresting detained detains detaining
evacuated: evacuated evacuate evacuating evacuates evacuations
rescued: rescued rescuing rescues
displaced: displaced displacing homeless
hospitalised: hospitalised hospitalized hospitalising hospitalizing
trapped: trapped trapping
stranded: stranded stranding
infected: infected infecting
destroyed: destroyed destroys destroying
damaged: damaged damages damaging
""")
"""What befell those that are counted. These counts grow while an event is being looked into."""

FATE_CLASSES = frozenset(FATES.values())

RECOVERED = "recovered"
"""What befell bodies: a count that grows as a toll does."""

ACTS = _table("""
meeting: met meet meets meeting meetings talks summit
visit: visited visit visits
arrival: arrived arrives arrival
death: died dies death
shooting: shooting gunfire shot
killing: killed killing murdered murder slain stabbed stabbing
crash: crash crashed collision collided derailed derailment capsized sank
attack: attack attacked bombing explosion exploded blast
earthquake: earthquake quake
fire: fire blaze
arrest: arrested arrest
sentencing: sentenced sentencing
conviction: convicted
vote: voted election elections
signing: signed signing
resignation: resigned resignation
robbery: robbed robbery burglary
landfall: landfall
launch: launched liftoff
escape: escaped escape
landslide: landslide avalanche mudslide
wedding: wedding married
funeral: funeral buried
""")
"""Acts and events that happen on one day, each with the word that names the day in a table."""

MONEY_ACTS = _table("""
purchase: buy buys buying bought acquire acquires acquired acquiring acquisition purchase takeover merger
fine: fine fined fines penalty
theft: stole stolen stealing robbed theft
bail: bail bond
damage: damage damages loss losses
sale: sold sells sale auction auctioned
settlement: settle settled settlement
ransom: ransom
donation: donated donation donate pledged pledge
takings: grossed grossing
""")
"""Words by which an amount of money says what it is for."""

PERSONAL_ACTS = frozenset("arrest sentencing conviction death killing resignation escape funeral wedding".split())
"""Acts that many persons of one story may undergo, each on a day of their own."""

HAPPENED = frozenset("happened occurred held place".split())
"""`the meeting took place on`: the act is named at the head of the sentence."""

PEOPLE = frozenset("people persons person victims victim individuals others other".split())
"""Nouns that count anybody."""

PERSON_NOUNS = PEOPLE | frozenset(
    "men man women woman children child boys girls teenagers teens students pupils passengers soldiers troops officers "
    "policemen workers employees civilians residents migrants protesters demonstrators militants rebels suspects "
    "gunmen attackers hostages tourists miners firefighters crew builders guests patients inmates prisoners voters "
    "personnel sailors fishermen pilgrims customers families members dockers strikers teachers nurses supporters militiamen fighters".split()
)

CROWDS = frozenset("people demonstrators protesters marchers supporters participants mourners spectators fans".split())
"""Nouns of crowds that nobody counts by heads."""

CAST = frozenset(
    "gunmen attackers robbers hijackers passengers crew hostages mourners spectators demonstrators protesters".split()
)
"""Persons whose number is part of what happened, whatever is said of them; of pupils or officers there are always more."""

IRREGULAR = frozenset("people men women children personnel troops crew aircraft gunmen policemen cattle".split())
"""Plural nouns that do not end in s."""

STOPS = frozenset(
    "a an the and or but nor of in on at to from by with for as after before during since until while when where who whom "
    "whose which that than then is are was were be been being has have had do does did will would could should may might "
    "can must shall not no he she it they we you i his her its their our my this these those there here if so also "
    "about over under between among into through against without within across around near says said says".split()
)
"""Words that no noun phrase runs over."""

NO_DEED = frozenset(
    "all both only just even some such other another more including include includes least than those only roughly not also "
    "out down back up off among total because while where though although now then first last past next".split()
)
"""Words before a number that say nothing of what is done."""

AUXILIARY = frozenset(
    "is are was were be been being has have had also reportedly still now already so far will would confirmed reported "
    "feared believed presumed left remain remained remains listed declared pronounced found either all both later "
    "could may might later initially so to".split()
)
"""Between those who are counted and what befell them: `12 people were reportedly killed`."""

SERIOUS = re.compile(
    r"\b(?:serious|critical|severe|bad|grave|slight|minor|light|fatal|mortal)",
    re.IGNORECASE,
)

_TIME_UNITS = "seconds minutes hours days weeks months years decades second minute hour day week month year times time"
TIME_UNITS = frozenset(_TIME_UNITS.split())
"""Spans of time: too many of them stand in each text to know which is which."""

UNITS: dict[str, tuple[str, float]] = {
    "mile": ("length", 1609.344),
    "kilometre": ("length", 1000.0),
    "kilometer": ("length", 1000.0),
    "km": ("length", 1000.0),
    "metre": ("length", 1.0),
    "meter": ("length", 1.0),
    "yard": ("length", 0.9144),
    "feet": ("length", 0.3048),
    "foot": ("length", 0.3048),
    "centimetre": ("length", 0.01),
    "centimeter": ("length", 0.01),
    "cm": ("length", 0.01),
    "inch": ("length", 0.0254),
    "inche": ("length", 0.0254),
    "acre": ("area", 4046.86),
    "hectare": ("area", 10_000.0),
    "mph": ("speed", 1.609344),
    "kph": ("speed", 1.0),
    "km/h": ("speed", 1.0),
    "knot": ("speed", 1.852),
    "ton": ("mass", 1000.0),
    "tonne": ("mass", 1000.0),
    "kg": ("mass", 1.0),
    "kilogram": ("mass", 1.0),
    "kilo": ("mass", 1.0),
    "lb": ("mass", 0.45359237),
    "gallon": ("volume", 3.785),
    "litre": ("volume", 1.0),
    "liter": ("volume", 1.0),
    "barrel": ("volume", 158.987),
}
"""Singular of a unit: what it measures, and its size in metres, square metres, km/h, kilograms or litres."""

CURRENCIES = {
    "euros": "€",
    "euro": "€",
    "dollars": "$",
    "yen": "¥",
    "rupees": "Rs",
    "won": "₩",
    "yuan": "元",
} | {
    name: name.removesuffix("s")
    for name in "dinars crowns kronor kroner pesos roubles rubles francs rand lira liras ringgit baht dirhams riyals shekels zlotys rupiah".split()
}

COUNTED_OF = frozenset("counts cases charges acts copies pieces rounds tons tonnes barrels pounds".split())
"""Nouns that say nothing until the words after `of`: counts of murder."""

REPEATED = frozenset(
    "games points yards goals wins losses runs rebounds assists touchdowns catches matches seasons homers hits innings tackles "
    "seats shares errors winners aces penalties corners wickets medals saves sets rounds minutes laps titles songs albums films episodes comments photos degrees".split()
)
"""Nouns of which a text counts many spans: points in a game, a season, a career."""

_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
MONTH = re.compile(
    r"(Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sep(?:t|tember)?\.?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?!\w)"
)


def month_number(name: str) -> int:
    """1 to 12 for the name of a month, also cut short."""
    return _MONTHS.index(name[:3].lower()) + 1


_VERBS = _table("""
steal: stole stolen
take: took taken
send: sent
sell: sold
buy: bought
pay: paid
build: built
hold: held
win: won
lose: lost
find: found
leave: left
drive: drove driven
give: gave given
rise: rose risen
fall: fell fallen
grow: grew grown
break: broke broken
throw: threw thrown
fly: flew flown
catch: caught
bring: brought
shoot: shot
raise: raised
spend: spent
seek: sought
see: saw seen
draw: drew drawn
""")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its commonest English endings: enough to see that two are forms of one."""
    word = _VERBS.get(word.lower(), word.lower())
    for ending in ("ings", "ing", "ied", "ies", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou" else word


_WORD = re.compile(r"[A-Za-z]\w+")


@lru_cache(maxsize=4096)
def content_stems(text: str) -> frozenset[str]:
    """Stems of the words of a sentence that say something; names among them."""
    return frozenset(stem(word) for word in _WORD.findall(text) if len(word) > 2 and word.lower() not in STOPS)
