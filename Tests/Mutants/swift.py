"""As much of the grammar of Swift as it takes to find the function around a place."""

import re
from dataclasses import dataclass

MODIFIERS = (r"(?:@\w+(?:\([^)\n]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private|open|static|class|final|mutating"
             r"|nonmutating|override|convenience|required|consuming|borrowing|indirect|lazy|weak|unowned|nonisolated"
             r"|isolated|dynamic|prefix|postfix|infix|private\(set\)|package\(set\)|fileprivate\(set\)"
             r"|nonisolated\(unsafe\)|unowned\(unsafe\))\s+)*")
FUNCTION = re.compile(rf"\s*{MODIFIERS}(func\b|init\b|subscript\b|deinit\b)")
PROPERTY = re.compile(rf"\s*{MODIFIERS}var\s+\w+\s*:[^=]*$", re.S)
STORED = re.compile(rf"\s*{MODIFIERS}(?:let|var)\b")
TYPE = re.compile(rf"\s*{MODIFIERS}(?:struct|class|enum|extension|protocol|actor)\b")
ACCESSOR = re.compile(
    r"\s*(?:@\w+(?:\([^)\n]*\))?\s+)*(?:(?:mutating|nonmutating|borrowing|consuming)\s+)?"
    r"(get|set|willSet|didSet|_read|_modify|unsafeAddress|unsafeMutableAddress)\b\s*(?:\(\w+\))?[^{}\n]*")
OBSERVER = re.compile(r"\s*(?:willSet|didSet)\b")
STATEMENT = re.compile(r"\s*(?:if|guard|for|while|switch|do|else|catch|defer|repeat|case|return|throw|try|default)\b")


@dataclass
class Body:
    """A body in braces: what stands between `start` and `end`, and whether it makes a value."""
    start: int
    end: int
    has_value: bool


def masked(text):
    """The text with the letters of comments and strings replaced by spaces, so that every brace in it is one."""
    result, index, length = list(text), 0, len(text)

    def blank(start, end):
        for place in range(start, min(end, length)):
            if result[place] != "\n":
                result[place] = " "

    while index < length:
        if text.startswith("//", index):
            end = text.find("\n", index)
            end = length if end < 0 else end
        elif text.startswith("/*", index):
            depth, end = 1, index + 2
            while depth and end < length:
                step = {"/*": 1, "*/": -1}.get(text[end:end + 2], 0)
                depth, end = depth + step, end + (2 if step else 1)
        elif string := re.compile(r'(#*)("""|")').match(text, index):
            end = end_of_string(text, string.end(), *string.groups())
            # A string is a value: something has to stay in its place. Its lines are one.
            result[index:end] = '"' + " " * (end - index - 2) + '"'
            index = end
            continue
        else:
            index += 1
            continue
        blank(index, end)
        index = end
    return "".join(result)


def end_of_string(text, index, hashes, quote):
    while index < len(text):
        if text.startswith("\\" + hashes + "(", index):
            depth, index = 1, index + 2 + len(hashes)
            while depth and index < len(text):
                if inner := re.compile(r'(#*)("""|")').match(text, index):
                    index = end_of_string(text, inner.end(), *inner.groups())
                    continue
                depth += {"(": 1, ")": -1}.get(text[index], 0)
                index += 1
        elif text.startswith("\\" + hashes, index):
            index += 2 + len(hashes)
        elif text.startswith(quote + hashes, index):
            return index + len(quote + hashes)
        else:
            index += 1
    return index


def without_brackets(text):
    """The text with whatever stands in round or square brackets replaced by spaces."""
    result, depth = [], 0
    for letter in text:
        if letter in ")]":
            depth = max(0, depth - 1)
        result.append(letter if depth == 0 or letter in "([" and depth == 0 else " ")
        if letter in "([":
            depth += 1
    return "".join(result)


def head(code, brace):
    """What stands in front of an opening brace, back to the brace or semicolon before it."""
    start, depth = brace, 0
    while start > 0:
        letter = code[start - 1]
        if letter in ")]":
            depth += 1
        elif letter in "([":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and letter in "{};":
            break
        start -= 1
    return without_brackets(code[start:brace])


def kind(code, brace, outer):
    """What an opening brace opens: "function", "value" (a function with a value), "property", "type" or None."""
    text = head(code, brace)
    lines = text.split("\n")
    if outer in ("property", "subscript") and ACCESSOR.fullmatch(lines[-1].rstrip()):
        return "value" if re.search(r"\bget\b", lines[-1]) else "function"
    for index in range(len(lines) - 1, -1, -1):
        tail = "\n".join(lines[index:])
        found = FUNCTION.match(lines[index])
        if found:
            if found.group(1) == "subscript":
                return "subscript"
            result = re.search(r"->\s*(\S+)", tail)
            return "value" if result and result.group(1) not in ("Void", "()", "Never") else "function"
        if TYPE.match(lines[index]):
            return "type"
        if PROPERTY.match(tail):
            return "property"
        if STORED.match(lines[index]):
            return "observed" if OBSERVER.match(code, brace + 1) else None
        if STATEMENT.match(lines[index]):
            return None
    return None


def blocks(code):
    """Every pair of braces with what it is, the outer ones first."""
    found, stack = [], []
    for index, letter in enumerate(code):
        if letter == "{":
            outer = stack[-1][1] if stack else None
            own = kind(code, index, "property" if outer == "observed" else outer)
            # Properties and subscripts whose accessors are left out are a body.
            if own in ("property", "subscript") and not ACCESSOR.match(code, index + 1):
                own = "value"
            stack.append((index, own))
        elif letter == "}" and stack:
            start, own = stack.pop()
            found.append((start, index, own))
    return sorted(found)


def body_around(code, start, end, all_blocks=None):
    """The outermost body of a function around a place, so that no body contains another; None if there is none."""
    for open_, close, own in all_blocks if all_blocks is not None else blocks(code):
        if own in ("function", "value") and open_ < start and end <= close:
            return Body(open_ + 1, close, own == "value")
    return None


OPERATOR_END = re.compile(r"(?:[-+*/%&|^<>=?:,(\[{]|\b(?:in|is|as|return|try|unsafe|await))$")
OPERATOR_START = re.compile(r"\s*(?:[.)\]}?:]|&&|\|\||[-+*/%&|^<>=]+ |else\b)")


def is_expression(text):
    """Whether a body is a single expression, whose value is the function's without `return`."""
    code = masked(text)
    lines = [line for line in without_brackets(code).split("\n") if line.strip()]
    if not lines:
        return False
    first = lines[0].strip()
    if re.match(r"(?:return|let|var|guard|for|while|do|defer|throw|repeat|func|struct|enum|fatalError|preconditionFailure)\b|#", first):
        return False
    if re.match(r"(?:if|switch)\b", first) and re.search(r"\breturn\b", code):
        return False
    depth, previous = 0, None
    for line in lines:
        if previous is not None and depth == 0:
            if not OPERATOR_START.match(line) and not OPERATOR_END.search(previous):
                return False
        depth += line.count("{") - line.count("}")
        previous = line.rstrip()
    return ";" not in code
