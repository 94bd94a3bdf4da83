"""The guide over HTTP and on its pages: programmes, verdicts, words and dates."""
