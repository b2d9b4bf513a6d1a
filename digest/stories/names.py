"""Names in a text: where they stand, and which of them mean the same person, place or organisation.

No model: a name is a run of capitalised words. What a capital at the beginning of a sentence
means is decided by the rest of the text. `Kim`, `Mr Kim` and `Kim Jong Un` are one as long as no
other Kim is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_CAPITAL = r"[A-Z\u00c0-\u00de\u0100\u0106\u010c\u0110\u0112\u0116\u0118\u011a\u011e\u0130\u0141\u0143\u0147\u0150\u0158\u015a\u015e\u0160\u016a\u016e\u0170\u0179\u017b\u017d]"
_DOT = r"(?:\.(?:(?<=\b(?:Mr|Ms|Dr|St|Jr|Sr|Lt)\.)|(?<=\b(?:Mrs|Gen|Gov|Sen|Rep|Col|Sgt|Det|Rev|Maj)\.)|(?<=\b(?:Capt|Prof|Cmdr)\.)))?"
_REST = rf"[\w\u2019']*(?:-\w+)*{_DOT}"
_WORD = rf"(?:(?:[dDOL]['\u2019]|[Aa]l-|[Mm]c)?{_CAPITAL}){_REST}"
_JOIN = r"(?:\s(?:de|da|do|dos|del|della|di|du|van|von|der|den|ter|bin|bint|ibn|al|el|la|le|y|ten)(?=\s)){1,3}"
_INITIAL = r"(?:[A-Z]\.){1,3}(?!\w)"
NAME = re.compile(
    # a set of signs in front, for which the engine can skip ahead, and only then a look back
    rf"{_CAPITAL}(?<![\w.].)(?:\.(?:[A-Z]\.){{0,2}}(?!\w)|{_REST})"
    rf"(?:(?<!['\u2019]s)(?<!s['\u2019])(?:{_JOIN})?\s(?:{_INITIAL}|{_WORD}|\"{_WORD}\"))*"
)
"""A run of capitalised words: `Ada Sample`, `George W. Sample`, `Ministry`, `Ursula von der Example`."""

COURTESY = frozenset(
    "Mr Mr. Mrs Mrs. Ms Ms. Miss Dr Dr. Sir Dame Lord Lady Madam Mx Mx. Herr Frau Monsieur Madame Señor Señora".split()
)
TITLES = COURTESY | frozenset(
    "President Vice-President Premier Chancellor Prime Minister Deputy Vice Foreign Interior Defence Defense Finance Justice Health"
    " Education Economy Trade Energy Transport Environment Security Labour Labor Culture Secretary Secretary-General Under-Secretary"
    " Governor Gov. Gov Lieutenant Lt. Lt Senator Sen. Sen Representative Rep. Rep Congressman Congresswoman Congressmember Mayor"
    " Councillor Councilman Councilwoman Alderman Commissioner Ambassador Envoy Solicitor Judge Justice Magistrate Attorney Prosecutor Sheriff"
    " Chief Police Officer Detective Det. Sergeant Sgt. Sgt Captain Capt. Capt Major Maj. Colonel Col. Col General Gen. Gen Admiral Adm."
    " Brigadier Corporal Cpl. Inspector Superintendent Constable Commander Cmdr. Marshal Trooper Deputy Chairman Chairwoman Chair"
    " Director Executive CEO Professor Prof. Prof Pastor Rev. Rev Reverend Father Fr. Bishop Archbishop Cardinal Pope Rabbi Imam Sheikh"
    " Ayatollah King Queen Prince Princess Emperor Empress Crown Speaker Leader Spokesman Spokeswoman Spokesperson Coach Manager MP"
    " Former Acting Then Ex-President Attorney-General State Assistant Associate District County City Superintendent Fire Medical Examiner"
    " Coroner Lawyer Author Analyst Minister-President Taoiseach Tánaiste Elder Brother Sister Private Pvt. Lance Warrant Staff"
    " Neighbor Neighbour Singer Actor Actress Teacher Head Driver Nurse Farmer"
    " Engineer Owner Founder Rapper Pilot Artist Resident Witness Freshman Sophomore Student Partygoer Homeowner Survivor Lawmaker Activist Economist Researcher"
    " Scientist Historian Organizer Organiser Special Agent Investigator Patrolman Undersheriff Battalion Party Opposition House Senate Majority Minority Supreme Court".split()
)
"""Capitalised words that stand before a person's name and are no part of it."""

