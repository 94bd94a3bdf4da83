"""What stands round every request, whatever it asks: limits, headers, logs, problems, probes."""
