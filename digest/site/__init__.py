"""What a reader gets: the plan of all pages, and how each one is rendered."""