_MODIFIERS = frozenset(
    "Prime Deputy Vice Foreign Interior Defence Defense Finance Justice Health Education Economy Trade Energy Transport Environment"
    " Security Labour Labor Culture Former Acting Then State Assistant Associate District County City Fire Medical Elder Police"
    " Special Party Opposition House Senate Majority Minority Supreme Court Staff Crown Lance Warrant Chair Battalion".split()
)
HEADS = TITLES - _MODIFIERS
"""Titles that stand directly before the name."""

PERSONAL = COURTESY | frozenset(
    "President Premier Chancellor Minister Secretary Governor Gov. Gov Senator Sen. Sen Rep. Representative Mayor Ambassador Judge"
    " Sheriff Detective Det. Sgt. Sergeant Captain Capt. Lt. Col. Colonel Gen. General Admiral Inspector Superintendent Commander"
    " Professor Prof. Pastor Rev. Bishop Archbishop Cardinal Pope Rabbi Imam King Queen Prince Princess Emperor CEO Chairman"
    " Chairwoman Spokesman Spokeswoman Spokesperson Councillor Councilman Congressman Congresswoman Coach Envoy Officer".split()
)
"""Those that a person alone can have."""

NOT_NAMES = frozenset(
    "The A An This That These Those There Here It Its He She They We You I His Her Hers Their Our My Your Who What When Where Why How"
    " In On At By For From With Without Of To Into After Before During Since Until While As If Unless Although Though Because But And"
    " Or Nor So Yet Not No Yes Also Then Now Later Earlier Meanwhile However Still Instead Moreover Besides Despite Among Between"
    " Under Over About Above Below Against Across Along Around Behind Beyond Through Throughout Toward Towards Upon Within Near Once"
    " Both Each Every Either Neither Some Any All Most Many Much More Several Few Other Others Another Such Same One Two Three Four"
    " Five Six Seven Eight Nine Ten First Second Third Last Next Only Just Even Maybe Perhaps According Asked Speaking Following"
    " Including Citing Given Meanwhile Soon Thus Hence Thereafter Afterward Afterwards Elsewhere Overnight Recently Currently"
    " Previously Initially Eventually Finally Ultimately Apparently Reportedly Additionally Similarly Likewise Otherwise Indeed Today Yesterday Tomorrow Monday Tuesday Wednesday Thursday Friday Saturday Sunday January"
    " February March April May June July August September October November December Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Oct. Nov."
    " Dec. Sept Police Officials Authorities Prosecutors Investigators Residents Witnesses Officers Detectives Firefighters People"
    " Experts Analysts Critics Supporters Protesters Nobody Everybody Everyone Someone Nothing Something Please Well Oh Like Let Let's"
    " Don't I'm It's That's There's We're They're He's She's I've We've You're I'd I'll We'll What's AM PM Photo Image Read Video Update"
    " Updated Share Follow Click Watch Related More Advertisement Last Late Early Mid Dear Editor's Copyright Is Are Was Were Has Have"
    " Had Do Does Did ET EDT EST CT CDT CST PT PDT PST GMT UTC BST CET Will Would Can Could Should May Might Must".split()
)
"""Words that begin sentences and are no names."""

