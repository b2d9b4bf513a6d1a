"""From raw pages to drafts: readers, the splitter, credits, dates."""
