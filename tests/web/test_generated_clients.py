"""Clients that others generate from the town's description of its API speak with a real town."""

import asyncio
import os
import sys
from pathlib import Path

import msgspec

from tests.routes import description

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "clients"
MODULES = ROOT / "client" / "node_modules"
NODE = (sys.executable, ROOT / "tools" / "client.py", "node")
SAID = """\
This is Lake Town.
Amina: Bakes bread.
Contacts found: 1
Likes: 1
Conversations: 0
Then: sign_in_needed
"""


async def said(*command: str | Path, folder: Path, **environment: str) -> str:
    """What a program prints that ends well."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=os.environ | environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await process.communicate()
    assert process.returncode == 0, told.decode()
    return told.decode()


async def test_a_python_client(port: int, tmp_path: Path) -> None:
    told = tmp_path / "openapi.json"
    told.write_bytes(description())
    generate = (sys.executable, "-m", "openapi_python_client", "generate", "--path", told)
    settings = ("--config", EXAMPLES / "python.yml", "--meta", "none", "--fail-on-warning")
    await said(*generate, *settings, "--output-path", tmp_path / "town_client", folder=tmp_path)
    town = {"TOWN": f"http://127.0.0.1:{port}", "HANDLE": "amina", "PYTHONPATH": str(tmp_path)}
    assert await said(sys.executable, EXAMPLES / "ten_calls.py", folder=tmp_path, **town) == SAID


async def test_a_typescript_client(port: int, tmp_path: Path) -> None:
    (tmp_path / "openapi.json").write_bytes(description())
    (tmp_path / "package.json").write_bytes(msgspec.json.encode({"type": "module"}))
    (tmp_path / "node_modules").symlink_to(MODULES)
    program = tmp_path / "ten-calls.ts"
    program.write_text((EXAMPLES / "ten-calls.ts").read_text())
    to_types = MODULES / "openapi-typescript" / "bin" / "cli.js"
    options = ("--default-non-nullable=false", "-o", "town.d.ts")
    await said(*NODE, to_types, "openapi.json", *options, folder=tmp_path)
    compiler = MODULES / "typescript" / "bin" / "tsc"
    how = ("--strict", "--module", "nodenext", "--target", "es2022", "--types", "node")
    await said(*NODE, compiler, *how, program, folder=tmp_path)
    town = {"TOWN": f"http://127.0.0.1:{port}", "HANDLE": "amina"}
    assert await said(*NODE, tmp_path / "ten-calls.js", folder=tmp_path, **town) == SAID
