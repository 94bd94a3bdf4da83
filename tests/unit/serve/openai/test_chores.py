"""Titles, labels and next questions for a chat window, from the conversation itself."""

import json

import pytest

from sro_assistant.serve.openai.chores import done, question_in

ANSWER = """In de SRB zitten vertegenwoordigers van drie ministers. [1]

**Bronnen**

1. [SRO-strategienota](http://a/bronnen/strategienota?van=1&tot=2#p-0006) · 2023 · [geen](bron)
2. [De \\<nota> \\[2020\\]](http://a/bronnen/mededeling?van=1&tot=2#p-0001) · 2020
3. [SRO-strategienota](http://a/bronnen/strategienota?van=5&tot=9#p-0007) · 2023

**Verder vragen**

- Welke rollen heeft de SRB?
- Bedoelt u: Wat is de SRO?
- Vraag naar een programma."""
QUESTION = "Wie zit er in de Smart Region Board?"


def chore(shape: str, question: str = QUESTION) -> str:
    history = f"<chat_history>\nUSER: {question}\nASSISTANT: {ANSWER}\n</chat_history>"
    return f"### Task:\nDo this.\n\n### Output:\nJSON format: {shape}\n\n### Chat History:\n{history}"


@pytest.mark.parametrize(
    ("shape", "outcome"),
    [
        ('{ "title": "your concise title here" }', {"title": QUESTION}),
        ('{ "tags": ["tag1", "tag2"] }', {"tags": ["SRO-strategienota", "De <nota> [2020]"]}),
        (
            '{ "follow_ups": ["Question 1?"] }',
            {"follow_ups": ["Welke rollen heeft de SRB?", "Wat is de SRO?"]},
        ),
        ('{\n  "queries": ["query1", "query2"]\n}', {"queries": []}),
        ('`{ "text": "<your_completion>" }`', {"text": ""}),
        ('{ "prompt": "Your detailed description here." }', {"prompt": ""}),
    ],
)
def test_a_chore_is_done_in_the_shape_that_it_asks_for(shape: str, outcome: object) -> None:
    assert json.loads(done(chore(shape)) or "") == outcome


def test_a_long_first_question_is_cut_at_a_word() -> None:
    long = "Welke rollen heeft de Smart Region Board volgens de strategienota van het jaar 2023 precies?"
    assert json.loads(done(chore('{ "title": "x" }', long)) or "") == {
        "title": "Welke rollen heeft de Smart Region Board volgens de …"
    }


def test_a_conversation_without_an_answer_gives_nothing_to_ask_next() -> None:
    message = '### Task:\n{ "follow_ups": [] }\n<chat_history>\nUSER: Hallo\n</chat_history>'
    assert done(message) == '{"follow_ups": []}'


@pytest.mark.parametrize(
    "message",
    [
        QUESTION,
        'Wat betekent "title": in een JSON-bestand?',
        f"### Task:\n{QUESTION}",
        chore("een zin"),
        chore('{ "title": "x" }').removeprefix("### Task:"),
    ],
)
def test_what_is_no_chore_is_a_question(message: str) -> None:
    assert done(message) is None


@pytest.mark.parametrize(
    ("message", "question"),
    [
        (QUESTION, QUESTION),
        (f"### Task:\nRespond.\n<context>\n<source id='1'>x</source>\n</context>\n\n{QUESTION}", QUESTION),
        (f"### Task:\nRespond.\n<context>x</context>\n<user_query>\n{QUESTION}\n</user_query>\n", QUESTION),
        ("### Task:\nRespond.\n<context>x</context>\n", "### Task:\nRespond.\n<context>x</context>\n"),
        (f"Wat is <context>x</context> {QUESTION}", f"Wat is <context>x</context> {QUESTION}"),
    ],
)
def test_the_question_is_found_behind_what_a_chat_window_puts_before_it(message: str, question: str) -> None:
    assert question_in(message).strip() == question.strip()
