/// How a file is opened.
public struct OpenOptions: OptionSet, Hashable, Sendable {
  /// The members as bits.
  public let rawValue: UInt8

  /// Makes a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// O_CREAT: a file that is not there is created.
  public static let create = OpenOptions(rawValue: 1)
  /// O_EXCL: the file must not be there yet.
  public static let exclusive = OpenOptions(rawValue: 2)
  /// O_TRUNC: the file is made empty.
  public static let truncate = OpenOptions(rawValue: 4)
  /// O_APPEND: every write goes to the end of the file.
  public static let append = OpenOptions(rawValue: 8)
  /// O_CLOEXEC: the descriptor is closed when another image is started.
  public static let closeOnExecute = OpenOptions(rawValue: 16)
}
