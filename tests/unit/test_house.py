"""The rules of the house that no tool checks for us; there is no list of exceptions."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sro_assistant.settings import CHECKOUT

SOURCE = CHECKOUT / "src" / "sro_assistant"
CORE = ("domain", "ports", "grounding", "retrieve", "answer", "index", "ingest")
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
MODULES = sorted([*SOURCE.rglob("*.py"), *(CHECKOUT / "ui").rglob("*.py")])
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    """A path as a reader names it: from the root of the checkout."""
    return path.relative_to(CHECKOUT).as_posix()


def nodes() -> Iterator[tuple[Path, ast.AST]]:
    """Every piece of syntax of the package, with its module."""
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            yield module, node


def place_of(module: Path, node: ast.AST) -> str:
    """A piece of syntax as an editor opens it."""
    return f"{name_of(module)}:{getattr(node, 'lineno', 0)}"


def committed_files() -> list[Path]:
    """The files that git holds or would take; in a copy without git, all but hidden and built ones."""
    if (CHECKOUT / ".git").exists():
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git is where the developer has it
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            check=True,
        )
        found = [CHECKOUT / name for name in listed.stdout.split("\0") if name]
    else:
        built = {"index", "build", "dist"}
        roots = [p for p in CHECKOUT.iterdir() if not p.name.startswith(".") and p.name not in built]
        found = [p for root in roots for p in ([root] if root.is_file() else root.rglob("*"))]
    return [path for path in found if path.is_file() and "__pycache__" not in path.parts]


def texts() -> Iterator[tuple[Path, str]]:
    """The committed files that are text."""
    for path in committed_files():
        data = path.read_bytes()
        if b"\0" not in data:
            yield path, data.decode("utf-8", "replace")


def test_there_is_something_to_check() -> None:
    assert SOURCE / "domain" / "__init__.py" in MODULES
    assert CHECKOUT / "pyproject.toml" in committed_files()


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_is_at_most_300_lines(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= LONGEST_MODULE


def test_a_function_is_at_most_40_lines() -> None:
    long = [
        f"{place_of(module, node)} {node.name}"
        for module, node in nodes()
        if isinstance(node, Function) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def catches_all(handler: ast.ExceptHandler) -> bool:
    """Whether a handler catches everything; a bare one does too."""
    caught = [] if handler.type is None else [n.id for n in ast.walk(handler.type) if isinstance(n, ast.Name)]
    return handler.type is None or "Exception" in caught or "BaseException" in caught


def names_the_failure(attempt: ast.Try, handler: ast.ExceptHandler) -> bool:
    """Whether it names what one statement raised, for a library whose errors have no name of their own."""
    last = handler.body[-1]
    return len(attempt.body) == 1 and isinstance(last, ast.Raise) and last.cause is not None


def test_errors_are_caught_by_name_or_given_one() -> None:
    broad = [
        place_of(module, handler)
        for module, node in nodes()
        if isinstance(node, ast.Try)
        for handler in node.handlers
        if catches_all(handler) and not names_the_failure(node, handler)
    ]
    assert broad == []


def is_core(module: Path) -> bool:
    """Whether a module belongs to the core: the flow and its nouns."""
    return module.relative_to(CHECKOUT).parts[2].removesuffix(".py") in CORE


def test_the_core_knows_every_type() -> None:
    untyped = [
        place_of(module, node)
        for module, node in nodes()
        if is_core(module)
        and (
            (isinstance(node, ast.Name) and node.id == "Any")
            or (isinstance(node, ast.Attribute) and node.attr == "Any")
            or (isinstance(node, ast.alias) and node.name == "Any")
        )
    ]
    assert untyped == []


def test_only_the_command_line_prints() -> None:
    printing = [
        place_of(module, node)
        for module, node in nodes()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        if "cli" not in module.parts
    ]
    assert printing == []


def test_an_ignored_warning_names_its_code_and_its_reason() -> None:
    silent = re.compile(
        r"#\s*(?:noqa(?!: [A-Z]+\d+(?:, [A-Z]+\d+)* - \w)|type:\s*ignore(?!\[[\w, -]+\]  # \w))"
    )
    found = [
        f"{name_of(path)}:{number}"
        for path, text in texts()
        if path.suffix == ".py"
        for number, line in enumerate(text.splitlines(), start=1)
        if silent.search(line)
    ]
    assert found == []


# Written so that no pattern matches its own text here.
ELSEWHERE = {
    "the folder beside this checkout": r"\.\./shared",
    "a folder of a machine": r"(?<![\w.])/(?:work|home|root|Users)/\w",
    "a package registry": r"\b(?:pypi|pythonhosted|npmjs)\.(?:org|com)\b",
}


@pytest.mark.parametrize("pattern", ELSEWHERE.values(), ids=ELSEWHERE)
def test_committed_files_name_nothing_of_the_machine_they_were_made_on(pattern: str) -> None:
    unwanted = re.compile(pattern)
    found = [
        f"{name_of(path)}:{number}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if unwanted.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("the folder beside this checkout", f"read {'..'}/shared/corpus"),
        ("a folder of a machine", f"open('/{'home'}/iemand/vragen.jsonl')"),
        ("a package registry", f"https://files.{'pythonhosted'}.org/simple"),
    ],
)
def test_the_search_for_such_names_finds_a_planted_one(kind: str, line: str) -> None:
    assert re.search(ELSEWHERE[kind], line)
