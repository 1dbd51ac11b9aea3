/// The deliberate mistakes that can be switched on by name, to show that the properties catch them.
///
/// Cold paths ask a ``MutationSet`` at run time. Hot paths are generic over a set of mutations and specialised twice
/// inside this module, so that the ordinary build pays nothing.
public enum Mutation: String, CaseIterable, Sendable {
  /// Relocation compares strictly at both ends of the home region: the first byte and one past the end are missed.
  case relocationEdgeExclusive = "relocation-edge-exclusive"
  /// A grandchild's fault maps its own frame without the contents.
  case grandchildFaultSkipsCopy = "grandchild-fault-skips-copy"
  /// Making a page writable again for a process that is itself a child turns off its capability-load fault.
  case loadBarrierDropped = "load-barrier-dropped"
}
