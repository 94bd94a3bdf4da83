"""The same passages through stock llama-index's hybrid of Chroma and BM25, as its manual has it."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import chromadb
import Stemmer  # type: ignore[import-not-found]  # a C extension without type hints
from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import TextNode
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.chroma import ChromaVectorStore
from pydantic import PrivateAttr

from sro_assistant.domain import Passage
from sro_assistant.ports import Encoder

FOUND = 10


class EncoderEmbedding(BaseEmbedding):
    """Our encoder behind llama-index's interface, so that both sides read the same model."""

    _encoder: Encoder = PrivateAttr()

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(model_name="shipped")
        self._encoder = encoder

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._encoder.encode(texts).tolist()
        return vectors


@contextmanager
def stock_hybrid(passages: Iterable[Passage], encoder: Encoder) -> Iterator[Callable[[str], object]]:
    """What finds the ten best passages of a question: vectors in a Chroma folder, BM25 with Dutch stems."""
    nodes = [TextNode(id_=passage.id, text=passage.text) for passage in passages]
    with tempfile.TemporaryDirectory() as folder:
        collection = chromadb.PersistentClient(folder).create_collection("stock", embedding_function=None)
        storage = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
        index = VectorStoreIndex(nodes, storage_context=storage, embed_model=EncoderEmbedding(encoder))
        keywords = BM25Retriever.from_defaults(
            nodes=nodes, similarity_top_k=FOUND, stemmer=Stemmer.Stemmer("dutch"), language="nl"
        )
        hybrid = QueryFusionRetriever(
            [index.as_retriever(similarity_top_k=FOUND), keywords],
            llm=MockLLM(),  # with one query none is asked, but stock would look for OpenAI
            num_queries=1,
            similarity_top_k=FOUND,
            use_async=False,
        )
        yield hybrid.retrieve
