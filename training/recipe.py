"""Every figure of the training, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a model is trained; the defaults make the model that ships."""

    seed: int = 20261121
    vocabulary: int = 20_000
    corpus_weight: int = 5  # how often a line of the corpus counts, in every step
    other_weight: int = 5  # how often a pair counts that is not from the laws
    dimensions: int = 256
    window: int = 10
    subsampling: float = 1e-4
    context_smoothing: float = 0.75
    sif: float = 1e-3
    steps: int = 800
    batch: int = 512
    learning_rate: float = 2e-3
    temperature: float = 0.06
    removal: float = 0.6
    small_dimensions: int = 64
    held_out: float = 0.02
    question_steps: int = 400  # a second round, with the expected questions of the corpus
    question_batch: int = 1024
    question_partners: int = 6  # with how many questions of the same quotes each one is paired
    question_context: float = 0.5  # which share of them is also paired with what stands round a quote
    question_general: float = 0.8  # other pairs beside them, as a share of their number
