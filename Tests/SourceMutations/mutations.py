"""Where sources can be mutated: one small change each, written so that a number chosen at run time switches it on."""

import random
import re
from dataclasses import dataclass, asdict

# Code that only tests or reports run is not mutated.
EXCLUDED_FILES = re.compile(r"Inspection/|Statistics|\+Marks|Journal|HostMapping|ELF|Error\.swift")
EXCLUDED_LINES = re.compile(
    r"precondition|fatalError|traceHandler|counts\.|counts:|^\s*//|^\s*case |import |assert\(|@|\"|#")

SUBJECTS = {
    "kernel": ["Implementation/ForkKernel"],
    "bulk copy": ["Implementation/Emulator/Relocation", "Implementation/Emulator/Memory"],
    "capabilities": ["Implementation/Emulator/Capabilities"],
}

OPERAND = r"(?:[A-Za-z_][\w.]*(?:\[[\w.]+\])?(?:\(\))?|\d[\w]*)"
# What may stand before and after an expression, so that taking it out of its line changes no precedence.
BEFORE = re.compile(r"(?:^|&&|\|\||(?<![=!<>])=|[(,\[{:?]|\breturn|\belse|\bif|\bguard|\bwhile|\bin|->|~)\s*$")
AFTER = re.compile(r"\s*(?:&&|\|\||[),\]}{:;]|\?(?!\?)|$|else\b)")

COMPARISONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
ARITHMETIC = {"&+": "&-", "&-": "&+", "+": "-", "-": "+", "*": "+", "&*": "&+", "/": "*", "%": "/",
              "&<<": "&>>", "&>>": "&<<", "<<": ">>", ">>": "<<", "&": "|", "|": "&", "^": "|"}


@dataclass
class Mutation:
    subject: str
    file: str
    line: int
    kind: str
    before: str
    after: str
    # The line with the change in it, where {n} stands for the number that switches it on.
    text: str

    def described(self):
        return {key: value for key, value in asdict(self).items() if key != "text"}


def replace_operator(line, table, kind):
    symbols = "|".join(re.escape(symbol) for symbol in sorted(table, key=len, reverse=True))
    for found in re.finditer(rf"(?<![\w.)\]!])({OPERAND}) ({symbols}) ({OPERAND})(?![\w.(\[])", line):
        if not BEFORE.search(line[:found.start()]) or not AFTER.match(line[found.end():]):
            continue
        left, symbol, right = found.groups()
        changed = f"{left} {table[symbol]} {right}"
        yield kind, found.group(0), changed, (
            line[:found.start()] + f"(sourceMutation({{n}}) ? {changed} : {found.group(0)})" + line[found.end():])


def replace_constant(line):
    for found in re.finditer(r"(?<![\w.$])(\d+|0x[0-9A-Fa-f_]+)(?![\w.])(?! *\.\.)", line):
        if ".." in line or "repeating" in line or re.search(r":\s*\w+ = |let |static var", line):
            continue
        before = found.group(1)
        changed = f"{before} + 1" if before != "1" else "0"
        yield "constant", before, changed, (
            line[:found.start()] + f"(sourceMutation({{n}}) ? {changed} : {before})" + line[found.end():])


def remove_statement(line):
    found = re.fullmatch(r"(\s+)((?:[a-z]\w*(?:\[[^\]]*\])?[.?])*[a-z]\w*\([^{}]*\))", line)
    assigned = re.fullmatch(r"(\s+)((?:[a-z]\w*(?:\[[^\]]*\])?\.)+[a-z]\w* (?:=|\+=|-=|&\+=|&-=|\|=|&=) [^{}?]+)", line)
    match = found or assigned
    if match and match.group(2).count("(") == match.group(2).count(")") and not line.strip().startswith(
            ("return", "init", "self.", "assert", "check", "super", "guard", "try", "throw", "if", "while", "switch", "for", "body")):
        yield "removed statement", match.group(2), "", f"{match.group(1)}if !sourceMutation({{n}}) {{ {match.group(2)} }}"


def negate_condition(line):
    found = re.fullmatch(r"(\s+(?:\} else )?(?:if|while|guard) )([^,{}]+?)( (?:else )?\{.*)", line)
    if found and not re.search(r"\b(let|var|case|#available|is|as)\b", found.group(2)):
        before = found.group(2)
        yield "negated condition", before, f"!({before})", (
            f"{found.group(1)}(({before}) != sourceMutation({{n}})){found.group(3)}")


def replace_body(lines, index):
    """The whole body of a function or computed property whose result is simple."""
    line = lines[index]
    found = re.fullmatch(
        r"(\s+)(?:[a-z() ]*\b)(?:func \w+.*?(?:-> (Bool|Int|UInt64|Int32|\w+\?))?|var \w+: (Bool|Int|UInt64|\w+\?)) \{", line)
    if not found or "init" in line:
        return
    kind = found.group(2) or found.group(3)
    results = {"Bool": ["true", "false"], "Int": ["0"], "UInt64": ["0"], "Int32": ["0"], None: [""]}
    if kind is None and "->" in line:
        return
    end = next(number for number in range(index + 1, len(lines)) if lines[number] == found.group(1) + "}")
    body = lines[index + 1:end]
    # A body without a statement that returns is one expression, whose value nobody would use behind another statement.
    if kind is not None and not any(re.match(r"\s*return\b", statement) for statement in body):
        return
    for result in results.get(kind, ["nil"]):
        yield "body replaced", line.strip(), f"return {result}".strip(), (
            f"{line} if sourceMutation({{n}}) {{ return {result} }};".replace("  }", " }"))


def replace_expression(lines, index):
    """The body of a function or computed property that is a single line."""
    head = re.fullmatch(r"(\s+).*\b(?:func .*-> (Bool|Int|UInt64|Int32)|var \w+: (Bool|Int|UInt64)) \{", lines[index - 1])
    if index == 0 or not head or lines[index + 1] != head.group(1) + "}" or "return" in lines[index]:
        return
    indentation, body = re.fullmatch(r"(\s+)(.*)", lines[index]).groups()
    for result in ["true", "false"] if "Bool" in head.groups() else ["0"]:
        yield "body replaced", body, result, f"{indentation}sourceMutation({{n}}) ? {result} : ({body})"


def mutations_of(subject, path, source):
    lines = source.split("\n")
    found = []
    for index, line in enumerate(lines):
        if EXCLUDED_LINES.search(line) or not line.strip():
            continue
        candidates = list(replace_operator(line, COMPARISONS, "comparison"))
        candidates += list(replace_operator(line, ARITHMETIC, "arithmetic"))
        candidates += list(replace_constant(line)) + list(remove_statement(line)) + list(negate_condition(line))
        candidates += list(replace_body(lines, index)) + list(replace_expression(lines, index))
        found += [Mutation(subject, path, index + 1, *candidate) for candidate in candidates]
    return found


def sample(mutations, count, seed):
    """As many of each subject and kind as there is room for; the same for the same seed, at most one a line."""
    chooser = random.Random(seed)
    groups = {}
    for mutation in mutations:
        groups.setdefault((mutation.subject, mutation.kind), []).append(mutation)
    for group in groups.values():
        chooser.shuffle(group)
    chosen, lines = [], set()
    while len(chosen) < count and any(groups.values()):
        for key in sorted(groups):
            while groups[key] and len(chosen) < count:
                mutation = groups[key].pop()
                if mutation.before != mutation.after and (mutation.file, mutation.line) not in lines:
                    lines.add((mutation.file, mutation.line))
                    chosen.append(mutation)
                    break
    return sorted(chosen, key=lambda mutation: (mutation.file, mutation.line))
