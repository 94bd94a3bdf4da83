"""The way into the workbench of the office, and what stands behind it."""
