"""From a built site to a published one: a project to begin with, checks, and the way to GitHub Pages."""
