"""What the dear files of a site cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What one kind of extra took."""

    what: str
    """`share cards` or `search records`."""

    total: int
    new: int
    """Made in this build; the others were kept."""

    seconds: float
    """Of CPU, other programs that it ran among them."""

    bytes: int

    def summary(self) -> str:
        """One line for a person."""
        return (
            f"{self.what}: {self.total:,}, {self.new:,} of them new, {self.bytes / 1000:,.0f} kB, {self.seconds:.1f} s"
        )
