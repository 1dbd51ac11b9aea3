"""Puts all mutants into the sources at once, each behind a switch.

The body of a function that mutants change is there once for each of them and once unchanged:

    func top() -> Int { if switched(17) { return base } else { return base + length } }
"""

import re

import swift
from files import MutantError


def located(mutant, place, text):
    """Where in a file's text the changes of a place are: ranges with the text that replaces them."""
    lines = text.split("\n")
    size = len(place.found)
    places = [index for index in range(len(lines) - size + 1) if lines[index:index + size] == place.found]
    if len(places) != 1 or not place.found:
        count = {0: "not", 1: "once"}.get(len(places), f"{len(places)} times")
        remedy = "compare it with the file" if not places else "add lines around it"
        raise MutantError(mutant.path, place.line, f"this is found {count} in {place.file}, not exactly once: {remedy}.")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for edit in place.edits:
        line = places[0] + edit.start
        yield starts[line], starts[line + edit.count], "".join(new + "\n" for new in edit.lines)


def narrowed(text, start, end, new):
    """The range without what old and new text share at its ends."""
    old = text[start:end]
    if not old:
        return start, end, new
    left = 0
    while left < min(len(old), len(new)) and old[left] == new[left]:
        left += 1
    right = 0
    while right < min(len(old), len(new)) - left and old[-1 - right] == new[-1 - right]:
        right += 1
    return start + left, end - right, new[left:len(new) - right]


def initialiser(text, start, end, new, number):
    """A line with a changed initialiser as one that chooses; None if it is not such a change."""
    form = re.compile(r"(\s*(?:.*\s)?(?:let|var)\s[^={}]*= )([^\n]+)\n")
    old, changed = form.fullmatch(text[start:end]), form.fullmatch(new)
    if not old or not changed or old.group(1) != changed.group(1):
        return None
    return f"{old.group(1)}switched({number}) ? ({changed.group(2)}) : ({old.group(2)})\n"


def with_return(body, is_value):
    if not is_value or not swift.is_expression(body):
        return body
    code = swift.masked(body)
    first = len(code) - len(code.lstrip())
    return body[:first] + "return " + body[first:]


def replaced(text, start, changes):
    """The text, which begins at `start`, with ranges of it replaced, the last ones first."""
    for begin, end, new in sorted(changes, key=lambda change: change[:2], reverse=True):
        text = text[:begin - start] + new + text[end - start:]
    return text


def mutated(name, text, mutants):
    """The text of a file with the changes of numbered mutants in it."""
    code = swift.masked(text)
    all_blocks = swift.blocks(code)
    bodies, outside = {}, []
    for number, mutant in mutants:
        for place in (place for place in mutant.places if place.file == name):
            for start, end, new in located(mutant, place, text):
                first, last, _ = narrowed(text, start, end, new)
                body = swift.body_around(code, first, last, all_blocks)
                if body is None:
                    outside.append(change_outside(mutant, place, text, start, end, new, number))
                    continue
                changes = bodies.setdefault((body.start, body.end, body.has_value), {}).setdefault(number, [])
                changes.append(narrowed(text, start, end, new))
    changes = list(outside)
    for (start, end, has_value), by_number in bodies.items():
        changes.append((start, end, chosen(text[start:end], start, has_value, by_number)))
    return with_import(replaced(text, 0, changes))


def change_outside(mutant, place, text, start, end, new, number):
    if start == end:
        return start, end, new
    line = initialiser(text, start, end, new, number)
    if line is None:
        raise MutantError(
            mutant.path, place.line, f"what is changed in {place.file} stands outside of every function: "
            "declarations can only be added there; change the body of a function, or the value of one line behind “=”.")
    return start, end, line


def chosen(body, start, has_value, by_number):
    """A body for each mutant and the unchanged one, and the choice between them."""
    text = "\n"
    for number, changes in sorted(by_number.items()):
        variant = with_return(replaced(body, start, changes), has_value)
        text += f"if switched({number}) {{{variant}\n}} else "
    return f"{text}{{{with_return(body, has_value)}\n}}\n"


def with_import(text):
    """The text with the module imported that the switch is in, so that functions which are inlined see it as well."""
    pattern = re.compile(r"^(?:public |package |internal |fileprivate |private )?import Architecture$", re.M)
    if pattern.search(text):
        return pattern.sub("public import Architecture", text, count=1)
    return "public import Architecture\n" + text


def apply(root, mutants):
    """The files that mutants change, with all of them in it; mutants are numbered from 1 on."""
    numbered = list(enumerate(mutants, start=1))
    names = {}
    for _, mutant in numbered:
        for place in mutant.places:
            if not (root / place.file).is_file() or not place.file.startswith("Implementation/"):
                raise MutantError(mutant.path, place.line, f"{place.file} is no file of the Implementation: mend the path.")
            names.setdefault(place.file, None)
    return {name: mutated(name, (root / name).read_text(), numbered) for name in sorted(names)}
