"""Reader ``audit``: what axe-core finds on a page that people with a disability could not use; see ``facts.py``."""

from yuejuan.messages import register_catalogue

register_catalogue(__package__ or "yuejuan.artifacts.audit", ["audit"])
