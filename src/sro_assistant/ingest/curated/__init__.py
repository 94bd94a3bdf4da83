"""What people write beside the sources: answers, questions, words, dates and conflicts."""
