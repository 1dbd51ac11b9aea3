// Derived from the doc comments of the mutants by `ufork document`.

extension MutantNote {
  /// Every mutant, in the order of the enumeration.
  static let all: [MutantNote] = [
    MutantNote(
      "relocation-edge-exclusive",
      "Relocation compares strictly at both ends of the home region: the first byte and one past the end are missed.",
      breaks: []),
    MutantNote(
      "grandchild-fault-skips-copy",
      "A grandchild's fault maps its own frame without the contents.",
      breaks: []),
    MutantNote(
      "load-barrier-dropped",
      "Making a page writable again for a process that is itself a child turns off its capability-load fault.",
      breaks: []),
    MutantNote(
      "access-ignores-tag",
      "A load or store does not ask whether its authority is tagged.",
      breaks: []),
    MutantNote(
      "access-ignores-seal",
      "A load or store does not ask whether its authority is sealed.",
      breaks: []),
    MutantNote(
      "load-ignores-permission",
      "A load does not ask for the permission to load.",
      breaks: []),
    MutantNote(
      "store-ignores-permission",
      "A store does not ask for the permission to store.",
      breaks: []),
    MutantNote(
      "store-ignores-capability-permission",
      "A store of a tagged capability does not ask for the permission to store capabilities.",
      breaks: []),
    MutantNote(
      "store-ignores-local-permission",
      "A store of a capability that is not global does not ask for the permission to store local ones.",
      breaks: []),
    MutantNote(
      "access-ends-beyond-top",
      "An access may end one byte after the top of its authority.",
      breaks: []),
    MutantNote(
      "bounds-before-permissions",
      "The bounds of an authority are checked before its permissions.",
      breaks: []),
    MutantNote(
      "alignment-before-authority",
      "The alignment of a capability load is checked before its authority.",
      breaks: []),
    MutantNote(
      "data-store-keeps-tag",
      "A store of data leaves the tag of its granule set.",
      breaks: []),
    MutantNote(
      "data-store-keeps-second-tag",
      "Of a store of data across two granules only the first loses its tag.",
      breaks: []),
    MutantNote(
      "load-keeps-tag-without-permission",
      "A load through an authority without LoadCap keeps the tag of what it loads.",
      breaks: []),
    MutantNote(
      "strip-policy-keeps-tag",
      "A load from a page with the policy *strip* keeps the tag of what it loads.",
      breaks: []),
    MutantNote(
      "fault-policy-ignored",
      "A load of a tagged capability from a page with the policy *fault* does not fault.",
      breaks: []),
    MutantNote(
      "fault-policy-ignores-tag",
      "A load of an untagged value from a page with the policy *fault* faults too.",
      breaks: []),
    MutantNote(
      "store-policy-ignored",
      "A tagged capability can be stored to a page that takes none.",
      breaks: []),
    MutantNote(
      "translation-not-flushed",
      "The kernel's order to forget the translation of a page is not followed.",
      breaks: []),
    MutantNote(
      "stale-block-after-store",
      "Translated code is executed after a store has changed it.",
      breaks: []),
    MutantNote(
      "conditional-ignores-reservation",
      "A store-conditional succeeds without a reservation.",
      breaks: []),
    MutantNote(
      "reservation-survives-trap",
      "A trap does not end a reservation.",
      breaks: []),
    MutantNote(
      "reservation-survives-other-hart",
      "A store by another hart does not end a reservation.",
      breaks: []),
    MutantNote(
      "link-unsealed",
      "A capability jump links with an unsealed capability.",
      breaks: []),
    MutantNote(
      "jump-ignores-execute-permission",
      "A capability jump does not ask for the permission to execute.",
      breaks: []),
    MutantNote(
      "jump-through-any-seal",
      "A capability jump goes through any sealed capability as through a sealed entry.",
      breaks: []),
    MutantNote(
      "invoke-ignores-type",
      "`cinvoke` does not compare the object types of code and data.",
      breaks: []),
    MutantNote(
      "kernel-entry-without-seal",
      "A kernel entry is reached by any jump to its address.",
      breaks: []),
    MutantNote(
      "system-registers-unguarded",
      "Special capability registers are accessed without the permission to access system registers.",
      breaks: []),
    MutantNote(
      "trap-value-forgets-register",
      "The value of a capability exception does not tell the register.",
      breaks: []),
    MutantNote(
      "move-keeps-tag",
      "Moving an address out of the representable space keeps the tag.",
      breaks: []),
    MutantNote(
      "word-load-unsigned",
      "A load of a word is not sign-extended.",
      breaks: []),
    MutantNote(
      "quotient-by-zero-is-zero",
      "The quotient by 0 is 0.",
      breaks: []),
    MutantNote(
      "atomic-returns-new-value",
      "An atomic operation results in the new value.",
      breaks: []),
    MutantNote(
      "budget-exceeded-by-one",
      "The last instruction of a budget is executed together with the one after it.",
      breaks: []),
  ]
}
