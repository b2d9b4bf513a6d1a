"""Every file of a site that no template fills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from digest.derived import Derived, as_it_is
from digest.site.contexts import Page, by_path
from digest.site.document import Document
from digest.site.feeds import feed_documents
from digest.site.index import index_documents
from digest.site.mail import mail_documents
from digest.site.site import Site
from digest.site.site_map import crawler_documents


def planned_documents(site: Site, pages: Sequence[Page], derived: Derived | None = None) -> list[Document]:
    """The documents by path; see `documents_of`."""
    found = documents_of(site, by_path(pages), derived or Derived())
    return sorted(found.values(), key=lambda document: document.path)


def documents_of(site: Site, pages: Mapping[str, Page], derived: Derived) -> Mapping[str, Document]:
    """Feeds, the index for machines, what crawlers read, and editions for e-mail, by path.

    Args:
        site: the site.
        pages: all of it.
        derived: where documents were planned before; what is equal is the same object.
    """
    found: Iterable[Document] = (
        *feed_documents(site, derived),
        *index_documents(site, derived),
        *crawler_documents(site, pages, derived),
        *mail_documents(site, derived),
    )
    return derived.each("documents", as_it_is, {one.path: one for one in found})
