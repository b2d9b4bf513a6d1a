"""What the reports of a story say: pieces of their text, each with its paragraph."""
