"""git as a program that answers: the one place that runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from digest.diagnostics import refuse

PATIENCE = 600
"""Seconds that one call may take; a push of a large site over a slow line is the longest."""


class Git:
    """The repository that holds a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def name(self) -> str:
        """What messages call the folder, also where it is the current one."""
        return self.root.resolve().name or "/"

    def run(self, *words: str, code: str = "publish.git") -> str:
        """What git prints.

        Raises:
            DigestError: git is missing, says no, or does not answer.
        """
        done = self.call(*words)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
            what = next((line for line in said if line.startswith(("fatal:", "error:", " ! "))), said[-1])
            problem = f"git {words[0]}: {what.strip()}"
            raise refuse(code, self.name, problem, "mend it with git, then run the command again")
        return done.stdout.decode("utf-8", "surrogateescape")

    def call(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        """One call of git, whatever comes of it; it asks for no password.

        Raises:
            DigestError: git is missing or does not answer.
        """
        if shutil.which("git") is None:
            raise refuse("publish.git", self.name, "git is not installed", "install git")
        environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
        try:
            return subprocess.run(
                ["git", *words], cwd=self.root, env=environment, capture_output=True, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            fix = "look at the network, then run the command again"
            raise refuse("publish.git", self.name, f"git {words[0]} gave no answer", fix) from None

    def says(self, *words: str) -> str:
        """What git prints, one line; empty where it says no."""
        done = self.call(*words)
        return "" if done.returncode else done.stdout.decode("utf-8", "replace").strip()
