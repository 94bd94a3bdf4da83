"""The desk: what the office does with many questions at once."""
