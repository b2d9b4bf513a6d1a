"""`content/` on disk: articles and the inbox."""
