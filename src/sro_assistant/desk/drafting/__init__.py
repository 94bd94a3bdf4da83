"""Drafts that a language model writes for the office to review; nothing of it serves by itself."""

from sro_assistant.desk.drafting.asking import Drafted
from sro_assistant.desk.drafting.entries import draft_entries
from sro_assistant.desk.drafting.questions import draft_questions

__all__ = ["Drafted", "draft_entries", "draft_questions"]
