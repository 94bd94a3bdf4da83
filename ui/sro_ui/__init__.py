"""The workbench for staff: a Gradio page over the renderer of `sro_assistant.serve`, one module a tab."""