DEMONYMS = frozenset(
    "American British English Scottish Welsh Irish French German Italian Spanish Portuguese Dutch Belgian Swiss Austrian Danish Swedish"
    " Norwegian Finnish Icelandic Polish Czech Slovak Hungarian Romanian Bulgarian Greek Turkish Russian Ukrainian Belarusian Estonian"
    " Latvian Lithuanian Serbian Croatian Bosnian Slovenian Albanian Georgian Armenian Azerbaijani Kazakh Uzbek Israeli Palestinian"
    " Lebanese Syrian Jordanian Iraqi Iranian Saudi Emirati Qatari Kuwaiti Yemeni Omani Egyptian Libyan Tunisian Algerian Moroccan"
    " Sudanese Ethiopian Kenyan Nigerian Ghanaian Ugandan Tanzanian Rwandan Congolese Somali Zimbabwean African Asian European Latin"
    " Indian Pakistani Bangladeshi Afghan Nepali Chinese Japanese Korean Taiwanese Vietnamese Thai Cambodian Malaysian Singaporean"
    " Indonesian Filipino Burmese Mongolian Australian Canadian Mexican Brazilian Argentine Chilean Peruvian Colombian Venezuelan"
    " Cuban Haitian Jewish Muslim Christian Catholic Islamic Islamist Arab Kurdish Soviet Western Eastern Northern Southern Republican"
    " Republicans Democrat Democrats Democratic Conservative Conservatives Labour Liberal Internet COVID Covid TV UK-based US-based"
    " Americans Russians Ukrainians Israelis Palestinians Germans Europeans Iranians Koreans Indians Olympic Christmas Easter Ramadan".split()
)
"""Adjectives and peoples: capitalised, and no name of one thing."""

ORGANISATION = frozenset(
    "Ministry Department Office Agency Authority Commission Committee Council Parliament Congress Senate Government Cabinet Court Bank"
    " University College Institute Institution Foundation Association Federation Union Party Army Navy Force Forces Corps Guard Police"
    " Service Services Bureau Administration Board Company Corporation Corp Corp. Inc Inc. Ltd Ltd. LLC PLC GmbH AG SA Group Holdings"
    " Industries Airlines Airways Motors Times Post News Press Gazette Herald Tribune Journal Guardian Radio Television Network League"
    " Club Organization Organisation Society Alliance Coalition Movement Front Hospital School Church Museum Centre Center Trust Fund"
    " Network Assembly Secretariat Directorate Command Brigade Battalion Division Regiment House Kremlin Pentagon Taliban Hamas NATO".split()
)
"""Words that end or are the name of an organisation."""

MALE_NAMES = frozenset(
    "Adam Alan Albert Alex Alexander Ali Andrew Anthony Antonio Arthur Ben Benjamin Bill Bob Brad Brandon Brian Bruce Carl Carlos Charles"
    " Chris Christopher Craig Dan Daniel Dave David Dennis Derek Donald Doug Douglas Ed Eddie Edward Emmanuel Eric Frank Fred Gary George"
    " Glenn Greg Gregory Hans Harold Harry Henry Ian Ivan Jack Jacob James Jason Jeff Jeffrey Jeremy Jerry Jim Jimmy Joe Joel John Johnny"
    " Jonathan Jose Joseph Josh Joshua Juan Justin Karl Keir Keith Ken Kenneth Kevin Larry Lee Louis Luis Marc Marco Mario Mark Martin Matt"
    " Matthew Michael Miguel Mike Mohamed Mohammad Mohammed Nathan Neil Nicholas Nick Oliver Oscar Patrick Paul Pedro Pete Peter Phil Philip"
    " Rafael Ralph Ray Raymond Richard Rick Rob Robert Roger Ron Ronald Roy Russell Ryan Sam Samuel Scott Sean Sergei Shigeru Simon Stephen"
    " Steve Steven Stuart Ted Terry Thomas Tim Timothy Todd Tom Tony Tyler Victor Vladimir Volodymyr Walter Wayne William Yuri".split()
)
FEMALE_NAMES = frozenset(
    "Abigail Alice Alicia Alison Amanda Amber Amy Ana Andrea Angela Anita Ann Anna Anne Annie Ashley Barbara Beth Betty Brenda Brittany"
    " Carol Caroline Catherine Cheryl Christina Christine Cindy Claire Cynthia Dana Danielle Deborah Debra Denise Diana Diane Donna Dorothy"
    " Elena Elizabeth Ellen Emily Emma Erica Erin Eva Fatima Gloria Grace Hannah Heather Helen Hillary Irene Isabel Jane Janet Janice"
    " Jennifer Jessica Jill Joan Joanna Joyce Judith Judy Julia Julie Karen Kate Katherine Kathleen Kathy Katie Kelly Kim Kimberly Kristen"
    " Laura Lauren Leanne Linda Lisa Lori Lucy Margaret Maria Marie Marilyn Martha Mary Megan Melanie Melissa Michelle Monica Nancy Natalie"
    " Nicole Olga Olivia Pamela Patricia Paula Rachel Rebecca Renee Robin Rosa Rose Ruth Sally Samantha Sandra Sanae Sara Sarah Sharon"
    " Shirley Sophie Stephanie Susan Suzanne Sylvia Tamara Tanya Teresa Theresa Tiffany Tina Tracy Ursula Valerie Vanessa Veronica Victoria"
    " Virginia Wendy Yvonne".split()
)
GIVEN_NAMES = MALE_NAMES | FEMALE_NAMES
"""First names that are common in English-language news."""

