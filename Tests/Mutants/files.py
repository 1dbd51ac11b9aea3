"""The form of a mutant's file: headers, then a unified diff without line numbers (README.md describes it)."""

import re
from dataclasses import dataclass, field
from pathlib import Path

# What a file says of its mutant, and whether it must.
HEADERS = {"rule": True, "sentence": True, "origin": True, "property": True, "litmus": False}


class MutantError(Exception):
    """Says which line of which file is wrong, and what to do about it."""

    def __init__(self, path, line, message):
        super().__init__(f"{path}:{line}: {message}")


@dataclass
class Edit:
    """Lines that take the place of others: `count` lines from `start` on, counted from 0 in what is found."""
    start: int
    count: int
    lines: list


@dataclass
class Place:
    """What is found in a file, exactly once, and the changes in it."""
    file: str
    line: int
    found: list = field(default_factory=list)
    edits: list = field(default_factory=list)


@dataclass
class Mutant:
    name: str
    path: Path
    headers: dict
    places: list

    def listed(self, header):
        return [name.strip() for name in self.headers.get(header, "").split(",") if name.strip()]


def parse(path, text):
    """The mutant of a file's text."""
    lines = text.rstrip("\n").split("\n")
    first = next((index for index, line in enumerate(lines) if line.startswith("--- ")), None)
    if first is None:
        raise MutantError(path, len(lines), "no file is changed: write “--- PATH”, “@@” and the change.")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem):
        raise MutantError(path, 1, f"“{path.stem}” is no name of a mutant: small letters, digits and single hyphens.")
    return Mutant(path.stem, path, parse_headers(path, lines[:first]), parse_places(path, lines, first))


def parse_headers(path, lines):
    headers, name = {}, None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if line.startswith((" ", "\t")) and name:
            headers[name] += " " + line.strip()
            continue
        found = re.fullmatch(r"([A-Za-z-]+):\s*(.*)", line)
        if not found or found.group(1) not in HEADERS:
            raise MutantError(path, number, f"“{line}” is no header: write one of {', '.join(HEADERS)}, with a colon.")
        name = found.group(1)
        if name in headers:
            raise MutantError(path, number, f"“{name}” is there twice: separate several values by commas.")
        headers[name] = found.group(2).strip()
    for name, is_needed in HEADERS.items():
        if is_needed and not headers.get(name):
            raise MutantError(path, 1, f"there is no “{name}:”: add it.")
    return headers


def parse_places(path, lines, first):
    places, file, place, file_line = [], None, None, first + 1

    def close(line):
        if file is None:
            return
        if place is None:
            raise MutantError(path, line, f"nothing is changed in {file}: write “@@” and the change.")
        if not place.edits:
            raise MutantError(path, place.line, "nothing is changed here: a line must begin with “-” or “+”.")

    for number, line in enumerate(lines[first:], start=first + 1):
        if line.startswith("--- "):
            close(number)
            file, place = line[4:].strip(), None
        elif line == "@@":
            if place is not None:
                close(number)
            place = Place(file, number)
            places.append(place)
        elif place is None:
            if line.strip():
                raise MutantError(path, number, "write “@@” in front of the first change of a file.")
        elif line == "" or line[0] == " ":
            place.found.append(line[1:])
        elif line[0] in "-+":
            edit = place.edits[-1] if place.edits else None
            if edit is None or edit.start + edit.count != len(place.found):
                edit = Edit(len(place.found), 0, [])
                place.edits.append(edit)
            if line[0] == "-":
                place.found.append(line[1:])
                edit.count += 1
            else:
                edit.lines.append(line[1:])
        else:
            raise MutantError(path, number, f"“{line}”: a line of a change begins with a space, “-” or “+”.")
    close(len(lines))
    for place in places:
        trim(place)
    return places


def trim(place):
    """Empty lines at the ends of what is found are layout of the mutant's file."""
    last = max([edit.start + edit.count for edit in place.edits])
    while len(place.found) > last and not place.found[-1].strip():
        place.found.pop()
    first = min(edit.start for edit in place.edits)
    while first > 0 and not place.found[0].strip():
        place.found.pop(0)
        first -= 1
        for edit in place.edits:
            edit.start -= 1


def read_all(directory):
    """Every mutant of a directory, by name."""
    return [parse(path, path.read_text()) for path in sorted(directory.glob("*.mutant"))]


def rules(root):
    """The names of the rules, which the comments of the Model give."""
    return {name for path in sorted((root / "Model").rglob("*.swift"))
            for name in re.findall(r"/// Rule ``([^`]+)``", path.read_text())}


def check_names(mutants, header, known, remedy):
    """Holds what the files name to being there; some first words stand for all that begin with them."""
    for mutant in mutants:
        for name in mutant.listed(header):
            if name not in known and not any(other.startswith(name + ".") for other in known):
                lines = mutant.path.read_text().split("\n")
                line = next((number for number, text in enumerate(lines, start=1) if text.startswith(header + ":")), 1)
                raise MutantError(mutant.path, line, f"there is no {header} “{name}”: {remedy}")
