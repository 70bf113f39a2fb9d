"""Runs the tests that a change can break: `python tools/changed.py <options of pytest>`.

A change is what differs from where the branch left main, with what is not committed. Its tests are
those named after what it touches, and those that import it. Nearly every test opens a whole town,
which imports everything: that way is not followed. `make test` runs all.
"""

import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

import grimp

ROOT = Path(__file__).parent.parent
MAINS = ("origin/main", "main")
# They put the town together: who uses them depends on everything a little, on nothing much.
WHOLE = (
    *("leapfrog.cli", "leapfrog.demo", "leapfrog.portability", "leapfrog.reactions"),
    *("leapfrog.web", "tests.http", "tests.routes", "tests.serving", "tests.server"),
)
# Some two minutes' work on two cores, in files of server tests; one of browser tests takes longer.
MOST = 32
BROWSER_COST = 4
BROWSER = "tests/client/"
CLIENT = "client/"
# It goes to every screen there is.
ALL_SCREENS = "tests/client/test_looks.py"
# What stands between the root of the repository and the name of a module or a screen.
ABOVE_NAMES = ({"leapfrog"}, {"tests"}, {"tests", "client"}, {"client", "src", "routes", "lib"})
NEAREST, LATER = 0, 2
Imports = Mapping[str, Iterable[str]]


def main(options: list[str]) -> int:
    changed = changed_files()
    ranked = rank(changed, imports(), all_tests())
    chosen = within(ranked, MOST)
    told = f"{len(changed)} files changed; {len(chosen)} files of tests"
    left = len(ranked) - len(chosen)
    print(told + (f", and {left} more that `make test` runs" if left else ""), flush=True)
    commands = []
    if any(path.startswith(CLIENT) for path in changed):
        commands.append(["tools/client.py", "test"])
    if chosen:
        commands.append(["-m", "pytest", *options, *chosen])
    return max((run(command) for command in commands), default=0)


def run(command: list[str]) -> int:
    return subprocess.run([sys.executable, *command], cwd=ROOT).returncode


def git(*command: str) -> list[str]:
    """The lines that git answers; none when it refuses."""
    done = subprocess.run(["git", *command], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.splitlines() if done.returncode == 0 else []


def changed_files() -> set[str]:
    """What differs from where the branch left main, also what is not committed or not known yet."""
    bases = (line for main in MAINS for line in git("merge-base", "HEAD", main))
    base = next(bases, "HEAD")
    return {
        *git("diff", "--name-only", "--no-renames", base),
        *git("ls-files", "--others", "--exclude-standard"),
    }


def imports() -> dict[str, set[str]]:
    """What each of our modules imports."""
    graph = grimp.build_graph("leapfrog", "tests", cache_dir=None)
    return {one: graph.find_modules_directly_imported_by(one) for one in graph.modules}


def all_tests() -> list[str]:
    found = (ROOT / "tests").rglob("test_*.py")
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def rank(changed: Iterable[str], imported: Imports, tests: Iterable[str]) -> dict[str, int]:
    """The tests that the changed files can break, nearest first, and how far each is from them."""
    present, found = set(tests), dict[str, int]()
    far = distances({module_of(path) for path in changed}, imported)
    for test in present:
        near = [far[module]] if (module := module_of(test)) in far else []
        near += [closeness(path, test) for path in changed if concerns(path, test)]
        if near:
            found[test] = min(near)
    return dict(sorted(found.items(), key=lambda pair: (pair[1], pair[0])))


def module_of(path: str) -> str:
    """A file's module; what is no Python belongs to the package around it."""
    pure = PurePosixPath(path)
    inside = pure.with_suffix("") if pure.suffix == ".py" else pure.parent
    parts = [part for part in inside.parts if part not in ("__init__", "migrations")]
    return ".".join(parts)


def distances(changed: set[str], imported: Imports) -> dict[str, int]:
    """How many imports lie between each module and the nearest changed one."""
    importers: dict[str, list[str]] = {}
    for module, names in imported.items():
        for name in names:
            importers.setdefault(name, []).append(module)
    far = dict.fromkeys(changed, 0)
    waiting = deque(changed)
    while waiting:
        module = waiting.popleft()
        if puts_together(module) and module not in changed:
            continue
        for importer in importers.get(module, ()):
            if importer not in far:
                far[importer] = far[module] + 1
                waiting.append(importer)
    return far


def puts_together(module: str) -> bool:
    return any(module == one or module.startswith(f"{one}.") for one in WHOLE)


def concerns(changed: str, test: str) -> bool:
    """Whether a test is named after what changed, or has that `conftest.py` or data beside it."""
    if changed.startswith("tests/"):
        pure = PurePosixPath(changed)
        shared = pure.name == "conftest.py" or pure.suffix != ".py"
        return shared and pure.parent in PurePosixPath(test).parents
    if changed.startswith(CLIENT):
        named = test.startswith(BROWSER) and bool(names(changed) & names(test))
        return named or test == ALL_SCREENS
    return bool(names(changed) & names(test))


def names(path: str) -> set[str]:
    """What a file is about: the first folder that has a name of its own, for a test of screens
    also the first word of its file.
    """
    parts = PurePosixPath(path).parts
    above = max((one for one in ABOVE_NAMES if parts[0] in one), key=len, default=set())
    own = [part for part in parts if part not in above]
    if path.startswith(BROWSER):
        own[-1:] = [own[-1].removesuffix(".py").removeprefix("test_").partition("_")[0]]
        return set(own)
    return set(own[:1]) if len(own) > 1 else set()


def closeness(changed: str, test: str) -> int:
    """A browser is asked last about what is no screen, and all screens about what is one."""
    last = test == ALL_SCREENS or (test.startswith(BROWSER) and not changed.startswith(CLIENT))
    return LATER if last and not changed.startswith("tests/") else NEAREST


def within(ranked: Mapping[str, int], most: int) -> list[str]:
    """As many of the first ones as can be run in the time."""
    chosen: list[str] = []
    for test in ranked:
        most -= BROWSER_COST if test.startswith(BROWSER) else 1
        if most < 0 and chosen:
            break
        chosen.append(test)
    return chosen


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
