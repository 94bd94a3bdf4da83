"""Where a reader finds a source."""

from sro_assistant.domain.addresses import anchor, document_href


def test_addresses_survive_odd_ids() -> None:
    assert anchor("nota:0012") == "p-0012"
    assert anchor('x:"><b>') == "p-%22%3E%3Cb%3E"
    assert document_href("a b/c?") == "/bronnen/a%20b%2Fc%3F"
