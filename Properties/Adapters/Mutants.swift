/// The mutants that are built into this program.
///
/// The product has none. `make mutants` puts another file in the place of this one, in a copy of the sources into which
/// the mutants of `Tests/Mutants` are built, each behind a switch.
public enum Mutants {
  /// Their names.
  public static let names: [String] = []

  /// Switches a mutant on, and every other off, for all that this process does from now on.
  ///
  /// - Parameter name: one of ``names``; `nil` switches all off.
  public static func switchOn(_ name: String?) {}
}
