"""What people say to each other: dialogues split into speakers, courteous, caring and forbidden phrases as data."""

from yuejuan.graders.common.speech.dialogue import Side, Utterance, is_heading, utterances
from yuejuan.graders.common.speech.phrases import KINDS, Hit, PhraseKind, find_phrases_said

__all__ = ["KINDS", "Hit", "PhraseKind", "Side", "Utterance", "find_phrases_said", "is_heading", "utterances"]
