"""The same sources and question through stock llama-index, as its manual has a user write it.

Usage: stock_llama_index.py build CORPUS MODEL FOLDER | ask MODEL FOLDER QUESTION
"""

import sys

from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr
from sentence_transformers import SentenceTransformer


class SentenceTransformerEmbedding(BaseEmbedding):
    """A sentence-transformers model behind llama-index's interface, as its own integration has it."""

    _model: SentenceTransformer = PrivateAttr()

    def __init__(self, folder: str) -> None:
        super().__init__(model_name=folder)
        self._model = SentenceTransformer(folder)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        vector: list[float] = self._model.encode(text, normalize_embeddings=True).tolist()
        return vector


def build(corpus: str, model: str, folder: str) -> None:
    """Persists an index of the text files of the corpus."""
    documents = SimpleDirectoryReader(corpus, required_exts=[".md", ".txt"]).load_data()
    index = VectorStoreIndex.from_documents(documents, embed_model=SentenceTransformerEmbedding(model))
    index.storage_context.persist(folder)


def ask(model: str, folder: str, question: str) -> None:
    """Prints the three chunks that are nearest to the question."""
    storage = StorageContext.from_defaults(persist_dir=folder)
    index = load_index_from_storage(storage, embed_model=SentenceTransformerEmbedding(model))
    for node in index.as_retriever(similarity_top_k=3).retrieve(question):
        print(f"{node.score:.3f} {node.get_content()}\n")


if __name__ == "__main__":
    {"build": build, "ask": ask}[sys.argv[1]](*sys.argv[2:])
