"""One build, from sources to output."""
