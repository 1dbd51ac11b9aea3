/// The signals by which a refused access ends a process, as CheriBSD delivers them.
public enum Signal: String, Hashable, Sendable {
  /// SIGPROT: the pointer does not give the right to the access.
  case protection = "SIGPROT"
  /// SIGSEGV: the page does not.
  case segmentation = "SIGSEGV"
  /// SIGBUS: the address is misaligned.
  case bus = "SIGBUS"
}