_POSSESSIVE = re.compile(r"['\u2019]s?$")


@dataclass(frozen=True, slots=True)
class Known:
    """What an editor knows of a name (`content/names.toml`)."""

    name: str
    kind: str = ""
    """`person`, `place`, `organisation`, or empty."""

    aliases: tuple[str, ...] = ()


class Found(NamedTuple):
    """A name where it stands."""

    text: str
    start: int
    end: int
    titled: bool = False
    """A person's title stands before it."""


_BEGINNING = NOT_NAMES - {"Will"}
_ENDING = NOT_NAMES - {"May"}
_COMPASS = frozenset("North South East West Central Northern Southern Eastern Western".split())
_BEFORE_NAMES = TITLES | DEMONYMS
PLACE = frozenset(
    "Street Avenue Road Lane Drive Boulevard Way Highway Park County City Town Village Lake River Bridge Island Islands Bay Beach Mountain"
    " Mountains Valley Square Plaza Hall Tower Airport Station Harbor Harbour Creek Heights Hills District Region Province Peninsula Sea Ocean"
    " Desert Forest Coast Canal Gulf Strait Province Republic Territory".split()
)
"""Words that end the name of a place."""

_NEVER = NOT_NAMES | TITLES | DEMONYMS | _COMPASS | PLACE
"""Words that are no name by themselves."""

_LONGEST = 6
"""Words of a name; a longer run is a headline."""

_COMPOUND = re.compile(
    r".+-(?:leaning|backed|based|born|led|run|held|trained|turned|elect|style|era|controlled|owned|made|wide|year-old|area)\Z"
)


def find_names(text: str) -> list[Found]:
    """The runs of capitalised words of a text that may be names, without titles and possessive endings."""
    found = []
    for run in NAME.finditer(text):
        words = run[0]
        name = _known_in_run(words) if len(words) <= _KEPT else _in_run(words)
        if name is not None:
            bare, at, titled = name
            at += run.start()
            found.append(Found(bare, at, at + len(bare), titled))
    return found


def trimmed(run: str, start: int = 0) -> Found | None:
    """A run of capitalised words without what is no part of a name: opening words, titles, `'s`."""
    name = _in_run(run)
    return None if name is None else Found(name[0], start + name[1], start + name[1] + len(name[0]), name[2])


