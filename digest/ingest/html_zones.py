"""Tell the parts of a page that hold no article text, by tags and by the names their author gave them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from digest.ingest.html_tree import HEADINGS, INLINE, ancestors, fold, names, size, tag_of, words_of

_ALWAYS = frozenset(
    names("""
        comments disqus related recommended recommendations recommendation recommend recirc recirculation
        outbrain taboola newsletter newsletters cookie cookies consent gdpr breadcrumb breadcrumbs mostread
        trending navigation nav navbar sharing share socials social contentinfo search complementary footer
        sitefooter onetrust sharebar sharebuttons addtoany
    """)
)
_USUALLY = frozenset(
    names("""
        sidebar aside promo promos promotion promotions advert adverts advertisement advertising ads ad
        banner sponsor sponsored subscribe subscription signup paywall popup modal pagination pager widget
        widgets carousel slider slideshow gallery tooltip login register poll quiz linkcard readmore
        toolbar tools rating tagcloud menu comment player audio linklist crosslink crosslinks donation
        donate donations follow feedback reactions reaction tweet instagram tiktok pullquote commentlist
        biography authorbox infobox factbox
    """)
)
_WHEN_SHORT = frozenset(
    names("""
        byline author authors bio date time datetime timestamp published updated tag tags topic topics
        keyword keywords credit credits copyright source sources meta metadata caption captions legend
        disclaimer embed next prev previous category categories kicker dateline reporter
        correspondent dachzeile contributor contributors figcaption bildunterschrift photographer
    """)
)
_PAIRS = tuple(
    frozenset(pair.split("-"))
    for pair in names(
        """
        author-bio author-box author-info author-card author-profile about-author read-more read-also
        read-next see-also also-like pull-quote most-read most-popular fact-box info-box link-list
        """
    )
)
_TEXT_TAGS = frozenset(
    names("""
        p li blockquote h1 h2 h3 h4 h5 h6 a b strong em i span dd td
    """)
)
_CAPTION = frozenset(names("caption captions figcaption bildunterschrift imagecaption photocaption"))
_DROPPED_TAGS = frozenset(names("nav footer aside form figure figcaption address table time"))
STANDFIRST = frozenset(
    names("""
        standfirst lead lede leadtext intro introduction teaser summary subtitle subheadline subhead
        subheading dek deck excerpt abstract chapeau sapo description vorspann untertitel entradilla bajada
        copete ingress sottotitolo occhiello catenaccio linea spot sumario anrisstext preamble subheader
        tagline strapline subline sub
    """)
)


class Zones:
    """Says which elements hold no article text, from their tags and the names their author gave them.

    A name that holds most of the page's text is no evidence against it: `paywall` may well be the
    class of every section of the article.
    """

    def __init__(self, root: Any, named: bool = True) -> None:
        self._weights = _weights(root)
        self._total = max(1, self._weights.get(root, 0))
        self._kept = _protected(root)
        self._words = {element: words_of(element) for element in self._weights} if named else {}
        held = _weight_by_word(root, self._words, self._weights)
        self._always = frozenset(w for w in _ALWAYS if held.get(w, 0) < 0.7 * self._total)
        self._usually = frozenset(w for w in _USUALLY if held.get(w, 0) < 0.4 * self._total)
        self.captions: list[str] = []

    def skip(self, element: Any) -> bool:
        """Whether the walk leaves this element out; captions are set aside on the way."""
        tag = tag_of(element)
        words = self._words.get(element, frozenset())
        share = self._weights.get(element, 0) / self._total
        if tag in ("body", "main") or (element in self._kept and share > 0.05):
            return False
        if tag in INLINE and tag_of(element.getparent()) in _TEXT_TAGS:
            return False
        if tag == "figcaption" or (words & _CAPTION and self._weights.get(element, 0) < 600):
            return self._caption(element)
        dropped = share < self._tolerance(element, tag, words)
        if dropped and tag == "figure":
            for caption in element.iter("figcaption"):
                self._caption(caption)
        return dropped

    def _tolerance(self, element: Any, tag: str, words: frozenset[str]) -> float:
        """Share of the page's text from which on an element is kept in spite of its tag and names."""
        if tag in _DROPPED_TAGS:
            return 0.5
        if words & self._always:
            return 0.7
        if (
            words & self._usually
            or any(pair <= words for pair in _PAIRS)
            or element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
        ):
            return 0.4
        if tag in HEADINGS:
            return 0.0
        if words & _WHEN_SHORT and not (words & STANDFIRST and _text_size(element) > 60):
            return 1.0 if _text_size(element) < 200 else 0.0
        return 0.0

    def _caption(self, element: Any) -> bool:
        text = fold(" ".join(_texts(element)))
        if 3 < len(text) < 1500:
            self.captions.append(text)
        return True


def _weight_by_word(root: Any, words: dict[Any, frozenset[str]], weights: dict[Any, int]) -> dict[str, int]:
    """Return the size of the text that stands in elements of each name, nested ones counted once."""
    found: dict[str, int] = {}
    around: dict[Any, frozenset[str]] = {}
    for element in root.iter():
        outer = around.get(element.getparent(), frozenset())
        fresh = words.get(element, frozenset()) - outer
        around[element] = outer | fresh if fresh else outer
        for word in fresh:
            found[word] = found.get(word, 0) + weights.get(element, 0)
    return found


def _texts(element: Any) -> Iterable[str]:
    return (text for text in element.itertext() if text.strip())


def _text_size(element: Any) -> int:
    """Size of all text below an element, counted no further than 400."""
    total = 0
    for text in element.itertext():
        total += size(text.strip())
        if total > 400:
            break
    return total


def _weights(root: Any) -> dict[Any, int]:
    """Return for each element the size of the running text below it, links and labels left out."""
    weights: dict[Any, int] = {}
    for element in reversed(list(root.iter())):
        own = 0
        if tag_of(element) not in ("", "script", "style", "noscript", "a", "template", "option", "textarea"):
            own = sum(n for n in map(_long, (element.text, *(child.tail for child in element))) if n)
        weights[element] = own + sum(weights.get(child, 0) for child in element)
    return weights


def _long(text: str | None) -> int:
    length = size(text.strip()) if text else 0
    return length if length >= 40 else 0


def _protected(root: Any) -> set[Any]:
    """Elements that hold the headline or what the page marks as its article body."""
    marked = root.xpath("//h1 | //*[@itemprop='articleBody' or @property='articleBody']")
    marked = marked if len(marked) <= 20 else marked[:1]
    return {around for element in marked for around in ancestors(element)}
