"""What the page of one story claims, found in its reports."""

from __future__ import annotations

from collections.abc import Sequence

from digest.claims import Account, Evidence
from digest.evidence.differences import differences


def story_evidence(accounts: Sequence[Account]) -> Evidence:
    """Everything that the page of a story claims, from its independent reports in their order."""
    return Evidence(differences=differences(accounts))
