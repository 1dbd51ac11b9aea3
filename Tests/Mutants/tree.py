"""A copy of the project in which sources are changed and built; the product itself stays as it is."""

import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def names(root=ROOT):
    """Every file of the project that git knows of or would not ignore."""
    found = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=root, check=True, capture_output=True,
        text=True).stdout
    return [name for name in found.split("\n") if name and (root / name).is_file()]


def write_if_changed(path, data):
    """Leaves a file that says the same already as old as it is, so that it is not compiled again."""
    data = data.encode() if isinstance(data, str) else data
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)


def copy(target, changed, root=ROOT, extra=None):
    """Makes `target` a copy of the project with some texts changed and some added, and nothing else in it."""
    texts = {name: (root / name).read_bytes() for name in names(root)}
    texts |= {name: text.encode() for name, text in {**changed, **(extra or {})}.items()}
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target)
        if path.is_file() and name.parts[0] != ".build" and str(name) not in texts:
            path.unlink()
    for name, data in texts.items():
        write_if_changed(target / name, data)
        if (root / name).exists():
            shutil.copymode(root / name, target / name)


def package(text, tests):
    """Package.swift with only some of the test targets, and with warnings that are no errors: changed code has some."""
    text = text.replace("  .treatAllWarnings(as: .error),\n", "")
    return re.sub(
        r"    \.testTarget\(.*?\n(?=    \.testTarget|  \],)",
        lambda found: found.group() if any(f'"{test}"' in found.group() for test in tests) else "", text, flags=re.S)
