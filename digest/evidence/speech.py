"""The words of speaking, and what can be said to speak. English only."""

from __future__ import annotations

import re

BLANK = "\ua74e"
"""Stands where a quotation was: a letter, so that sentences end behind it, and of no word that news has."""
VERB = re.compile(
    r"\b(?:said|says|say|told|tells|add(?:ed|s)|stat(?:ed|es)|not(?:ed|es)|expla?in(?:ed|s)|announc(?:ed|es)|claim(?:ed|s)|argu(?:ed|es)"
    r"|warn(?:ed|s)|insist(?:ed|s)|repl(?:ied|ies)|respond(?:ed|s)|recall(?:ed|s)|remark(?:ed|s)|comment(?:ed|s)|wr(?:ote|ites)"
    r"|tweet(?:ed|s)|post(?:ed)|declar(?:ed|es)|acknowledg(?:ed|es)|admit(?:ted|s)|conclud(?:ed|es)|continu(?:ed|es)|point(?:ed|s) out"
    r"|(?:re-)?emphasi[sz](?:ed|es)|stress(?:ed|es)|predict(?:ed|s)|suggest(?:ed|s)|testif(?:ied|ies)|shout(?:ed|s)|yell(?:ed|s)|jok(?:ed|es)"
    r"|lament(?:ed|s)|quipp?(?:ed|s)|observ(?:ed|es)|report(?:ed|s)|assert(?:ed|s)|affirm(?:ed|s)|reiterat(?:ed|es)|vow(?:ed|s)|pledg(?:ed|es)"
    r"|promis(?:ed|es)|urg(?:ed|es)|call(?:ed|s)|describ(?:ed|es)|ask(?:ed|s)|caution(?:ed|s)|complain(?:ed|s)|confirm(?:ed|s)"
    r"|conced(?:ed|es)|counter(?:ed|s)|cri(?:ed|es)|denounc(?:ed|es)|disclos(?:ed|es)|express(?:ed|es)|indicat(?:ed|es)"
    r"|maintain(?:ed|s)|mention(?:ed|s)|opin(?:ed|es)|proclaim(?:ed|s)|read|reads|recount(?:ed|s)|remember(?:ed|s)|reveal(?:ed|s)"
    r"|scream(?:ed|s)|exclaim(?:ed|s)|mus(?:ed|es)|whisper(?:ed|s)|boast(?:ed|s)|brand(?:ed|s)|dubb(?:ed|s)|label(?:l?ed|s)|hail(?:ed|s)"
    r"|prais(?:ed|es)|critici[sz](?:ed|es)|condemn(?:ed|s)|slamm(?:ed|s)|demand(?:ed|s)|appeal(?:ed|s)|agree(?:d|s)|alleg(?:ed|es)"
    r"|contend(?:ed|s)|believ(?:ed|es)|advis(?:ed|es)|assur(?:ed|es)|inform(?:ed|s)|vent(?:ed|s)|pleaded|reflected|answered|answers|interjected|began|went on|accus(?:ed|es)|describe|argue|insist|radioed|texted|e-?mailed|sobbed|sighed|laughed)\b"
)
"""Verbs that a speaker stands with, in the forms that news uses."""
PLAIN = frozenset(
    "said says say told tells added adds stated states noted notes explained explains announced claimed claims argued argues warned"
    " warns insisted insists replied replies responded responds recalled recalls remarked commented wrote writes tweeted posted declared"
    " acknowledged admitted concluded continued stressed emphasised emphasized testified shouted yelled joked lamented quipped observed"
    " asserted reiterated asked asks cautioned complained confirmed conceded countered cried exclaimed mused screamed whispered vowed"
    " recounted remembered answered pleaded urged read reads".split()
)
"""Those that take a whole quotation as what is said."""
ADVERB = (
    r"(?:also|later|then|further|furthermore|earlier|previously|once|again|still|just|even|simply|only|now|has|have|had|too|both|all|first"
    r"|has since|(?-i:(?!(?:family|reply|ally|early|daily|only|assembly)\b)[a-z]+ly))"
)
DETERMINER = (
    r"(?:a|an|the|one|two|three|four|five|several|some|many|both|his|her|its|their|my|our|another|other|most|this|that|these|those"
    r"|A|An|The|One|Two|Three|Four|Five|Several|Some|Many|Both|His|Her|Its|Their|Another|Other|Most|This|These)"
)
PLURAL = (
    r"(?:police|officials?|authorities|prosecutors?|residents?|investigators?|witnesses|officers?|deputies|detectives|firefighters|experts|analysts"
    r"|critics|sources|doctors|lawyers|attorneys|relatives|neighbou?rs|friends|lawmakers|organi[sz]ers|activists|scientists|researchers"
    r"|economists|diplomats|spokes(?:man|woman|person|people|persons)|supporters|media|opponents|observers|campaigners|aides|executives|leaders|ministers"
    r"|protesters|survivors|parents|students|teachers|troopers|paramedics|rescuers|records|documents)"
)
COLLECTIVE = re.compile(
    rf"(?:^|[\s,;(])((?:(?:[A-Z][\w.'\u2019-]*|state|local|city|county|federal|law enforcement|health|government|fire|rescue|intelligence"
    rf"|senior|military|security|court|school|company|hospital|emergency|transit|foreign|defen[cs]e|other|former)\s)*(?:[Pp]olice|{PLURAL}|{PLURAL.replace('(?:', '(?:(?i:p)', 1)}))\s*$"
)
CLAUSE = re.compile(
    r"\b(?:that|which|who|whom|whose|because|while|when|where|if|although|though|as|but|and then|before|after|since|until|unless|than|is|are|was"
    r"|were|has|have|had|will|would|said|says|told|(?<!close )to|so|not)\b",
    re.IGNORECASE,
)
IRREGULAR = (
    r"(?:said|told|met|is|was|has|had|went|left|took|made|did|began|came|got|gave|held|ran|saw|spoke|stood|sat|wrote|knew|thought|felt|found"
    r"|kept|led|lost|paid|read|rose|sent|spent|won|became|broke|brought|built|bought|chose|drew|drove|fell|flew|grew|heard|put|set|will|would)\b"
)
SPEAKERS = re.compile(
    rf"(?:^|\b|-)(?:{PLURAL}|(?:gun|fire|police|sales|chair|states|congress|country|trades|fisher|camera|business|sports)?(?:wo)?m[ae]n|boys?|girls?"
    r"|teen(?:ager)?s?|students?|employees?|customers?|residents?|neighbou?rs?|witness(?:es)?|officials?|officers?|sources?|spokes(?:man|men|woman"
    r"|women|person|people|persons)|mothers?|mom|moms|mum|fathers?|dad|dads|parents?|brothers?|sisters?|sons?|daughters?|wife|husband|widow|aunts?|uncles?"
    r"|cousins?|niece|nephew|grand(?:mother|father|son|daughter|parents)|friends?|girlfriend|boyfriend|owners?|drivers?|teachers?|workers?"
    r"|lawyers?|attorneys?|doctors?|nurses?|ministers?|mayors?|analysts?|experts?|presidents?|premier|governors?|senators?|chief|sheriff"
    r"|detectives?|sergeant|prosecutors?|judges?|justices?|directors?|managers?|coach(?:es)?|principals?|superintendent|coroner"
    r"|commissioners?|chair(?:person)?|executives?|economists?|professors?|researchers?|scientists?|surgeons?|pastors?|priests?|bishops?"
    r"|pope|ambassadors?|envoys?|diplomats?|generals?|commanders?|soldiers?|secretary|chancellor|leaders?|advis[eo]rs?|aides?|authors?"
    r"|actors?|actress|singers?|activists?|organi[sz]ers?|lawmakers?|politicians?|candidates?|players?|captain|lieutenant|farmers?"
    r"|fishermen|engineers?|historians?|critics?|survivors?|victims?|suspects?|ministry|army|navy|military|agency|agencies|compan(?:y|ies)"
    r"|governments?|office|department|council|committee|court|union|party|group|groups|school|university|hospital|bank|club|firm|team|family"
    r"|families|board|commission|authority|embassy|palace|service|association|federation|alliance|organi[sz]ation|charity|newspaper|paper"
    r"|magazine|broadcaster|channel|station|airline|operator|manufacturer|maker|retailer|regulator|watchdog|institute|panel|jury|side"
    r"|statements?|reports?|letters?|posts?|affidavit|complaint|e-?mail|messages?|signs?|notes?|documents?|filing|release|tweet|warrant|indictment"
    r"|lawsuit|website|banner|placard|poster|caption|headline|editorial|communique|declaration|memo|study|survey|ruling|order|policy|law|bill"
    r"|treaty|constitution|inscription|text|page|account|dispatcher|caller|passenger|pilot|crew|reporter|journalist|guard|clerk|tenant|landlord"
    r"|members?|agents?|defender|representative|responder|veteran|partner|colleague|roommate|classmate|bystander|onlooker|attendee|pedestrian"
    r"|volunteers?|host|investor|trader|broker|strategist|archaeologist|climber|hiker|tourist|visitor|defendant|plaintiff|counsel|man|woman|person|people|couple"
    r"|\d+-year-old)$",
    re.IGNORECASE,
)
"""What the head of a phrase must be to speak."""
LINK = r"(?:of|for|from|at|in|with|on|by|to|near|under|against|between|into|over)"


def speaks(phrase: str) -> bool:
    """Whether the head of a noun phrase is something that speaks: people, bodies, what is written."""
    head = re.split(
        rf"\s{LINK}\s|\s(?:familiar|close|briefed|aware|beside|behind)\b|,|\s(?:who|which|that|whose)\s|\s[a-z]+(?:ed|ing)\b",
        phrase,
    )[0].split()
    last = head[-1] if head else ""
    if last[:1].isupper():
        return True
    if len(head) > 0 and head[0].lower() in (
        "one",
        "two",
        "three",
        "four",
        "five",
        "several",
        "some",
        "many",
        "both",
        "another",
        "others",
        "most",
    ):
        of = re.match(r"(?:\w+\s){1,2}of\s(?:the|his|her|its|their)\s([\w\s'\u2019-]+)", phrase)
        return bool(SPEAKERS.search(of[1] if of else last))
    return bool(
        SPEAKERS.search(last)
        or (
            head
            and head[0].lower() in ("a", "an", "another", "the")
            and re.search(r"(?:[bdkmnprt]er|or|ist|ian|guard|accused|deceased)$", last)
        )
    )
