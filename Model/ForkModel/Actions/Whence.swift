/// From where an offset is counted.
public enum Whence: Hashable, Sendable {
  /// SEEK_SET: the start of the file.
  case start
  /// SEEK_CUR: the present offset.
  case current
  /// SEEK_END: the end of the file.
  case end
}
