"""Small files, small functions. These numbers may only fall."""

import ast
import re
from statistics import median, quantiles

from tests.tidy.sources import ROOT, client_files, functions, length, lines, place, python_files

FILE_LINES = 400
MOST_FILES_LINES = 250
CLIENT_FILE_LINES = 250
FUNCTION_LINES = 60
MEDIAN_FUNCTION_LINES = 8
POSITIONAL = 6
LINE = 100
PACKAGE_LINES = 6_000
# Wider, for a function of the database takes the columns of a batch, each with its type.
SQL_LINE = 120
# The shortest words that are whole: `own`, `bytes`.
SQL_WORD = 3
DECLARED = re.compile(r"^declare\s+(.*?)^begin$", re.MULTILINE | re.DOTALL)
VARIABLE = re.compile(r"(?:^|;)\s*(\w+)\s+(?:constant\s+)?\w", re.MULTILINE)
VAGUE = {"service.py", "services.py", "utils.py", "util.py", "helpers.py", "manager.py"}


def test_files_are_short() -> None:
    assert [str(path) for path in python_files() if lines(path) > FILE_LINES] == []


def test_nine_files_of_ten_are_shorter_still() -> None:
    sizes = [lines(path) for path in python_files("leapfrog")]
    assert quantiles(sizes, n=10)[-1] <= MOST_FILES_LINES


def test_packages_are_small_enough_to_be_known() -> None:
    assert {name: size for name, size in package_sizes().items() if size > PACKAGE_LINES} == {}


def package_sizes() -> dict[str, int]:
    """Lines of Python in each package of leapfrog, its tests not counted."""
    return {
        folder.name: sum(lines(path) for path in folder.rglob("*.py"))
        for folder in (ROOT / "leapfrog").iterdir()
        if (folder / "__init__.py").exists()
    }


def test_files_of_the_client_are_short() -> None:
    assert [str(path) for path in client_files() if lines(path) > CLIENT_FILE_LINES] == []


def test_functions_are_short() -> None:
    long = [
        place(path, function)
        for path in python_files()
        for function in functions(path)
        if length(function) > FUNCTION_LINES
    ]
    assert long == []


def test_half_of_the_functions_are_very_short() -> None:
    sizes = [length(f) for path in python_files("leapfrog") for f in functions(path)]
    assert median(sizes) <= MEDIAN_FUNCTION_LINES


def test_functions_take_few_arguments_by_position() -> None:
    greedy = [
        place(path, function)
        for path in python_files()
        for function in functions(path)
        if len(by_position(function.args)) > POSITIONAL
    ]
    assert greedy == []


def by_position(arguments: ast.arguments) -> list[str]:
    names = [argument.arg for argument in [*arguments.posonlyargs, *arguments.args]]
    return [name for name in names if name not in ("self", "cls")]


def test_lines_are_short() -> None:
    wide = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in python_files()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > LINE
    ]
    assert wide == []


def test_names_say_what_a_file_is_for() -> None:
    assert [str(path) for path in python_files() if path.name in VAGUE] == []


def test_functions_of_the_database_are_short() -> None:
    files = sorted((ROOT / "leapfrog").glob("*/functions/*.sql"))
    assert files
    long = [path.name for path in files if sql_length(path.read_text("utf-8")) > FUNCTION_LINES]
    assert long == []
    wide = [
        f"{path.name}:{number}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > SQL_LINE
    ]
    assert wide == []


def sql_length(text: str) -> int:
    """Lines of the function in such a file: without what is said of it and who may call it."""
    rows = text.splitlines()
    first = next(n for n, row in enumerate(rows) if row.startswith("create or replace function"))
    return next(n for n, row in enumerate(rows) if row.endswith("$$;")) - first + 1


def test_variables_in_functions_of_the_database_are_words() -> None:
    short = [
        f"{path.name}: {name}"
        for path in sorted((ROOT / "leapfrog").glob("*/functions/*.sql"))
        for block in DECLARED.findall(path.read_text("utf-8"))
        for name in VARIABLE.findall(block)
        if len(name) < SQL_WORD
    ]
    assert short == []
