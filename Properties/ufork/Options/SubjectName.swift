import ArgumentParser

/// Who can be checked, by the names of the command line.
enum SubjectName: String, CaseIterable, ExpressibleByArgument {
  /// The emulator and the kernel.
  case implementation
  /// The specification itself.
  case model
}
