"""Every file of a site that no template fills."""

from __future__ import annotations

from collections.abc import Sequence

from digest.site.contexts import Page
from digest.site.document import Document
from digest.site.feeds import feed_documents
from digest.site.index import index_documents
from digest.site.mail import mail_documents
from digest.site.site import Site
from digest.site.site_map import crawler_documents


def planned_documents(site: Site, pages: Sequence[Page]) -> list[Document]:
    """Feeds, the index for machines, what crawlers read, and editions for e-mail, by path."""
    found = [*feed_documents(site), *index_documents(site), *crawler_documents(site, pages), *mail_documents(site)]
    return sorted(found, key=lambda document: document.path)
