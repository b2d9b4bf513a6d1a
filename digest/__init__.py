"""`digest`: from a pile of news pages to a site one can publish and trust."""

__version__ = "0.1.0"
