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
  ]
}
