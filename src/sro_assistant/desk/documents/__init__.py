"""The sources of the assistant as the office keeps them: what there is, and a new one added safely."""
