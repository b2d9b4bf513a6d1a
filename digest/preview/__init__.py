"""The preview: watch the sources, build what changed in memory, serve it, tell the browser."""
