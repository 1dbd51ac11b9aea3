"""Why lines of the Model are not executed by properties: the first pattern that matches `file: declaration` says it."""

import re

REASONS = [
    (r"System/(ErrorNumber|SystemCall)\.swift: (name|description)",
     "Names of system calls and errors, as `ufork run --trace` writes them for people."),
    (r"Expectation\+Text|Violation|AccessRefusal|ProcessName|Region\.swift: description|Format\.swift: description",
     "Words for people about something that no mutant of the run has brought about."),
    (r"Format\+Standard|Instruction\+Encoding\.swift: encoded|ProcessSystem\+Access\.swift: position|"
     r"ProcessSystem\+Calls\.swift: answer|SingleAddressSpace/AddressSpace\+(Access|Faults)",
     "Swift asks for an answer where other rules leave no such case: an operation without encoding, a process outside of its region, "
     "a mapped page without frame, a format for use that contradicts itself."),
    (r"MachineState\+Translation\.swift: place|PhysicalPlace",
     "An access that crosses into another page: a machine subject has one page at most. The tests of the Model make such accesses, "
     "and so do fork programs, which are held against the POSIX view."),
    (r"Guarantees/|Refinement/",
     "What a guarantee finds where it does not hold; no mutant of the run breaks it this way."),
    (r": ==$", "Only tests ask for it."),
]
OTHERWISE = "No program of the run has met it."


def reason(place):
    return next((words for pattern, words in REASONS if re.search(pattern, place)), OTHERWISE)