def _in_run(run: str) -> tuple[str, int, bool] | None:
    """The name in a run of capitalised words, its place there, and whether a person's title stands before it."""
    if " " not in run:
        if run in _NEVER or len(run) < 2:
            return None
        bare = run[:-2] if run[-2:] in ("'s", "\u2019s") else run.rstrip("'\u2019")
        if bare in _NEVER or len(bare) < 2:
            return None
        return bare, 0, False
    words = run.split()
    if len(words) > _LONGEST and not HEADS.intersection(words):
        return None
    first, last, titled = 0, len(words), False
    while first < last and (words[first] in _BEGINNING or _COMPOUND.match(words[first])):
        first += 1
    ending = words[last - 1].rstrip("'\u2019s")
    while first < last and words[first] in _BEFORE_NAMES and ending not in ORGANISATION and ending not in PLACE:
        titled = titled or words[first] in PERSONAL
        first += 1
    for place in range(last - 2, first - 1, -1):
        if words[place] in HEADS and not ORGANISATION.intersection(words[place + 1 : last]):
            first, titled = place + 1, True
            break
    while first < last and words[last - 1] in _ENDING:
        last -= 1
    if first == last or (last - first > 4 and NOT_NAMES.intersection(words[first + 1 : last - 1])):
        return None
    at = run.index(words[first]) if first else 0
    if first:
        at = len(run) - len(run.split(maxsplit=first)[first])
    name = run[at:] if last == len(words) else run[at:].rsplit(maxsplit=len(words) - last)[0]
    name = _POSSESSIVE.sub("", name)
    if len(name) < 2 or name in _NEVER or _is_demonym(name):
        return None
    return name, at, titled


_KEPT = 60
"""Characters of a run that comes again: the names of a story do, and so do the words that begin sentences."""

_known_in_run = lru_cache(maxsize=8192)(_in_run)


def _is_demonym(name: str) -> bool:
    """`North Korean`, `South African`: of a country, and no name."""
    front, _, last = name.rpartition(" ")
    return last in DEMONYMS and front in _COMPASS


def fold(names: Iterable[str], known: Sequence[Known] = ()) -> dict[str, str]:
    """For each name that means the same as a fuller one, that one.

    A single word means the one full name that ends with it, or begins with it where no name
    ends with it (`Kim` for `Kim Jong Un`); where there are several it means itself. Capitals
    mean the one full name that they begin the words of (`US`, `U.S.`: `United States`). What
    the editor knows comes first.
    """
    every = sorted(set(names))
    forms: dict[str, str] = {}
    for one in known:
        forms |= dict.fromkeys((one.name.casefold(), *(alias.casefold() for alias in one.aliases)), one.name)
    told = {name: forms[name.casefold()] for name in every if name.casefold() in forms}
    fulls = sorted({told.get(name, name) for name in every if " " in name})
    by_last: dict[str, set[str]] = {}
    by_first: dict[str, set[str]] = {}
    by_initials: dict[str, set[str]] = {}
    names_here = frozenset(every)
    for full in fulls:
        words = full.split()
        by_initials.setdefault("".join(word[0] for word in words if word[0].isupper()), set()).add(full)
        if not ORGANISATION.intersection(words) and words[-1] not in PLACE:
            by_last.setdefault(_last(words), set()).add(full)
            by_first.setdefault(words[0], set()).add(full)
    for name in every:
        if name in told:
            continue
        if " " in name:
            continue
        if name.isupper() and len(bare := name.replace(".", "")) > 1:
            meant = by_initials.get(bare, set()) or ({bare} if bare != name and bare in names_here else set())
            if len(meant) == 1:
                (told[name],) = meant
            continue
        fuller = by_last.get(name) or by_first.get(name) or set()
        if len(fuller) == 1:
            (told[name],) = fuller
    return told


def _last(words: Sequence[str]) -> str:
    """The last part of a name, `Jr.` and the like aside."""
    plain = [word for word in words if word.rstrip(".") not in ("Jr", "Sr", "II", "III", "IV")]
    return plain[-1] if plain else words[-1]
