"""Why lines of the Model are not executed by properties: the first pattern that matches `file: declaration` says it."""

import re

REASONS = [
    (r"EncodingError|FormatError|Format\+Checks|Format\.swift: (description|name)|Format\+Standard|Format\+Words",
     "An error about a format or an instruction that nobody could use; properties use the formats that exist, and encode what can be "
     "encoded. The tests of the Model bring them about."),
    (r"Expectation\+Text|Violation|AccessRefusal|ProcessNumber|Region\.swift: description|Integer\+Text: (container|encode|text)",
     "Words for people about something that no mutant of the run has brought about."),
    (r"Instruction\+Encoding|BitPattern|OperandFormat|Instruction\+Disassembly|RegisterName|Encoding\.swift",
     "Encoding: generators of programs encode instructions, but not each in every form; the tests of Architecture go through all."),
    (r"AddressSpace\+Differences|writtenOffsets|differs",
     "The comparison of the Model's two views with each other, byte by byte: a test of the Model, which no subject can fail."),
    (r"Guarantees/|Refinement/",
     "What a guarantee finds where it does not hold; no mutant of the run breaks it this way."),
    (r"ExactIntegers/", "Integers beyond the sizes that capabilities have."),
    (r": ==$|taggedGranules|references$|pointer$", "Only tests ask for it."),
]
OTHERWISE = "No program of the run has met it."


def reason(place):
    return next((words for pattern, words in REASONS if re.search(pattern, place)), OTHERWISE)
