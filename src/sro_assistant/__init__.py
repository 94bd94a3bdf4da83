"""Grounded Dutch question answering on the Flemish Smart Region strategy."""

from sro_assistant.offline import go_offline

# Libraries read these switches when they are imported, and any part of this package may be imported first.
go_offline()
