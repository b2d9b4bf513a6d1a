"""One build: read the sources, render, write the site whole."""

from __future__ import annotations

from digest.build.built import BuildReport
from digest.build.project import build_project

__all__ = ["BuildReport", "build_project"]
