"""How well the assistant answers, on question sets with known evidence; figures as in `evals/README.md`."""
