"""The outside world behind the ports; each third-party framework has one home here."""
