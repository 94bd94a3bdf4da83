"""The assistant as an OpenAI-compatible model: `/v1/chat/completions` and `/v1/models`."""
