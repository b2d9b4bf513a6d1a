"""From articles to stories and topics."""
